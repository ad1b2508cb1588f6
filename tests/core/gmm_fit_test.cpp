// fit is a loop over the half-steps, and its trace says what each of them did.
#include "catch.hpp"

#include <cmath>
#include <limits>

#include "lvm/errors.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_init.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

bool same(const gmm::Evaluation& a, const gmm::Evaluation& b) {
  return a.elbo == b.elbo && a.log_likelihood == b.log_likelihood && a.supervised == b.supervised &&
         a.bound == b.bound && a.objective == b.objective && a.gap == b.gap;
}

// fit sums in another order than the half-steps; a gap that is tiny has the digits of its differences, about 1e-14.
bool agree(const gmm::Evaluation& a, const gmm::Evaluation& b) {
  const auto near = [](double x, double y) { return support::relative_difference(x, y) < 1e-12; };
  return near(a.elbo, b.elbo) && near(a.log_likelihood, b.log_likelihood) && near(a.supervised, b.supervised) &&
         near(a.bound, b.bound) && near(a.objective, b.objective) && near(a.gap, b.gap);
}

// Three groups that overlap a little, so that EM takes some dozen iterations.
Matrix overlapping(std::uint32_t seed) {
  gmm::Params truth = support::random_params(seed, 2, 3);
  truth.weights << 0.5, 0.3, 0.2;
  return gmm::sample(truth, 150, seed).X;
}

}  // namespace

TEST_CASE("gmm: fit equals the loop written by hand", "[gmm][fit]") {
  const auto seed = GENERATE(range(0u, 4u));
  const double alpha = GENERATE(0.0, 3.0), floor = GENERATE(0.0, 0.2);
  CAPTURE(seed, alpha, floor);
  const Matrix X = overlapping(seed);
  const gmm::Labelled labelled = support::random_labelled(seed, 6, 2, 3, alpha, gmm::WeightsFrom::all);
  const gmm::Params start = gmm::init_random_split(X, 3, seed, floor);
  const gmm::FitOptions options{.tolerance = 1e-2, .max_iterations = 60, .covariance_floor = floor};
  const gmm::Fit fit = gmm::fit(X, start, labelled, options);

  gmm::Params params = start;
  int iterations = 0;
  bool converged = false;
  while (!converged && iterations < options.max_iterations) {
    const double before = gmm::objective(params, X, labelled);
    const Matrix R = gmm::e_step(params, X).responsibilities;
    const auto i = support::at(2 * iterations++);
    REQUIRE(fit.trace.size() >= i + 2);
    CHECK((fit.trace[i].phase == gmm::Phase::E && fit.trace[i + 1].phase == gmm::Phase::M));
    CHECK(agree(fit.trace[i].value, gmm::evaluate(params, X, R, labelled)));
    params = gmm::m_step(X, R, labelled, floor);
    CHECK(agree(fit.trace[i + 1].value, gmm::evaluate(params, X, R, labelled)));
    converged = std::abs(gmm::objective(params, X, labelled) - before) < options.tolerance;
  }
  CHECK(fit.iterations == iterations);
  CHECK(fit.converged == converged);
  CHECK(fit.trace.size() == support::at(2 * iterations));
  CHECK(support::distance(fit.params, params) < 1e-12);
  CHECK(fit.responsibilities == gmm::e_step(fit.params, X).responsibilities);
}

TEST_CASE("gmm: the trace rises, and the gap closes in each E-step", "[gmm][fit]") {
  const auto seed = GENERATE(range(0u, 6u));
  CAPTURE(seed);
  const Matrix X = overlapping(seed);
  const gmm::Fit fit = gmm::fit(X, gmm::init_random_split(X, 3, seed), {}, {.tolerance = 1e-3, .max_iterations = 40});
  REQUIRE(fit.iterations >= 5);
  for (std::size_t i = 0; i < fit.trace.size(); ++i) {
    CAPTURE(i);
    const auto& [phase, value] = fit.trace[i];
    CHECK(value.bound <= value.objective + 1e-9);
    if (phase == gmm::Phase::E) {
      CHECK(value.gap < 1e-20);
      CHECK(std::abs(value.bound - value.objective) < 1e-9);
    } else {
      CHECK(std::abs(value.objective - value.bound - value.gap) < 1e-9);
    }
    if (i > 0) CHECK(value.bound >= fit.trace[i - 1].value.bound - 1e-9);
    if (i > 0) CHECK(value.objective >= fit.trace[i - 1].value.objective - 1e-9);
  }
}

