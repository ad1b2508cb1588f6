#include "lvm/linear_mixture_fit.hpp"

#include "em_loop.hpp"
#include "linear_mixture_em_step.hpp"
#include "linear_mixture_validate.hpp"

namespace lvm::linear_mixture {

Fit fit(const Matrix& X, const Vector& y, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  em::require_stopping(options.tolerance, options.max_iterations);
  require_floor(options.variance_floor);
  const Examples data(X, y);
  require_params(start, X.cols());
  require_labelled(labelled, X.cols(), start.weights.size());
  Fit result = em::alternate(
      start, [&](const Params& params) { return expect(data, params); },
      [&](const Params& params, const Expectation& expectation) {
        return maximize(data, params, expectation, labelled, options.variance_floor);
      },
      [&](const Params& before, const Params& after) { return kl_of_posteriors(data, before, after); },
      [&](const Params& params) { return supervised_log_likelihood(params, labelled); }, labelled.alpha,
      options.tolerance, options.max_iterations, progress);
  result.responsibilities = e_step(result.params, X, y).responsibilities;
  return result;
}

}  // namespace lvm::linear_mixture
