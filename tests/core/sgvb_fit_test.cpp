// Runs: where they end, that they can be replayed and continued to the bit, and what they leave behind.
#include <cmath>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_gaussian_examples.hpp"

using namespace lvm;
using problem::difference;
using problem::distance;
using sgvb::Factorized;
using sgvb::FitOptions;
using sgvb::Full;
using sgvb::Objective;
using sgvb::Optimizer;

namespace {

FitOptions options_for(Optimizer optimizer) {
  FitOptions options;
  options.step.optimizer = optimizer;
  options.seed = 11;
  options.steps = 60;
  options.trace_every = 1;
  options.evaluation_samples = 20;
  return options;
}

template <class Q>
sgvb::State<Q> from_prior(const linear_gaussian::Model& model) {
  return sgvb::start(sgvb::standard_normal<Q>(model.W.cols()));
}

FitOptions with_ends_only(Optimizer optimizer, double step_size, std::uint32_t steps) {
  FitOptions options;
  options.step.optimizer = optimizer;
  options.step.step_size = step_size;
  options.samples = 100;
  options.steps = steps;
  options.trace_every = steps;
  return options;
}

// Adam with large steps to get there and small ones to settle: at a constant step size the noise keeps q moving.
template <class Q>
sgvb::TracePoint<Q> adam_in_phases(const linear_gaussian::Example& example) {
  const auto& [model, x] = example;
  sgvb::State<Q> state = from_prior<Q>(model);
  for (const double step_size : {1e-2, 1e-3}) {
    state = sgvb::fit(model, x, state, with_ends_only(Optimizer::adam, step_size, 1500)).state;
  }
  return sgvb::fit(model, x, state, with_ends_only(Optimizer::adam, 2e-4, 3000)).trace.back();
}

}  // namespace

TEMPLATE_TEST_CASE("sgvb: any step can be recomputed alone, to the bit", "[sgvb][replay]", Factorized, Full) {
  const Optimizer optimizer = GENERATE(Optimizer::gradient_ascent, Optimizer::adam, Optimizer::robbins_monro);
  const auto [model, x] = linear_gaussian::experiment_2();
  const FitOptions options = options_for(optimizer);
  const auto run = sgvb::fit(model, x, from_prior<TestType>(model), options);
  REQUIRE(run.trace.size() == options.steps + 1);

  sgvb::State<TestType> state = from_prior<TestType>(model);
  for (std::uint32_t t = 0; t < options.steps; ++t) {
    CHECK(run.trace[t].step == t);
    CHECK(sgvb::flatten(run.trace[t].q) == sgvb::flatten(state.q));
    const Matrix later = sgvb::noise(options.seed, t + 1, options.samples, 2);  // asking out of order changes nothing
    const Matrix eps = sgvb::noise(options.seed, t, options.samples, 2);
    CHECK(later != eps);
    state = sgvb::step(state, model, x, options.step, eps);
  }
  CHECK(sgvb::flatten(run.state.q) == sgvb::flatten(state.q));
  CHECK(run.state.step == options.steps);
}

TEMPLATE_TEST_CASE("sgvb: a run continued is the longer run, to the bit", "[sgvb][replay]", Factorized, Full) {
  const Optimizer optimizer = GENERATE(Optimizer::gradient_ascent, Optimizer::adam, Optimizer::robbins_monro);
  const auto [model, x] = linear_gaussian::experiment_1();
  FitOptions options = options_for(optimizer);
  const auto whole = sgvb::fit(model, x, from_prior<TestType>(model), options);
  options.steps = 30;
  const auto half = sgvb::fit(model, x, from_prior<TestType>(model), options);
  const auto rest = sgvb::fit(model, x, half.state, options);
  CHECK(sgvb::flatten(rest.state.q) == sgvb::flatten(whole.state.q));
  CHECK(rest.state.moments.first == whole.state.moments.first);
  CHECK(rest.trace.back().estimate.value == whole.trace.back().estimate.value);
}

TEST_CASE("sgvb: the trace says what each state was worth", "[sgvb]") {
  const auto [model, x] = linear_gaussian::experiment_2();
  FitOptions options;
  options.steps = 95;
  const auto run = sgvb::fit(model, x, from_prior<Factorized>(model), options);
  const double log_evidence = linear_gaussian::log_evidence(model, x), open = sgvb::irreducible_gap(model);
  REQUIRE(run.trace.size() == 11);  // 0, 10, .. 90 and the last
  CHECK(run.trace.back().step == 95);
  CHECK(sgvb::flatten(run.trace.back().q) == sgvb::flatten(run.state.q));
  for (const auto& point : run.trace) {
    CHECK(point.elbo == sgvb::elbo(model, x, point.q));
    CHECK(point.objective == point.elbo);
    CHECK(difference(point.elbo + point.gap, log_evidence) < 1e-10);
    CHECK(std::abs(point.estimate.value - point.elbo) < 5.0 * point.estimate.standard_error);
    CHECK(point.gap >= open);  // the line that no factorized q crosses
  }
}

TEST_CASE("sgvb: Adam reaches the optimum within 1e-3 nats", "[sgvb][fit]") {
  const auto example = GENERATE(linear_gaussian::experiment_1(), linear_gaussian::experiment_2());
  const double excess = adam_in_phases<Factorized>(example).gap - sgvb::irreducible_gap(example.model);
  CHECK(excess >= 0.0);
  CHECK(excess < 1e-3);
}

TEST_CASE("sgvb: with the full family the gap closes", "[sgvb][fit]") {
  CHECK(adam_in_phases<Full>(linear_gaussian::experiment_2()).gap < 1e-3);
}

