#include "lvm/gmm_fit.hpp"

#include <cmath>
#include <utility>

#include "em_loop.hpp"
#include "gmm_em_step.hpp"
#include "gmm_validate.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

// What a half-step leaves behind, from the log-likelihood and how far the bound is below it.
Evaluation evaluation(const Params& params, const Labelled& labelled, double log_likelihood, double gap) {
  const double supervised = supervised_log_likelihood(params, labelled);
  const double weighted = mixture::weighted(labelled.alpha, supervised);
  const double elbo = log_likelihood - gap;
  return {elbo, log_likelihood, supervised, elbo + weighted, log_likelihood + weighted, gap};
}

}  // namespace

// The loop of em::alternate, except that the posterior is never formed: one pass over the data gives the log-likelihood
// and what the M-step needs, a second one the gap after it.
Fit fit(const MatrixRef& X, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  em::require_stopping(options.tolerance, options.max_iterations);
  require_floor(options.covariance_floor);
  const Dataset data(X);
  require_params(start, X.cols());
  require_labelled(labelled, X.cols(), start.weights.size());

  Fit result{start, {}, 0, false, {}};
  Expectation expectation = expect(data, start);
  Evaluation value = evaluation(start, labelled, expectation.log_likelihood, 0.0);
  while (!result.converged && result.iterations < options.max_iterations) {
    result.trace.push_back({Phase::E, value});
    const double before = value.objective;
    Params next = maximize(data, result.params, expectation, labelled, options.covariance_floor);
    const double gap = kl_unchecked(data, result.params, next);
    result.params = std::move(next);
    expectation = expect(data, result.params);
    result.trace.push_back({Phase::M, evaluation(result.params, labelled, expectation.log_likelihood, gap)});
    ++result.iterations;
    value = evaluation(result.params, labelled, expectation.log_likelihood, 0.0);
    result.converged = std::abs(value.objective - before) < options.tolerance;
    if (progress && !progress(result.iterations, value.objective)) break;
  }
  result.responsibilities = e_step(result.params, X).responsibilities;
  return result;
}

}  // namespace lvm::gmm
