#include "lvm/bbvi_run.hpp"

#include <cmath>
#include <string>

#include "adam.hpp"
#include "bbvi_validate.hpp"
#include "lvm/bbvi_exact.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

enum Stream : std::uint32_t { kSamples = 0x62620001, kPilot = 0x62620002 };

void require_decay(double value, const char* name) {
  require(value >= 0.0 && value < 1.0, name, "must be in [0, 1); got ", value);
}

void require_options(const StepOptions& options) {
  require(std::isfinite(options.step_size) && options.step_size > 0.0, "step_size", "must be finite and > 0; got ",
          options.step_size);
  require_decay(options.beta1, "beta1");
  require_decay(options.beta2, "beta2");
  require(std::isfinite(options.epsilon) && options.epsilon > 0.0, "epsilon", "must be finite and > 0; got ",
          options.epsilon);
}

void require_moment(const Vector& moment, Index P, const char* name) {
  require(moment.size() == P, name, "must have ", P, " entries, as q has parameters; got ", moment.size());
  require(moment.allFinite(), name, "must be finite");
}

void require_state(const State& state) {
  const Index P = parameters(state.q).size();
  require_moment(state.gradient_mean, P, "state.gradient_mean");
  require_moment(state.gradient_square, P, "state.gradient_square");
  require((state.gradient_square.array() >= 0.0).all(), "state.gradient_square", "must be >= 0");
  require(state.steps >= 0, "state.steps", "must be >= 0; got ", state.steps);
}

Q moved(const Q& q, const Vector& phi, int steps) {
  try {
    return with_parameters(q, phi);
  } catch (const InvalidArgument& error) {
    fail({"step ", steps, " diverges; a smaller step_size avoids it: ", error.what()});
  }
}

}  // namespace

State start(const Q& q) {
  const Index P = parameters(q).size();
  return {q, Vector::Zero(P), Vector::Zero(P), 0};
}

State step(const Target& target, const State& state, const Matrix& eps, const Method& method,
           const StepOptions& options) {
  require_options(options);
  require_state(state);
  const Vector gradient = gradients(target, state.q, eps, method).colwise().mean().transpose();
  State next = state;
  ++next.steps;
  const bool adam = options.optimizer == Optimizer::adam;
  const Vector direction =
      adam ? adam_direction(next.gradient_mean, next.gradient_square, next.steps, gradient, options) : gradient;
  next.q = moved(state.q, parameters(state.q) + options.step_size * direction, next.steps);
  return next;
}

Matrix run_noise(const Q& q, const RunOptions& options, int t) {
  require(t >= 0, "t", "must be >= 0; got ", t);
  return noise(q, {options.seed, kSamples, static_cast<std::uint32_t>(t)}, options.samples);
}

Run run(const Target& target, const Q& q, const Method& method, const RunOptions& options) {
  require(options.steps >= 0, "steps", "must be >= 0; got ", options.steps);
  require_samples(options.samples, 1, "samples", "in each step");
  require_pair(target, q);
  const bool pilot = method.control.coefficient != Coefficient::given && method.control.origin == Origin::pilot;

  Run result{start(q), Matrix(options.steps + 1, parameters(q).size()), Vector(options.steps + 1)};
  result.parameters.row(0) = parameters(q).transpose();
  result.elbo[0] = elbo(target, q);
  Method used = method;
  for (int t = 0; t < options.steps; ++t) {
    if (pilot) used.control.pilot = noise(q, {options.seed, kPilot, static_cast<std::uint32_t>(t)}, options.samples);
    result.state = step(target, result.state, run_noise(q, options, t), used, options.step);
    result.parameters.row(t + 1) = parameters(result.state.q).transpose();
    result.elbo[t + 1] = elbo(target, result.state.q);
  }
  return result;
}

}  // namespace lvm::bbvi
