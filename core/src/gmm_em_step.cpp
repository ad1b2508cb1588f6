#include "gmm_em_step.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "cholesky.hpp"
#include "gmm_m_step.hpp"
#include "gmm_validate.hpp"
#include "kernels/gmm_whitened.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

using kernel::packed;
using kernel::sums_of;

// (x, z) counts as an example with responsibility alpha for z.
void add_labelled(std::vector<double>& sums, const Matrix& means, const Labelled& labelled) {
  const Index D = means.cols();
  for (Index i = 0; i < labelled.X.rows(); ++i) {
    const int z = labelled.z[static_cast<std::size_t>(i)];
    double* sum = sums.data() + z * sums_of(D);
    *sum++ += labelled.alpha;
    const Eigen::RowVectorXd x = labelled.X.row(i) - means.row(z);
    for (Index d = 0; d < D; ++d) *sum++ += labelled.alpha * x[d];
    for (Index d = 0; d < D; ++d) {
      for (Index j = 0; j <= d; ++j) *sum++ += labelled.alpha * x[d] * x[j];
    }
  }
}

// Whether sums about the old mean have given the covariance about the new one the digits that a second pass would, and
// the readable implementation is sure not to call the component collapsed.
bool is_safe(kernel::Factor& factor, const Matrix& covariance, const double* mean, const double* shift) {
  constexpr double farthest = 1e3;  // squared, in standard deviations: that many eps are lost
  if (!factor.factorize(covariance) || !(factor.squared_distance(shift) < farthest)) return false;
  for (Index d = 0; d < covariance.rows(); ++d) {
    // No smaller than the mean of |x_d|.
    const double magnitude = std::abs(mean[d]) + std::sqrt(covariance(d, d));
    if (!(factor.L()[packed(d, d)] > kRounding * magnitude)) return false;
  }
  return true;
}

}  // namespace

std::optional<Params> from_sums(std::vector<double> sums, const Matrix& means, Index N, const Labelled& labelled,
                                double covariance_floor) {
  const Index K = means.rows(), D = means.cols();
  Vector unlabelled(K);
  for (Index k = 0; k < K; ++k) unlabelled[k] = sums[static_cast<std::size_t>(k * sums_of(D))];
  add_labelled(sums, means, labelled);
  // Responsibilities that underflow are as large as 2^-900 in the sums: far below what else is there, or else no matter
  // for sums.
  const double smallest_mass = std::max(mixture::kSmallestMass, static_cast<double>(N) * 0x1p-800);
  Params result{Vector(K), Matrix(K, D), {}};
  result.covariances.reserve(static_cast<std::size_t>(K));
  kernel::Factor factor(D);
  Eigen::RowVectorXd shift(D);
  for (Index k = 0; k < K; ++k) {
    const double* sum = sums.data() + k * sums_of(D);
    const double mass = *sum++;
    if (!(mass > smallest_mass)) return std::nullopt;
    result.weights[k] = mass;
    for (Index d = 0; d < D; ++d) {
      shift[d] = *sum++ / mass;
      result.means(k, d) = means(k, d) + shift[d];
    }
    Matrix& covariance = result.covariances.emplace_back(D, D);
    for (Index i = 0; i < D; ++i) {
      for (Index j = 0; j <= i; ++j) covariance(i, j) = covariance(j, i) = *sum++ / mass - shift[i] * shift[j];
    }
    if (covariance_floor > 0.0) {
      if (!covariance.allFinite()) return std::nullopt;
      covariance = with_floor(covariance, covariance_floor);
    }
    if (!is_safe(factor, covariance, &result.means(k, 0), shift.data())) return std::nullopt;
  }
  result.weights = mixing_weights(labelled.weights_from == WeightsFrom::all ? result.weights : unlabelled);
  return result;
}

Expectation expect(const Dataset& data, const Params& params) {
  if (const auto mixture = kernel::whiten(params)) {
    if (auto statistics = kernel::expect(data, *mixture)) return {statistics->log_likelihood, std::move(statistics)};
  }
  return {log_likelihood(params, data.matrix()), std::nullopt};
}

Params maximize(const Dataset& data, const Params& params, const Expectation& expectation, const Labelled& labelled,
                double covariance_floor) {
  if (expectation.statistics) {
    if (auto result = from_sums(expectation.statistics->sums, params.means, data.rows(), labelled, covariance_floor)) {
      return *std::move(result);
    }
  }
  const Matrix X = data.matrix();
  return m_step(X, e_step(params, X).responsibilities, labelled, covariance_floor);
}

double kl_unchecked(const Dataset& data, const Params& before, const Params& after) {
  const auto old = kernel::whiten(before), now = kernel::whiten(after);
  if (old && now) {
    if (const auto result = kernel::divergence(data, *old, *now)) return *result;
  }
  const Matrix X = data.matrix();
  return kl_to_posterior(after, X, e_step(before, X).responsibilities);
}

Step em_step(const Dataset& data, const Params& params, const Labelled& labelled, double covariance_floor) {
  Run run = iterate(data, params, 1, labelled, covariance_floor);
  return {std::move(run.params), run.log_likelihoods[0]};
}

Run iterate(const Dataset& data, const Params& start, int iterations, const Labelled& labelled,
            double covariance_floor) {
  require_params(start, data.cols());
  require_labelled(labelled, data.cols(), start.weights.size());
  require_floor(covariance_floor);
  require(iterations >= 1, "iterations", "must be >= 1; got ", iterations);
  Run run{start, Vector(iterations)};
  for (double& log_likelihood : run.log_likelihoods) {
    const Expectation expectation = expect(data, run.params);
    run.params = maximize(data, run.params, expectation, labelled, covariance_floor);
    log_likelihood = expectation.log_likelihood;
  }
  return run;
}

double log_likelihood(const Dataset& data, const Params& params) {
  require_params(params, data.cols());
  if (const auto mixture = kernel::whiten(params)) {
    if (const auto result = kernel::log_likelihood(data, *mixture)) return *result;
  }
  return log_likelihood(params, data.matrix());
}

double kl_of_posteriors(const Dataset& data, const Params& before, const Params& after) {
  require_params(before, data.cols());
  require_params(after, data.cols());
  require(after.weights.size() == before.weights.size(), "after", "must have as many components as before, ",
          before.weights.size(), "; got ", after.weights.size());
  return kl_unchecked(data, before, after);
}

}  // namespace lvm::gmm
