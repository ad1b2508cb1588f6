// EM from a start to convergence, whatever the model: used by <model>_fit.cpp. Internal.
#pragma once

#include <cmath>

#include "lvm/em.hpp"
#include "lvm/errors.hpp"

namespace lvm::em {

/// @throws InvalidArgument unless tolerance is finite and > 0, and max_iterations >= 1
inline void require_stopping(double tolerance, int max_iterations) {
  require(std::isfinite(tolerance) && tolerance > 0.0, "tolerance", "must be finite and > 0; got ", tolerance);
  require(max_iterations >= 1, "max_iterations", "must be >= 1; got ", max_iterations);
}

/// Alternates the half-steps until |change of objective| < tolerance.
///
/// @param e_step    params -> responsibilities
/// @param m_step    responsibilities -> params
/// @param evaluate  (params, responsibilities) -> Evaluation
template <class Params, class EStep, class MStep, class Evaluate>
Fit<Params> alternate(const Params& start, EStep e_step, MStep m_step, Evaluate evaluate, double tolerance,
                      int max_iterations, const Progress& progress) {
  Fit<Params> result{start, e_step(start), 0, false, {}};
  Evaluation value = evaluate(start, result.responsibilities);
  while (!result.converged && result.iterations < max_iterations) {
    // The posterior under the current parameters is already at hand, so the E half-step only has to be recorded.
    result.trace.push_back({Phase::E, value});
    const double before = value.objective;
    result.params = m_step(result.responsibilities);
    value = evaluate(result.params, result.responsibilities);
    result.trace.push_back({Phase::M, value});
    ++result.iterations;
    result.converged = std::abs(value.objective - before) < tolerance;

    result.responsibilities = e_step(result.params);
    value = evaluate(result.params, result.responsibilities);
    if (progress && !progress(result.iterations, value.objective)) break;
  }
  return result;
}

}  // namespace lvm::em
