/// Stochastic ascent of the ELBO with any of the gradient estimators.
///
/// A step is a pure function of state and noise; a run is a loop over steps whose noise is a pure function of
/// (seed, step), the same for every estimator: paths from one start differ by the estimator alone.
/// References: CS229 (Fall 2020) PS3 Q3(c), eq. 10; Kingma and Ba, "Adam: a method for stochastic optimization" (ICLR 2015).
#pragma once

#include <cstdint>

#include "lvm/bbvi.hpp"

namespace lvm::bbvi {

enum class Optimizer {
  gradient_ascent,  ///< phi <- phi + step_size * gradient (SGD, upwards)
  adam              ///< along the gradient's running mean over the root of its running square
};

struct StepOptions {
  Optimizer optimizer = Optimizer::gradient_ascent;
  double step_size = 0.01;  ///< > 0
  double beta1 = 0.9;       ///< Adam: memory of the gradient, in [0, 1)
  double beta2 = 0.999;     ///< Adam: memory of its square, in [0, 1)
  double epsilon = 1e-8;    ///< Adam: keeps the division finite, > 0
};

/// Everything the next step needs. `start` makes one.
struct State {
  Q q;
  Vector gradient_mean;    ///< Adam's first moment, P
  Vector gradient_square;  ///< Adam's second moment, P
  int steps;               ///< taken so far
};

/// @throws InvalidArgument  if q has parameters that it may not have
State start(const Q& q);

/// One step up the mean of the per-sample gradients.
///
/// @param eps  S x m (S x 1 for a Categorical)
/// @throws InvalidArgument  as gradients; if state or options are out of range
/// @throws NumericalError   as gradients; if the step leaves the range that q's parameters may have
State step(const Target& target, const State& state, const Matrix& eps, const Method& method,
           const StepOptions& options = {});

struct RunOptions {
  int steps = 100;         ///< T >= 0
  Index samples = 10;      ///< S of each step, >= 1
  std::uint32_t seed = 0;  ///< of the noise; with Origin::pilot each step draws S more, and control.pilot is not used
  StepOptions step;
};

struct Run {
  State state;        ///< after the last step
  Matrix parameters;  ///< phi before each step and after the last, (T + 1) x P
  Vector elbo;        ///< exact (see bbvi_exact.hpp) at each row of parameters, T + 1, nats
};

/// The noise of step t of a run.
/// @return  as noise
Matrix run_noise(const Q& q, const RunOptions& options, int t);

/// T steps from q.
/// @throws as step and elbo
Run run(const Target& target, const Q& q, const Method& method, const RunOptions& options = {});

}  // namespace lvm::bbvi
