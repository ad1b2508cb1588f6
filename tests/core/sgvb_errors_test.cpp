// What is refused by name, and how a run that diverges ends.
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_gaussian_examples.hpp"

using namespace lvm;
using sgvb::Factorized;
using sgvb::FitOptions;
using sgvb::Full;
using sgvb::Objective;
using sgvb::Optimizer;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Everything that takes a q refuses it alike.
template <sgvb::Family Q>
void refuses(const Q& q, const char* message) {
  const auto [model, x] = linear_gaussian::experiment_1();
  const Matrix eps = Matrix::Zero(1, 2);
  CHECK_THROWS_AS(sgvb::elbo(model, x, q), InvalidArgument);
  CHECK_THROWS_WITH(sgvb::terms(model, x, q), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::elbo_estimate(model, x, q, eps), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::gradient(model, x, q), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::gradient_estimate(model, x, q, eps), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::samples(model, x, q, eps), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::step(sgvb::start(q), model, x, {}, eps), catch_contains(message));
  CHECK_THROWS_WITH(sgvb::fit(model, x, sgvb::start(q)), catch_contains(message));
}

Vector pair(double a, double b) { return (Vector(2) << a, b).finished(); }

}  // namespace

TEST_CASE("sgvb: a broken q is refused by name", "[sgvb][errors]") {
  const Vector zero = Vector::Zero(2);
  refuses(Factorized{Vector(), Vector()}, "q.mean must have");
  refuses(Factorized{Vector::Zero(3), Vector::Zero(3)}, "q.mean must have one entry per latent variable, 2; got 3");
  refuses(Factorized{zero, Vector::Zero(1)}, "q.log_sigma must have");
  refuses(Factorized{pair(0.0, kNaN), zero}, "q.mean must be finite");
  refuses(Factorized{zero, pair(kNaN, 0.0)}, "q.log_sigma must be finite");
  refuses(Factorized{zero, pair(0.0, 301.0)}, "q.log_sigma must be within [-300, 300]");
  refuses(Factorized{zero, pair(-400.0, 0.0)}, "entry 0 is -400");
  refuses(Full{zero, pair(0.0, 301.0), Matrix::Zero(2, 2)}, "q.log_diagonal must be within");
  refuses(Full{zero, zero, Matrix::Zero(2, 1)}, "q.lower must be 2 x 2");
  refuses(Full{zero, zero, Matrix::Identity(2, 2)}, "q.lower must be 0 on and above the diagonal");
  refuses(Full{zero, zero, Matrix::Constant(2, 2, kNaN)}, "q.lower must be finite");

  CHECK_THROWS_WITH(sgvb::standard_normal<Full>(0), catch_contains("m must be >= 1"));
  CHECK_THROWS_WITH(sgvb::full_from(zero, Matrix::Zero(2, 2)), catch_contains("L must have a positive diagonal"));
  CHECK_THROWS_WITH(sgvb::full_from(zero, Matrix::Identity(3, 3)), catch_contains("L must be 2 x 2"));
  CHECK_THROWS_WITH(sgvb::full_from(zero, Matrix::Ones(2, 2)), catch_contains("on and above the diagonal"));
  CHECK_THROWS_WITH(sgvb::unflatten<Full>(Vector::Zero(4), 2), catch_contains("parameters must have 5"));
}

TEST_CASE("sgvb: a broken model, x or eps is refused by name", "[sgvb][errors]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  const Factorized q = sgvb::standard_normal<Factorized>(2);
  const Matrix eps = Matrix::Zero(3, 2);
  linear_gaussian::Model bad = model;
  bad.gamma = 0.0;
  CHECK_THROWS_WITH(sgvb::elbo(bad, x, q), catch_contains("gamma"));
  CHECK_THROWS_WITH(sgvb::elbo_estimate(bad, x, q, eps), catch_contains("gamma"));
  CHECK_THROWS_WITH(sgvb::gradient(bad, x, q), catch_contains("gamma"));
  CHECK_THROWS_WITH(sgvb::gradient_estimate(bad, x, q, eps), catch_contains("gamma"));
  CHECK_THROWS_WITH(sgvb::optimum(bad, x), catch_contains("gamma"));
  CHECK_THROWS_WITH(sgvb::full_optimum(model, Vector::Zero(4)), catch_contains("x must have"));
  CHECK_THROWS_WITH(sgvb::gradient(model, Vector::Zero(4), q), catch_contains("x must have"));
  for (const Matrix& wrong :
       {Matrix(Matrix::Zero(0, 2)), Matrix(Matrix::Zero(3, 1)), Matrix(Matrix::Constant(1, 2, kNaN))}) {
    CHECK_THROWS_WITH(sgvb::transform(q, wrong), catch_contains("eps must"));
    CHECK_THROWS_WITH(sgvb::elbo_estimate(model, x, q, wrong), catch_contains("eps must"));
    CHECK_THROWS_WITH(sgvb::gradient_estimate(model, x, q, wrong), catch_contains("eps must"));
    CHECK_THROWS_WITH(sgvb::samples(model, x, q, wrong), catch_contains("eps must"));
  }
  CHECK_THROWS_WITH(sgvb::noise(0, 0, 0, 2), catch_contains("samples must be >= 1"));
  CHECK_THROWS_WITH(sgvb::noise(0, 0, 2, 0), catch_contains("m must be >= 1"));
}

