#include "lvm/linear_mixture_fit.hpp"

#include "em_loop.hpp"
#include "linear_mixture_validate.hpp"

namespace lvm::linear_mixture {

Fit fit(const MatrixRef& X, const Vector& y, const Params& start, const Labelled& labelled, const FitOptions& options,
        const Progress& progress) {
  em::require_stopping(options.tolerance, options.max_iterations);
  require_floor(options.variance_floor);
  return em::alternate(
      start, [&](const Params& params) { return e_step(params, X, y).responsibilities; },
      [&](const Matrix& R) { return m_step(X, y, R, labelled, options.variance_floor); },
      [&](const Params& params, const Matrix& R) { return evaluate(params, X, y, R, labelled); }, options.tolerance,
      options.max_iterations, progress);
}

}  // namespace lvm::linear_mixture
