#include "lvm/gmm_half_steps.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "gmm_em_step.hpp"
#include "gmm_m_step.hpp"
#include "gmm_validate.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

Posterior posterior(const Dataset& data, const Params& params) {
  if (const auto mixture = kernel::whiten(params)) {
    if (auto result = kernel::posterior(data, *mixture)) return std::move(*result);
  }
  return e_step(params, data.matrix());
}

// Nothing where the sums do not determine it well enough.
std::optional<Params> maximum(const Dataset& data, const Matrix& R, const Labelled& labelled, double covariance_floor) {
  const Index K = R.cols(), D = data.cols();
  Matrix means(K, D);
  for (Index d = 0; d < D; ++d) means.col(d).setConstant(data.tile(0).data[d * Dataset::kTile]);
  // Two passes, the second about the means that the first finds: an offset of the data costs no digits.
  const std::vector<double> sums = kernel::sums_about(data, means, R);
  for (Index k = 0; k < K; ++k) {
    const double* sum = sums.data() + k * kernel::sums_of(D);
    for (Index d = 0; d < D; ++d) means(k, d) += sum[1 + d] / sum[0];
  }
  if (!means.allFinite()) return std::nullopt;
  return from_sums(kernel::sums_about(data, means, R), means, data.rows(), labelled, covariance_floor);
}

}  // namespace

AfterE e_half_step(const Dataset& data, const Params& params, const Labelled& labelled) {
  require_params(params, data.cols());
  require_labelled(labelled, data.cols(), params.weights.size());
  Posterior found = posterior(data, params);
  const mixture::Shortfall none{found.log_likelihood, 0.0};
  return {std::move(found.responsibilities),
          mixture::evaluation(none, labelled.alpha, supervised_log_likelihood(params, labelled))};
}

AfterM m_half_step(const Dataset& data, const Matrix& R, const Labelled& labelled, double covariance_floor) {
  require_m_step(R, data.rows(), data.cols(), labelled, covariance_floor);
  std::optional<Params> params = maximum(data, R, labelled, covariance_floor);
  if (!params) params = m_step(data.matrix(), R, labelled, covariance_floor);
  const Evaluation value = evaluate(data, *params, R, labelled);
  return {std::move(*params), value};
}

Evaluation evaluate(const Dataset& data, const Params& params, const Matrix& R, const Labelled& labelled) {
  require_params(params, data.cols());
  mixture::require_weights_over_z(R, data.rows(), params.weights.size(), true);
  require_labelled(labelled, data.cols(), params.weights.size());
  if (const auto mixture = kernel::whiten(params)) {
    if (const auto result = kernel::shortfall(data, *mixture, R)) {
      return mixture::evaluation(*result, labelled.alpha, supervised_log_likelihood(params, labelled));
    }
  }
  return evaluate(params, data.matrix(), R, labelled);
}

}  // namespace lvm::gmm