TEST_CASE("sgvb: a decreasing step averages the noise out", "[sgvb][fit]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  FitOptions options = with_ends_only(Optimizer::robbins_monro, 0.02, 6000);
  options.samples = 10;
  const auto falling = sgvb::fit(model, x, from_prior<Factorized>(model), options);
  options.step.optimizer = Optimizer::gradient_ascent;
  const auto constant = sgvb::fit(model, x, from_prior<Factorized>(model), options);
  const double open = sgvb::irreducible_gap(model);
  CAPTURE(falling.trace.back().gap - open, constant.trace.back().gap - open);
  CHECK(falling.trace.back().gap - open < 0.25 * (constant.trace.back().gap - open));
}

TEST_CASE("sgvb: CS229's experiment on our models: same evidence, different tightness", "[sgvb][fit]") {
  const auto one = linear_gaussian::experiment_1(), two = linear_gaussian::experiment_2();
  FitOptions options;
  options.trace_every = 1000;
  options.evaluation_samples = 10000;
  const auto first = sgvb::fit(one.model, one.x, from_prior<Factorized>(one.model), options);
  const auto second = sgvb::fit(two.model, two.x, from_prior<Factorized>(two.model), options);
  CHECK(first.trace.back().gap < 0.05);
  CHECK(second.trace.back().gap > 1.0);
  CHECK(second.trace.back().gap < 1.2);
}

TEST_CASE("sgvb: what each dropped term was for", "[sgvb][fit]") {
  const auto [model, x] = linear_gaussian::experiment_2();
  FitOptions options = with_ends_only(Optimizer::adam, 5e-3, 4000);
  const Factorized best = sgvb::optimum(model, x);
  const auto run_with = [&, &model = model, &x = x](Objective objective) {
    options.step.objective = objective;
    return sgvb::fit(model, x, from_prior<Factorized>(model), options);
  };
  SECTION("without the entropy: a point at the posterior's mode") {
    const auto run = run_with(Objective::without_entropy);
    CHECK(distance(run.state.q.mean, best.mean) < 5e-3);
    CHECK(run.state.q.log_sigma.maxCoeff() < best.log_sigma.minCoeff() - 1.0);    // narrower and narrower
    CHECK(run.trace.back().objective > linear_gaussian::log_evidence(model, x));  // not a bound
  }
  SECTION("without the KL to the prior: a point at the maximum likelihood") {
    const auto run = run_with(Objective::without_prior_kl);
    const Vector least_squares = Matrix(model.W).colPivHouseholderQr().solve(x - model.b);
    CHECK(distance(run.state.q.mean, least_squares) < 5e-3);
    CHECK(distance(best.mean, least_squares) > 4e-2);
    CHECK(run.state.q.log_sigma.maxCoeff() < best.log_sigma.minCoeff() - 1.0);
  }
  SECTION("the KL alone: the prior, whatever x") {
    options.step.objective = Objective::kl_only;
    const auto run = sgvb::fit(model, x, sgvb::start(problem::random_q<Factorized>(1, 2)), options);
    CHECK(sgvb::flatten(run.state.q).cwiseAbs().maxCoeff() < 1e-6);
    CHECK(run.trace.back().objective == Approx(0.0).margin(1e-10));
  }
}

TEST_CASE("sgvb: only Adam remembers, and only its own steps", "[sgvb]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  FitOptions options = options_for(Optimizer::adam);
  const auto run = sgvb::fit(model, x, from_prior<Factorized>(model), options);
  CHECK(run.state.moments.steps == 60);
  CHECK(run.state.moments.first.size() == 4);

  const Matrix eps = sgvb::noise(1, 60, 10, 2);
  options.step.optimizer = Optimizer::gradient_ascent;
  const auto plain = sgvb::step(run.state, model, x, options.step, eps);
  CHECK(plain.moments.steps == 0);
  CHECK(plain.moments.first.size() == 0);

  // Adam's first step moves each parameter by the step size in the direction of its gradient.
  options.step.optimizer = Optimizer::adam;
  const Vector g = sgvb::flatten(sgvb::gradient_estimate(model, x, plain.q, eps));
  const Vector moved = sgvb::flatten(sgvb::step(plain, model, x, options.step, eps).q) - sgvb::flatten(plain.q);
  CHECK(distance(moved, Vector(1e-3 * g.array().sign())) < 1e-9);
}

TEST_CASE("sgvb: the first Robbins-Monro step has the full step size, later ones less", "[sgvb]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  sgvb::StepOptions options;
  options.optimizer = Optimizer::robbins_monro;
  const Matrix eps = sgvb::noise(1, 0, 10, 2);
  sgvb::State<Factorized> state = from_prior<Factorized>(model);
  const Vector g = sgvb::flatten(sgvb::gradient_estimate(model, x, state.q, eps));
  for (const std::uint32_t t : {0u, 100u, 10000u}) {
    state.step = t;
    const Vector moved = sgvb::flatten(sgvb::step(state, model, x, options, eps).q) - sgvb::flatten(state.q);
    CHECK(distance(moved, Vector(1e-3 / std::pow(1.0 + t / 100.0, 0.75) * g)) < 1e-15);
  }
}

TEST_CASE("sgvb: progress is told every trace point and can stop the run", "[sgvb]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  int told = 0;
  const auto run = sgvb::fit(model, x, from_prior<Factorized>(model), {}, [&told](const auto& point) {
    ++told;
    return point.step < 50;
  });
  CHECK(told == 6);
  CHECK(run.trace.size() == 6);
  CHECK(run.state.step == 50);
}
