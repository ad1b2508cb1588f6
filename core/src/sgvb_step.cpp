#include <algorithm>
#include <cmath>
#include <string>

#include "adam.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "lvm/sgvb_fit.hpp"
#include "sgvb_family.hpp"
#include "sgvb_problem.hpp"
#include "sgvb_terms.hpp"

namespace lvm::sgvb {
namespace {

// A mean this far out is a run that has diverged, though its square is still a number.
constexpr double kLargestParameter = 1e100;

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

bool below_one(double value) { return value >= 0.0 && value < 1.0; }

void require_moments(const Moments& moments, Index size) {
  const bool fresh = moments.steps == 0 && moments.first.size() == 0 && moments.second.size() == 0;
  const bool fits = moments.steps > 0 && moments.first.size() == size && moments.second.size() == size;
  require(fresh || fits, "state.moments", "must be empty before Adam's first step and have ", size,
          " entries each after it");
  require(moments.first.allFinite() && moments.second.allFinite() && (moments.second.array() >= 0.0).all(),
          "state.moments", "must be finite, the second >= 0");
}

Vector adam(Moments& moments, const Vector& g, const StepOptions& options) {
  if (moments.steps == 0) moments = {Vector::Zero(g.size()), Vector::Zero(g.size()), 0};
  ++moments.steps;
  return options.step_size * adam_direction(moments.first, moments.second, moments.steps, g, options);
}

double step_size_at(std::uint32_t t, const StepOptions& options) {
  if (options.optimizer != Optimizer::robbins_monro) return options.step_size;
  return options.step_size / exp(options.kappa * log(1.0 + t / options.tau));
}

[[noreturn]] void throw_diverged(std::uint32_t t, const StepOptions& options, bool collapsed) {
  if (collapsed) {
    fail({"step ", t,
          " collapses q onto a point (a log scale below -300): this objective has no entropy to hold it open; stop "
          "earlier"});
  }
  fail({"step ", t, " diverges: step_size ", options.step_size, " is too large for this model; use a smaller one"});
}

// The families' own checks refuse such parameters too, but cannot know that a step caused them.
template <Family Q>
void require_converging(const State<Q>& state, const StepOptions& options) {
  const auto within = [](double limit) { return [limit](double value) { return std::abs(value) <= limit; }; };
  const Vector& log_scale = log_scales(state.q);
  const auto all_log_scales = [&](double limit) {
    return std::all_of(log_scale.begin(), log_scale.end(), within(limit));
  };
  const bool sane = all_of_the_rest(state.q, within(kLargestParameter)) && state.moments.second.allFinite();
  if (sane && all_log_scales(kLogScaleLimit)) return;
  const bool without_entropy =
      options.objective == Objective::without_entropy || options.objective == Objective::without_prior_kl;
  // One step of the size of the whole range is no slow collapse.
  const bool collapsed =
      sane && without_entropy && all_log_scales(2.0 * kLogScaleLimit) && log_scale.maxCoeff() <= kLogScaleLimit;
  throw_diverged(state.step, options, collapsed);
}

}  // namespace

void require_options(const StepOptions& o) {
  require(positive(o.step_size), "step_size", "must be finite and > 0; got ", o.step_size);
  require(below_one(o.beta1), "beta1", "must be >= 0 and < 1; got ", o.beta1);
  require(below_one(o.beta2), "beta2", "must be >= 0 and < 1; got ", o.beta2);
  require(positive(o.epsilon), "epsilon", "must be finite and > 0; got ", o.epsilon);
  require(positive(o.tau), "tau", "must be finite and > 0; got ", o.tau);
  require(o.kappa > 0.5 && o.kappa <= 1.0, "kappa", "must be > 0.5 and <= 1; got ", o.kappa);
}

template <Family Q>
Problem<Q>::Problem(const Model& model, const Vector& x, Index samples)
    : model_(model), x_(x), gradient_(standard_normal<Q>(model.W.cols())) {
  if (kernel::pays<Q>(model.W.cols(), model.W.rows(), samples)) projection_.emplace(model, x);
}

template <Family Q>
const Q& Problem<Q>::gradient_estimate(const Q& q, const Matrix& eps, Objective objective) {
  if (projection_) projection_->likelihood_gradient(q, eps, gradient_);
  if (projection_ && all_finite(gradient_)) {
    assemble(q, objective, gradient_);
  } else {
    gradient_ = sgvb::gradient_estimate(model_, x_, q, eps, objective);
  }
  return gradient_;
}

template <Family Q>
State<Q> step(const State<Q>& state, const Model& model, const Vector& x, const StepOptions& options,
              const Matrix& eps) {
  require_options(options);
  require_arguments(model, x, state.q);
  require_noise(eps, model.W.cols());
  Problem<Q> problem(model, x, eps.rows());
  State<Q> next = state;
  advance(next, problem, options, eps);
  return next;
}

template <Family Q>
void advance(State<Q>& state, Problem<Q>& problem, const StepOptions& options, const Matrix& eps) {
  const Q& g = problem.gradient_estimate(state.q, eps, options.objective);
  require_moments(state.moments, parameter_count(state.q));
  if (options.optimizer == Optimizer::adam) {
    state.q = unflatten<Q>(flatten(state.q) + adam(state.moments, flatten(g), options), state.q.mean.size());
  } else {
    state.moments = {};
    add_scaled(state.q, step_size_at(state.step, options), g);
  }
  ++state.step;
  require_converging(state, options);
}

template class Problem<Factorized>;
template class Problem<Full>;
template void advance(State<Factorized>&, Problem<Factorized>&, const StepOptions&, const Matrix&);
template void advance(State<Full>&, Problem<Full>&, const StepOptions&, const Matrix&);
template State<Factorized> step(const State<Factorized>&, const Model&, const Vector&, const StepOptions&,
                                const Matrix&);
template State<Full> step(const State<Full>&, const Model&, const Vector&, const StepOptions&, const Matrix&);

}  // namespace lvm::sgvb
