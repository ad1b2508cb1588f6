// Ascent of the ELBO: steps are pure, runs are loops of steps, and everyone gets the same noise.
#include "catch.hpp"

#include "bbvi_cases.hpp"
#include "lvm/bbvi_run.hpp"
#include "lvm/sgvb_fit.hpp"

using namespace bbvi_cases;

namespace {

RunOptions options_of(Optimizer optimizer, double step_size, int steps, Index samples = 10) {
  RunOptions options{steps, samples, 5, {}};
  options.step.optimizer = optimizer;
  options.step.step_size = step_size;
  return options;
}

}  // namespace

TEST_CASE("bbvi: a run is a loop of steps over noise that can be drawn again", "[bbvi][run]") {
  const Case c = continuous_cases()[2];
  const Method method = with_coefficient(Coefficient::minus_elbo, Origin::leave_one_out);
  for (const Optimizer optimizer : {Optimizer::gradient_ascent, Optimizer::adam}) {
    const RunOptions options = options_of(optimizer, 0.02, 7);
    const Run whole = run(c.target, c.q, method, options);
    REQUIRE(whole.parameters.rows() == 8);
    State state = start(c.q);
    for (int t = 0; t < 7; ++t) {
      CHECK(whole.parameters.row(t).transpose() == parameters(state.q));
      CHECK(whole.elbo[t] == elbo(c.target, state.q));
      state = step(c.target, state, run_noise(c.q, options, t), method, options.step);
    }
    CHECK(whole.parameters.row(7).transpose() == parameters(state.q));
    CHECK(parameters(whole.state.q) == parameters(state.q));
    CHECK(whole.state.steps == 7);
    CHECK(run(c.target, c.q, method, options).parameters == whole.parameters);
  }
}

TEST_CASE("bbvi: one step of each optimizer is what its formula says", "[bbvi][run]") {
  const Case c = continuous_cases()[1];
  const Method method{Estimator::reparameterization, {}};
  const Matrix eps = noise_of(c.q, 1, 5);
  const Vector g = gradients(c.target, c.q, eps, method).colwise().mean().transpose(), phi = parameters(c.q);
  StepOptions options{Optimizer::gradient_ascent, 0.05};
  CHECK(close(parameters(step(c.target, start(c.q), eps, method, options).q), phi + 0.05 * g, 1e-15));
  options.optimizer = Optimizer::adam;  // whose first step is step_size in every coordinate, up to epsilon
  const Vector sign = g.array() / (g.array().abs() + options.epsilon);
  CHECK(close(parameters(step(c.target, start(c.q), eps, method, options).q), phi + 0.05 * sign, 1e-14));
}

TEST_CASE("bbvi: in the linear Gaussian model the analytic-KL estimator and its steps are those of SGVB",
          "[bbvi][run]") {
  const Case c = continuous_cases()[1];
  const auto& [model, x] = std::get<LinearGaussian>(c.target.model);
  const auto& q = std::get<Gaussian>(c.q);
  const Method method{Estimator::reparameterization_kl, {}};
  sgvb::State<sgvb::Factorized> theirs = sgvb::start(sgvb::Factorized{q.mean, q.log_sigma});
  CHECK(elbo(c.target, c.q) - c.target.log_constant == Approx(sgvb::elbo(model, x, theirs.q)).epsilon(1e-13));
  CHECK(close(elbo_gradient(c.target, c.q), sgvb::flatten(sgvb::gradient(model, x, theirs.q)), 1e-13));

  State ours = start(c.q);
  sgvb::StepOptions options;
  options.optimizer = sgvb::Optimizer::adam;
  options.step_size = 0.05;
  for (std::uint32_t t = 0; t < 20; ++t) {
    const Matrix eps = sgvb::noise(3, t, 10, 2);
    theirs = sgvb::step(theirs, model, x, options, eps);
    ours = step(c.target, ours, eps, method, {Optimizer::adam, 0.05});
  }
  CHECK(close(parameters(ours.q), sgvb::flatten(theirs.q), 1e-10));
}

