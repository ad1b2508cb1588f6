#include "lvm/gmm_fit.hpp"

#include "em_loop.hpp"
#include "gmm_validate.hpp"

namespace lvm::gmm {

Fit fit(const MatrixRef& X, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  em::require_stopping(options.tolerance, options.max_iterations);
  require_floor(options.covariance_floor);
  return em::alternate(
      start, [&](const Params& params) { return e_step(params, X).responsibilities; },
      [&](const Matrix& R) { return m_step(X, R, labelled, options.covariance_floor); },
      [&](const Params& params, const Matrix& R) { return evaluate(params, X, R, labelled); }, options.tolerance,
      options.max_iterations, progress);
}

}  // namespace lvm::gmm
