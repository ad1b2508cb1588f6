#include "linear_mixture_em_step.hpp"

#include <cmath>
#include <vector>

#include "linear_mixture_validate.hpp"
#include "mixture.hpp"

namespace lvm::linear_mixture {
namespace {

using kernel::packed;
using kernel::sums_of;

// Of a column's square, what the columns before it must leave unexplained; of a variance, what a new line must leave; of the
// squares of the terms that a residual is a difference of, what it must be. Below, more digits would be lost than may.
constexpr double kUnexplained = 1e-4, kLeft = 1e-2, kResidual = 1e-6;

Matrix tabulate(const Matrix& X, const Vector& y) {
  Matrix table(X.rows(), X.cols() + 1);
  table << X, y;
  return table;
}

// (x, y, z) counts as an example with responsibility alpha for z.
void add_labelled(std::vector<double>& sums, const Matrix& W, const Labelled& labelled) {
  const Index D = W.cols();
  for (Index i = 0; i < labelled.X.rows(); ++i) {
    const int z = labelled.z[static_cast<std::size_t>(i)];
    const Eigen::RowVectorXd x = labelled.X.row(i);
    const double e = labelled.y[i] - x.dot(W.row(z));
    double* sum = sums.data() + z * sums_of(D);
    *sum++ += labelled.alpha;
    for (Index d = 0; d < D; ++d) *sum++ += labelled.alpha * x[d] * e;
    *sum++ += labelled.alpha * e * e;
    for (Index d = 0; d < D; ++d) {
      for (Index j = 0; j <= d; ++j) *sum++ += labelled.alpha * x[d] * x[j];
    }
  }
}

// Moves line k to the optimum of its sums about the present one, which loses no digits where EM has nearly converged. False where
// the sums do not determine it well enough.
bool move_line(Params& params, Index k, double* sum, double smallest_mass) {
  const Index D = params.W.cols();
  double *product = sum + 1, *squares = sum + 1 + D, *second = sum + 2 + D;
  const double mass = sum[0], before = *squares / mass;
  if (!(mass > smallest_mass)) return false;
  double terms = before;  // no less than the mean square of y and of each w_d x_d
  for (Index d = 0; d < D; ++d)
    terms += static_cast<double>(D + 1) * second[packed(d, d)] / mass * params.W(k, d) * params.W(k, d);
  Vector gradient = Eigen::Map<const Vector>(product, D);
  if (!solve(second, product, D)) return false;
  const double rho = before - gradient.dot(Eigen::Map<const Vector>(product, D)) / mass;
  if (!(rho >= kLeft * before) || !(rho > kResidual * terms) || !std::isfinite(terms)) return false;
  for (Index d = 0; d < D; ++d) params.W(k, d) += product[d];
  params.variances[k] = rho;
  return true;
}

}  // namespace

bool solve(double* A, double* v, Index D) {
  for (Index i = 0; i < D; ++i) {
    double* row = A + packed(i, 0);
    const double whole = row[i];
    for (Index j = 0; j <= i; ++j) {
      const double* other = A + packed(j, 0);
      for (Index l = 0; l < j; ++l) row[j] -= row[l] * other[l];
      if (j < i) row[j] /= other[j];
    }
    if (!(row[i] >= kUnexplained * whole) || !(whole >= std::numeric_limits<double>::min())) return false;
    row[i] = std::sqrt(row[i]);
    for (Index j = 0; j < i; ++j) v[i] -= row[j] * v[j];
    v[i] /= row[i];
  }
  for (Index i = D - 1; i >= 0; --i) {
    for (Index l = i + 1; l < D; ++l) v[i] -= A[packed(l, i)] * v[l];
    v[i] /= A[packed(i, i)];
  }
  return true;
}

std::optional<Params> from_sums(std::vector<double> sums, const Matrix& W, Index N, const Labelled& labelled,
                                double variance_floor) {
  const Index K = W.rows(), D = W.cols();
  // As for the Gaussian mixture: responsibilities that underflow are as large as 2^-900 in the sums.
  const double smallest_mass = std::max(mixture::kSmallestMass, static_cast<double>(N) * 0x1p-800);
  Params next{Vector(K), W, Vector(K)};
  const auto count = [&] {
    for (Index k = 0; k < K; ++k) next.weights[k] = sums[static_cast<std::size_t>(k * sums_of(D))];
  };
  count();
  add_labelled(sums, W, labelled);
  if (labelled.weights_from == WeightsFrom::all) count();
  next.weights /= next.weights.sum();
  for (Index k = 0; k < K; ++k) {
    if (!move_line(next, k, sums.data() + k * sums_of(D), smallest_mass)) return std::nullopt;
  }
  next.variances = next.variances.cwiseMax(variance_floor);
  if (!next.weights.allFinite() || !next.W.allFinite() || !next.variances.allFinite()) return std::nullopt;
  return next;
}

Examples::Examples(const Matrix& X, const Vector& y) : X_(X), y_(y), tiles_((require_data(X, y), tabulate(X, y))) {}

Expectation expect(const Examples& data, const Params& params) {
  if (const auto mixture = kernel::scale(params)) {
    if (auto statistics = kernel::expect(data.tiles(), *mixture)) {
      return {statistics->log_likelihood, std::move(statistics)};
    }
  }
  return {log_likelihood(params, data.X(), data.y()), std::nullopt};
}

Params maximize(const Examples& data, const Params& params, const Expectation& expectation, const Labelled& labelled,
                double variance_floor) {
  if (expectation.statistics) {
    if (auto next = from_sums(expectation.statistics->sums, params.W, data.X().rows(), labelled, variance_floor))
      return *next;
  }
  return m_step(data.X(), data.y(), e_step(params, data.X(), data.y()).responsibilities, labelled, variance_floor);
}

double kl_of_posteriors(const Examples& data, const Params& before, const Params& after) {
  const auto old = kernel::scale(before), now = kernel::scale(after);
  if (old && now) {
    if (const auto result = kernel::divergence(data.tiles(), *old, *now)) return *result;
  }
  const Matrix R = e_step(before, data.X(), data.y()).responsibilities;
  return mixture::evaluate(log_joint(after, data.X(), data.y()), R, 0.0, 0.0).gap;
}

}  // namespace lvm::linear_mixture