TEST_CASE("bbvi: every estimator climbs to the evidence where q can reach it", "[bbvi][run]") {
  const Target target{GaussianMean{1.5, 1.0, 0.0, 1.0}, 3.0};
  const Gaussian q = gaussian({-1.0}, {0.5});
  const double top = log_evidence(target);
  std::vector<Method> methods{with_coefficient(Coefficient::minus_elbo, Origin::leave_one_out),
                              with_coefficient(Coefficient::common, Origin::pilot)};
  for (const Estimator estimator : pathwise_estimators(target)) methods.push_back({estimator, {}});
  for (const Method& method : methods) {
    CAPTURE(static_cast<int>(method.estimator), static_cast<int>(method.control.coefficient));
    for (const Optimizer optimizer : {Optimizer::gradient_ascent, Optimizer::adam}) {
      const Run path = run(target, q, method, options_of(optimizer, 0.02, 500));
      CHECK(path.elbo[500] > top - 0.05);
      CHECK(path.elbo.maxCoeff() <= top + 1e-12);
    }
  }
  // Sticking the landing arrives and stays; the plain gradient keeps shaking.
  const RunOptions options = options_of(Optimizer::gradient_ascent, 0.1, 400);
  CHECK(top - run(target, q, {Estimator::sticking_the_landing, {}}, options).elbo[400] < 1e-12);
  CHECK(top - run(target, q, {Estimator::reparameterization, {}}, options).elbo[400] > 1e-6);
}

TEST_CASE("bbvi: a discrete posterior is found with the score function", "[bbvi][run][discrete]") {
  const Case c = discrete();
  const Method method = with_coefficient(Coefficient::minus_elbo, Origin::leave_one_out);
  const Run path = run(c.target, c.q, method, options_of(Optimizer::adam, 0.05, 400, 20));
  CHECK(log_evidence(c.target) - path.elbo[400] < 0.01);
}

TEST_CASE("bbvi: a constant added to ln p leaves a pathwise run alone to the last bit", "[bbvi][run][property]") {
  const Case c = continuous_cases()[5];
  Target shifted = c.target;
  shifted.log_constant += 1000.0;
  const RunOptions options = options_of(Optimizer::adam, 0.02, 30);
  const Method method{Estimator::reparameterization, {}};
  CHECK(run(c.target, c.q, method, options).parameters == run(shifted, c.q, method, options).parameters);
  const Method raw = with_coefficient(0.0);
  CHECK(run(c.target, c.q, raw, options).parameters != run(shifted, c.q, raw, options).parameters);
}

TEST_CASE("bbvi: a run that diverges says so", "[bbvi][run][error]") {
  const Target target{GaussianMean{}};
  const Gaussian q = gaussian({0.0}, {0.0});
  const Method method{Estimator::reparameterization, {}};
  CHECK_THROWS_AS(run(target, q, method, options_of(Optimizer::gradient_ascent, 1e3, 50)), NumericalError);
  CHECK_THROWS_WITH(run(target, q, method, options_of(Optimizer::gradient_ascent, 1e3, 50)),
                    catch_contains("diverges"));
}

TEST_CASE("bbvi: runs refuse options out of range by name", "[bbvi][run][error]") {
  const Case c = continuous_cases().front();
  const Method method{Estimator::reparameterization, {}};
  const Matrix eps = noise_of(c.q, 1, 4);
  const auto refused = [&](const StepOptions& options, const char* name) {
    CHECK_THROWS_WITH(step(c.target, start(c.q), eps, method, options), catch_contains(name));
  };
  refused({Optimizer::gradient_ascent, 0.0}, "step_size");
  refused({Optimizer::gradient_ascent, std::nan("")}, "step_size");
  refused({Optimizer::adam, 0.1, 1.0}, "beta1");
  refused({Optimizer::adam, 0.1, 0.9, -0.1}, "beta2");
  refused({Optimizer::adam, 0.1, 0.9, 0.99, 0.0}, "epsilon");
  State broken = start(c.q);
  broken.gradient_mean.resize(1);
  CHECK_THROWS_WITH(step(c.target, broken, eps, method), catch_contains("state.gradient_mean"));
  CHECK_THROWS_WITH(run(c.target, c.q, method, {-1, 10, 0, {}}), catch_contains("steps"));
  CHECK_THROWS_WITH(run(c.target, c.q, method, {3, 0, 0, {}}), catch_contains("samples"));
}
