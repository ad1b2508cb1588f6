#include "lvm/gmm_fit.hpp"

#include "em_loop.hpp"
#include "gmm_em_step.hpp"
#include "gmm_validate.hpp"

namespace lvm::gmm {

Fit fit(const Matrix& X, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  em::require_stopping(options.tolerance, options.max_iterations);
  require_floor(options.covariance_floor);
  const Dataset data(X);
  require_params(start, X.cols());
  require_labelled(labelled, X.cols(), start.weights.size());
  Fit result = em::alternate(
      start, [&](const Params& params) { return expect(data, params); },
      [&](const Params& params, const Expectation& expectation) {
        return maximize(data, params, expectation, labelled, options.covariance_floor);
      },
      [&](const Params& before, const Params& after) { return kl_unchecked(data, before, after); },
      [&](const Params& params) { return supervised_log_likelihood(params, labelled); }, labelled.alpha,
      options.tolerance, options.max_iterations, progress);
  result.responsibilities = e_step(result.params, X).responsibilities;
  return result;
}

}  // namespace lvm::gmm
