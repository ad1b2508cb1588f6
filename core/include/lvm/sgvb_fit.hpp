/// Optimizers of SGVB as pure steps, and a loop over them for headless use.
///
/// A step maps (state, model, x, options, noise) to the next state, and the noise of step t is a pure function of
/// (seed, t). So any step can be recomputed alone, and a run can be continued from any state it passed through.
/// References: CS229 (Fall 2020) PS3 eq. 10 (gradient ascent); Kingma and Ba, "Adam: A method for stochastic
/// optimization", ICLR 2015, algorithm 1; Robbins and Monro, "A stochastic approximation method", Annals of
/// Mathematical Statistics 22 (1951).
#pragma once

#include <cstdint>
#include <functional>
#include <type_traits>
#include <vector>

#include "lvm/sgvb.hpp"

namespace lvm::sgvb {

enum class Optimizer {
  gradient_ascent,  ///< parameters += a g, as in CS229
  adam,             ///< each parameter at its own pace: about a per step, whatever the size of its gradient
  robbins_monro  ///< gradient ascent whose step size falls, a_t = a / (1 + t / tau)^kappa, so that noise averages out
};

struct StepOptions {
  Optimizer optimizer = Optimizer::gradient_ascent;
  double step_size = 1e-3;  ///< a > 0 (CS229: 1e-3)
  Objective objective = Objective::elbo;
  double beta1 = 0.9;     ///< Adam: memory of the gradient, in [0, 1)
  double beta2 = 0.999;   ///< Adam: memory of its square, in [0, 1)
  double epsilon = 1e-8;  ///< Adam: keeps the division finite, > 0
  double tau = 100.0;     ///< Robbins-Monro: steps before the step size falls noticeably, > 0
  double kappa = 0.75;    ///< Robbins-Monro: how fast it falls, in (1/2, 1], the range in which the run must converge
};

/// What Adam remembers. Empty before its first step; a step of another optimizer forgets it.
struct Moments {
  Vector first;             ///< running mean of the gradient, in the order of flatten()
  Vector second;            ///< running mean of its square
  std::uint32_t steps = 0;  ///< Adam steps taken
};

template <Family Q>
struct State {
  Q q;
  std::uint32_t step = 0;  ///< steps taken, t
  Moments moments;
};

/// Where a run starts, with q as given.
template <Family Q>
State<Q> start(const Q& q) {
  return {q, 0, {}};
}

/// The noise of step t, standard normal: a pure function of its arguments.
///
/// @param samples  S >= 1
/// @param m        number of latent variables, >= 1
/// @return         S x m
/// @throws InvalidArgument  if samples or m is < 1
Matrix noise(std::uint32_t seed, std::uint32_t step, Index samples, Index m);

/// One step up the estimated gradient of the objective. Leaves its arguments alone, also when it throws.
///
/// @param x    d
/// @param eps  S x m, as from noise(seed, state.step, S, m)
/// @return     the state after the step, of valid parameters
/// @throws InvalidArgument  as gradient_estimate, or if an option is out of range or the moments do not fit q
/// @throws NumericalError   if the step leads out of range: a mean or entry of L beyond 1e100, a log scale beyond
///                          [-300, 300]; the message names step_size, or the collapse of an objective without entropy
template <Family Q>
State<Q> step(const State<Q>& state, const Model& model, const Vector& x, const StepOptions& options,
              const Matrix& eps);

struct FitOptions {
  StepOptions step;
  std::uint32_t seed = 0;
  std::uint32_t steps = 1000;       ///< of the optimizer, >= 1 (CS229: 1000)
  Index samples = 10;               ///< S of each gradient estimate, >= 1 (CS229: 10)
  std::uint32_t trace_every = 10;   ///< steps between trace points, >= 1; the first and the last state always have one
  Index evaluation_samples = 1000;  ///< S of each ELBO estimate in the trace, >= 1 (CS229: 10000)
};

template <Family Q>
struct TracePoint {
  std::uint32_t step;  ///< steps taken before this point
  Estimate estimate;   ///< Monte-Carlo ELBO, from noise that no step uses; with its standard error
  double elbo;         ///< exact
  double gap;          ///< KL(q || posterior) = ln p(x) - elbo
  double objective;    ///< exact value of what is maximized
  Q q;
};

template <Family Q>
struct Fit {
  State<Q> state;                    ///< after the last step
  std::vector<TracePoint<Q>> trace;  ///< in order of steps
};

/// Told each trace point as it is made; returns false to stop early.
template <Family Q>
using Progress = std::function<bool(const TracePoint<Q>&)>;

/// SGVB from a state, usually start(standard_normal<Q>(m)) (CS229 PS3 Q3(d)).
///
/// Continuing a run of n steps by another n gives the same bits as one run of 2 n.
///
/// @param x  d
/// @throws   as step and elbo_estimate. A run that diverges has told `progress` every trace point before.
template <Family Q>
Fit<Q> fit(const Model& model, const Vector& x, const State<Q>& from, const FitOptions& options = {},
           const Progress<std::type_identity_t<Q>>& progress = {});

}  // namespace lvm::sgvb
