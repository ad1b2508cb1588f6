#include "lvm/linear_mixture_half_steps.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "linear_mixture_em_step.hpp"
#include "linear_mixture_validate.hpp"
#include "mixture.hpp"

namespace lvm::linear_mixture {
namespace {

Posterior posterior(const Examples& data, const Params& params) {
  if (const auto mixture = kernel::scale(params)) {
    if (auto result = kernel::posterior(data.tiles(), *mixture)) return std::move(*result);
  }
  return e_step(params, data.X(), data.y());
}

// Nothing where the sums do not determine it well enough.
std::optional<Params> maximum(const Examples& data, const Matrix& R, const Labelled& labelled, double variance_floor) {
  const Index K = R.cols(), D = data.X().cols();
  Matrix W = Matrix::Zero(K, D);
  // Two passes, the second about the lines that the first finds: what the normal equations lose of the digits, residuals bring back.
  std::vector<double> sums = kernel::sums_about(data.tiles(), W, R);
  for (Index k = 0; k < K; ++k) {
    double* sum = sums.data() + k * kernel::sums_of(D);
    double *product = sum + 1, *second = sum + 2 + D;
    if (!solve(second, product, D)) return std::nullopt;
    W.row(k) = Eigen::Map<const Eigen::RowVectorXd>(product, D);
  }
  if (!W.allFinite()) return std::nullopt;
  return from_sums(kernel::sums_about(data.tiles(), W, R), W, data.X().rows(), labelled, variance_floor);
}

Evaluation evaluate(const Examples& data, const Params& params, const Matrix& R, const Labelled& labelled) {
  mixture::require_weights_over_z(R, data.X().rows(), params.weights.size(), true);
  if (const auto mixture = kernel::scale(params)) {
    if (const auto result = kernel::shortfall(data.tiles(), *mixture, R)) {
      return mixture::evaluation(*result, labelled.alpha, supervised_log_likelihood(params, labelled));
    }
  }
  return evaluate(params, data.X(), data.y(), R, labelled);
}

}  // namespace

AfterE e_half_step(const Params& params, const Matrix& X, const Vector& y, const Labelled& labelled) {
  const Examples data(X, y);
  require_params(params, X.cols());
  require_labelled(labelled, X.cols(), params.weights.size());
  Posterior found = posterior(data, params);
  const mixture::Shortfall none{found.log_likelihood, 0.0};
  return {std::move(found.responsibilities),
          mixture::evaluation(none, labelled.alpha, supervised_log_likelihood(params, labelled))};
}

AfterM m_half_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled, double variance_floor) {
  require_m_step(X, y, R, labelled, variance_floor);
  const Examples data(X, y);
  std::optional<Params> params = maximum(data, R, labelled, variance_floor);
  if (!params) params = m_step(X, y, R, labelled, variance_floor);
  const Evaluation value = evaluate(data, *params, R, labelled);
  return {std::move(*params), value};
}

}  // namespace lvm::linear_mixture