TEST_CASE("gmm: fit stops at the tolerance, and not before", "[gmm][fit]") {
  const double tolerance = GENERATE(10.0, 1e-1, 1e-4);
  CAPTURE(tolerance);
  const Matrix X = overlapping(1);
  const gmm::Params start = gmm::init_random_split(X, 3, 1);
  const gmm::Fit fit = gmm::fit(X, start, {}, {.tolerance = tolerance, .max_iterations = 5000});
  REQUIRE(fit.converged);
  for (std::size_t i = 1; i < fit.trace.size(); i += 2) {
    const double change = std::abs(fit.trace[i].value.objective - fit.trace[i - 1].value.objective);
    CHECK((change < tolerance) == (i + 1 == fit.trace.size()));
  }
}

TEST_CASE("gmm: fit gives up after max_iterations, and continues where it was", "[gmm][fit]") {
  const Matrix X = overlapping(2);
  const gmm::Params start = gmm::init_random_split(X, 3, 2);
  const auto run = [&](const gmm::Params& from, int iterations) {
    return gmm::fit(X, from, {}, {.tolerance = 1e-12, .max_iterations = iterations});
  };
  const gmm::Fit whole = run(start, 7), first = run(start, 3), second = run(first.params, 4);
  CHECK_FALSE(whole.converged);
  CHECK(whole.iterations == 7);
  CHECK(whole.trace.size() == 14);
  CHECK(support::distance(second.params, whole.params) == 0.0);
  CHECK(same(second.trace.back().value, whole.trace.back().value));
  CHECK(run(start, 1).trace.size() == 2);
}

TEST_CASE("gmm: fit stays at a fixed point", "[gmm][fit]") {
  const Matrix X = overlapping(3);
  const gmm::Fit fit = gmm::fit(X, gmm::init_random_split(X, 3, 3), {}, {.tolerance = 1e-11, .max_iterations = 20000});
  REQUIRE(fit.converged);
  const gmm::Fit again = gmm::fit(X, fit.params);
  CHECK(again.converged);
  CHECK(again.iterations == 1);
  CHECK(support::distance(again.params, fit.params) < 1e-4);
  // With one component the first iteration is the last that changes anything.
  const gmm::Fit single = gmm::fit(X, gmm::init_kmeans_plus_plus(X, 1, 0));
  CHECK(single.iterations <= 2);
  CHECK(single.params.means.row(0).isApprox(X.colwise().mean(), 1e-13));
}

TEST_CASE("gmm: progress sees each iteration and can stop the run", "[gmm][fit]") {
  const Matrix X = overlapping(4);
  const gmm::Params start = gmm::init_random_split(X, 3, 4);
  std::vector<int> seen;
  std::vector<double> objectives;
  const gmm::Fit fit = gmm::fit(X, start, {}, {.tolerance = 1e-9}, [&](int iteration, double objective) {
    seen.push_back(iteration);
    objectives.push_back(objective);
    return iteration < 4;
  });
  CHECK(seen == std::vector<int>{1, 2, 3, 4});
  CHECK(fit.iterations == 4);
  CHECK_FALSE(fit.converged);
  CHECK(fit.responsibilities == gmm::e_step(fit.params, X).responsibilities);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(objectives[i] == Approx(fit.trace[2 * i + 1].value.objective).epsilon(1e-14));
  }
  CHECK_THROWS_AS(gmm::fit(X, start, {}, {}, [](int, double) -> bool { throw std::runtime_error("cancelled"); }),
                  std::runtime_error);
}

TEST_CASE("gmm: identical components stay identical", "[gmm][fit]") {
  const Index D = GENERATE(1, 2, 3);
  CAPTURE(D);
  const Matrix X = support::random_data(5, 101, D);
  gmm::Params start = support::random_params(5, D, 3);
  start.weights << 0.3, 0.3, 0.4;
  start.means.row(1) = start.means.row(0);
  start.covariances[1] = start.covariances[0];
  const gmm::Fit fit = gmm::fit(X, start, {}, {.tolerance = 1e-9, .max_iterations = 50, .covariance_floor = 0.05});
  CHECK(fit.params.means.row(0) == fit.params.means.row(1));
  CHECK(fit.params.covariances[0] == fit.params.covariances[1]);
  CHECK(fit.params.weights[0] == fit.params.weights[1]);
}

TEST_CASE("gmm: fit refuses options by name", "[gmm][fit][errors]") {
  const Matrix X = overlapping(0);
  const gmm::Params start = gmm::init_random_split(X, 3, 0);
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto argument = [&](const gmm::FitOptions& options) -> std::string {
    try {
      gmm::fit(X, start, {}, options);
    } catch (const InvalidArgument& error) {
      return error.argument();
    }
    return "none";
  };
  for (const double tolerance : {0.0, -1.0, nan, inf}) CHECK(argument({.tolerance = tolerance}) == "tolerance");
  for (const int iterations : {0, -1}) CHECK(argument({.max_iterations = iterations}) == "max_iterations");
  for (const double floor : {-1e-9, nan, inf}) CHECK(argument({.covariance_floor = floor}) == "covariance_floor");
  CHECK(argument({}) == "none");
}
