#include "lvm/gmm_fit.hpp"

#include <cmath>
#include <string>

#include "gmm_validate.hpp"
#include "lvm/errors.hpp"

namespace lvm::gmm {
namespace {

void require_options(const FitOptions& options) {
  require(std::isfinite(options.tolerance) && options.tolerance > 0.0, "tolerance",
          "must be finite and > 0; got " + std::to_string(options.tolerance));
  require(options.max_iterations >= 1, "max_iterations",
          "must be >= 1; got " + std::to_string(options.max_iterations));
  require_floor(options.covariance_floor);
}

}  // namespace

Fit fit(const MatrixRef& X, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  require_options(options);
  Fit result{start, e_step(start, X).responsibilities, 0, false, {}};
  Evaluation value = evaluate(start, X, result.responsibilities, labelled);
  while (!result.converged && result.iterations < options.max_iterations) {
    // The posterior under the current parameters is already at hand, so the E half-step only has to be recorded.
    result.trace.push_back({Phase::E, value});
    const double before = value.objective;
    result.params = m_step(X, result.responsibilities, labelled, options.covariance_floor);
    value = evaluate(result.params, X, result.responsibilities, labelled);
    result.trace.push_back({Phase::M, value});
    ++result.iterations;
    result.converged = std::abs(value.objective - before) < options.tolerance;

    result.responsibilities = e_step(result.params, X).responsibilities;
    value = evaluate(result.params, X, result.responsibilities, labelled);
    if (progress && !progress(result.iterations, value.objective)) break;
  }
  return result;
}

}  // namespace lvm::gmm