TEST_CASE("sgvb: an option out of range is refused by name", "[sgvb][errors]") {
  const auto refuses_options = [](auto change, const char* message) {
    const auto [model, x] = linear_gaussian::experiment_1();
    FitOptions options;
    change(options);
    const auto from = sgvb::start(sgvb::standard_normal<Factorized>(2));
    CHECK_THROWS_AS(sgvb::fit(model, x, from, options), InvalidArgument);
    CHECK_THROWS_WITH(sgvb::fit(model, x, from, options), catch_contains(message));
  };
  for (const double size : {0.0, -1e-3, kNaN, std::numeric_limits<double>::infinity()}) {
    refuses_options([size](FitOptions& o) { o.step.step_size = size; }, "step_size must be finite and > 0");
  }
  refuses_options([](FitOptions& o) { o.step.beta1 = 1.0; }, "beta1");
  refuses_options([](FitOptions& o) { o.step.beta2 = -0.1; }, "beta2");
  refuses_options([](FitOptions& o) { o.step.epsilon = 0.0; }, "epsilon");
  refuses_options([](FitOptions& o) { o.step.tau = 0.0; }, "tau");
  refuses_options([](FitOptions& o) { o.step.kappa = 0.5; }, "kappa must be > 0.5");
  refuses_options([](FitOptions& o) { o.step.kappa = 1.1; }, "kappa");
  refuses_options([](FitOptions& o) { o.samples = 0; }, "samples must be >= 1");
  refuses_options([](FitOptions& o) { o.evaluation_samples = 0; }, "evaluation_samples");
  refuses_options([](FitOptions& o) { o.steps = 0; }, "steps");
  refuses_options([](FitOptions& o) { o.trace_every = 0; }, "trace_every");
}

TEST_CASE("sgvb: moments that are not the state's own are refused", "[sgvb][errors]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  const Matrix eps = sgvb::noise(0, 0, 5, 2);
  auto state = sgvb::start(sgvb::standard_normal<Factorized>(2));
  state.moments = {Vector::Zero(3), Vector::Zero(3), 1};
  CHECK_THROWS_WITH(sgvb::step(state, model, x, {}, eps), catch_contains("state.moments"));
  state.moments = {Vector::Zero(4), Vector::Zero(4), 0};
  CHECK_THROWS_WITH(sgvb::step(state, model, x, {}, eps), catch_contains("state.moments"));
  state.moments = {Vector::Zero(4), Vector::Constant(4, -1.0), 1};
  CHECK_THROWS_WITH(sgvb::step(state, model, x, {}, eps), catch_contains("state.moments"));
}

TEMPLATE_TEST_CASE("sgvb: a run that diverges says so, and the last good state is kept", "[sgvb][errors]", Factorized,
                   Full) {
  const double step_size = GENERATE(0.1, 10.0, 1e300);
  const auto optimizer = GENERATE(Optimizer::gradient_ascent, Optimizer::robbins_monro);
  const auto [model, x] = linear_gaussian::experiment_2();
  FitOptions options;
  options.step.step_size = step_size;
  options.step.optimizer = optimizer;
  options.trace_every = 1;
  std::vector<sgvb::TracePoint<TestType>> kept;
  const auto from = sgvb::start(sgvb::standard_normal<TestType>(2));
  const auto run = [&, &model = model, &x = x] {
    return sgvb::fit(model, x, from, options, [&kept](const sgvb::TracePoint<TestType>& point) {
      kept.push_back(point);
      return true;
    });
  };
  CHECK_THROWS_AS(run(), NumericalError);
  CHECK_THROWS_WITH(run(), catch_contains("step_size") && catch_contains("is too large"));
  REQUIRE_FALSE(kept.empty());
  CHECK(sgvb::flatten(kept.back().q).allFinite());
  CHECK(std::isfinite(kept.back().elbo));

  // The step itself leaves its argument as it was, so the caller can go on from it with a smaller step.
  const sgvb::State<TestType> last{kept.back().q, kept.back().step, {}};
  const Matrix eps = sgvb::noise(options.seed, last.step, options.samples, 2);
  CHECK_THROWS_WITH(sgvb::step(last, model, x, options.step, eps), catch_contains("diverges: step_size"));
  CHECK(sgvb::flatten(last.q) == sgvb::flatten(kept.back().q));
}

TEST_CASE("sgvb: tiny gamma with CS229's step size diverges at once and by name", "[sgvb][errors]") {
  auto [model, x] = linear_gaussian::experiment_1();
  model.gamma = 1e-8;
  const auto from = sgvb::start(sgvb::standard_normal<Factorized>(2));
  CHECK_THROWS_WITH(sgvb::fit(model, x, from), catch_contains("step 1 diverges: step_size 0.001 is too large"));
}

TEST_CASE("sgvb: a gradient whose square overflows stops Adam, which would otherwise stand still", "[sgvb][errors]") {
  auto [model, x] = linear_gaussian::experiment_1();
  x *= 1e160;
  sgvb::StepOptions options;
  options.optimizer = Optimizer::adam;
  const auto from = sgvb::start(sgvb::standard_normal<Factorized>(2));
  CHECK_THROWS_WITH(sgvb::step(from, model, x, options, sgvb::noise(1, 0, 10, 2)), catch_contains("step_size"));
}

TEST_CASE("sgvb: a collapse is not blamed on the step size", "[sgvb][errors]") {
  const auto [model, x] = linear_gaussian::experiment_1();
  sgvb::StepOptions options;
  options.optimizer = Optimizer::adam;
  options.objective = Objective::without_entropy;
  options.step_size = 1.0;
  options.epsilon = 1e-300;  // Adam then moves by its step size however small the gradient
  auto state = sgvb::start(Factorized{sgvb::optimum(model, x).mean, Vector::Constant(2, -299.5)});
  const auto run = [&, &model = model, &x = x] {
    for (std::uint32_t t = 0; t < 100; ++t) {
      state = sgvb::step(state, model, x, options, sgvb::noise(1, t, 10, 2));
    }
  };
  CHECK_THROWS_WITH(run(), catch_contains("collapses q onto a point"));
}
