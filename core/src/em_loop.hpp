// EM from a start to convergence, whatever the model: used by <model>_fit.cpp. Internal.
#pragma once

#include <cmath>
#include <utility>

#include "lvm/em.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::em {

/// @throws InvalidArgument unless tolerance is finite and > 0, and max_iterations >= 1
inline void require_stopping(double tolerance, int max_iterations) {
  require(std::isfinite(tolerance) && tolerance > 0.0, "tolerance", "must be finite and > 0; got ", tolerance);
  require(max_iterations >= 1, "max_iterations", "must be >= 1; got ", max_iterations);
}

/// Alternates the half-steps until |change of objective| < tolerance, without ever forming the posterior: one pass over the data
/// gives the log-likelihood and what the M-step needs, a second one the gap after it.
///
/// @param expect      params -> an Expectation, which has log_likelihood
/// @param maximize    (params, Expectation under them) -> params
/// @param gap         (params, params) -> KL from the posterior under the former to that under the latter
/// @param supervised  params -> the log-likelihood of labelled examples, which alpha weighs
/// @return            all but the responsibilities
template <class Params, class Expect, class Maximize, class Gap, class Supervised>
Fit<Params> alternate(const Params& start, Expect expect, Maximize maximize, Gap gap, Supervised supervised,
                      double alpha, double tolerance, int max_iterations, const Progress& progress) {
  // What a half-step leaves behind, from the log-likelihood and how far the bound is below it.
  const auto evaluation = [&](const Params& params, double log_likelihood, double below) {
    return mixture::evaluation({log_likelihood, below}, alpha, supervised(params));
  };
  Fit<Params> result{start, {}, 0, false, {}};
  auto expectation = expect(start);
  Evaluation value = evaluation(start, expectation.log_likelihood, 0.0);
  while (!result.converged && result.iterations < max_iterations) {
    result.trace.push_back({Phase::E, value});
    const double before = value.objective;
    Params next = maximize(result.params, expectation);
    const double below = gap(result.params, next);
    result.params = std::move(next);
    expectation = expect(result.params);
    result.trace.push_back({Phase::M, evaluation(result.params, expectation.log_likelihood, below)});
    ++result.iterations;
    value = evaluation(result.params, expectation.log_likelihood, 0.0);
    result.converged = std::abs(value.objective - before) < tolerance;
    if (progress && !progress(result.iterations, value.objective)) break;
  }
  return result;
}

}  // namespace lvm::em
