// One Gaussian fitted to a mixture by inclusive, exclusive and alpha divergence.
#include "lvm/divergence_fit.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "catch.hpp"
#include "divergence_mixtures.hpp"
#include "lvm/divergence_alpha.hpp"

using namespace lvm;
using namespace lvm::divergence;

TEST_CASE("the inclusive fit has the moments of the mixture, and nothing is closer") {
  const Gaussian fitted = inclusive_fit(kSeparated);
  CHECK(fitted.mean == Approx(-0.4).epsilon(1e-15));
  CHECK(std::exp(2.0 * fitted.log_sigma) == Approx(0.25 + 4.0 - 0.16).epsilon(1e-15));
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    const Mixture p = random_mixture(seed, 3);
    const Gaussian q = inclusive_fit(p);
    const double mean = p.weights.dot(p.means);
    const double second = p.weights.dot(p.means.cwiseAbs2() + p.sigmas.cwiseAbs2());
    CHECK(q.mean == Approx(mean).epsilon(1e-13));
    CHECK(std::exp(2.0 * q.log_sigma) == Approx(second - mean * mean).epsilon(1e-12));
    const Evaluation at = evaluate(Direction::inclusive, p, q);
    CHECK(at.gradient.mean == 0.0);
    CHECK(std::abs(at.gradient.log_sigma) < 1e-15);
    CHECK(evaluate(Direction::inclusive, p, {q.mean + 0.1, q.log_sigma}).value > at.value);
    CHECK(evaluate(Direction::inclusive, p, {q.mean, q.log_sigma - 0.1}).value > at.value);
  }
}

TEST_CASE("a separated mixture has an exclusive optimum at each mode and one astride; the basins are connected") {
  const Vector means = Vector::LinSpaced(9, -4.0, 4.0), log_sigmas = Vector::LinSpaced(3, -1.0, 1.0);
  const std::vector<Gaussian> starts = grid(means, log_sigmas);
  const Optima found = local_optima(Direction::exclusive, kSeparated, starts, {.step_size = 0.05});
  REQUIRE(found.optima.size() == 3);
  CHECK(found.optima[0].q.mean == Approx(-2.0).margin(0.01));  // the heavier mode is best
  CHECK(found.optima[1].q.mean == Approx(2.0).margin(0.01));
  CHECK(std::abs(found.optima[2].q.mean) < 1.0);
  for (std::size_t i = 0; i < 3; ++i) {
    const Evaluation at = evaluate(Direction::exclusive, kSeparated, found.optima[i].q);
    CHECK(std::hypot(at.gradient.mean, at.gradient.log_sigma) < 1e-7);
    CHECK(at.value == found.optima[i].value);
    if (i > 0) CHECK(found.optima[i].value > found.optima[i - 1].value);
  }
  REQUIRE(found.reached.size() == starts.size());
  CHECK(found.reached.front() == 0);
  CHECK(found.reached.back() == 1);
  // The inclusive divergence has one optimum, whatever the start.
  const Optima inclusive = local_optima(Direction::inclusive, kSeparated, starts, {.step_size = 0.05});
  REQUIRE(inclusive.optima.size() == 1);
  CHECK(inclusive.optima[0].q.mean == Approx(-0.4).margin(1e-9));
  CHECK(std::set<int>(inclusive.reached.begin(), inclusive.reached.end()) == std::set<int>{0});
}

TEST_CASE("small steps stay in the optimum of their start; larger ones leap out of it") {
  const auto end = [](const Gaussian& start, double step_size) {
    const Descent run = fit(Direction::exclusive, kSeparated, start, {.step_size = step_size, .max_steps = 3000});
    CHECK(run.stop == Stop::converged);
    return run.trace.back().q.mean;
  };
  CHECK(end({-1.5, -0.5}, 0.02) == Approx(-2.0).margin(0.01));
  CHECK(end({1.5, -0.5}, 0.02) == Approx(2.0).margin(0.01));
  CHECK(end({0.5, 0.0}, 0.05) == Approx(-0.32).margin(0.01));  // astride, the worst of the three
  CHECK(end({0.5, 0.0}, 0.2) == Approx(-2.0).margin(0.01));    // from the same start to the best
  CHECK(fit(Direction::exclusive, kSeparated, {0.5, 1.0}, {.step_size = 1.0}).stop == Stop::diverged);
}

TEST_CASE("descent with small steps lowers the divergence at every step and keeps its trace") {
  for (const Direction direction : kDirections) {
    for (const bool fixed_sigma : {false, true}) {
      const Descent run = fit(direction, kSeparated, {1.2, 0.0},
                              {.step_size = 0.02, .max_steps = 60, .tolerance = 1e-12, .fixed_sigma = fixed_sigma});
      CHECK(run.stop == Stop::max_steps);
      REQUIRE(run.trace.size() == 61);
      for (std::size_t i = 1; i < run.trace.size(); ++i) {
        const DescentPoint &before = run.trace[i - 1], &after = run.trace[i];
        CHECK(after.at.value < before.at.value);
        const Gaussian expected = step(before.q, before.at.gradient, 0.02, fixed_sigma);
        CHECK(after.q.mean == expected.mean);
        CHECK(after.q.log_sigma == expected.log_sigma);
      }
      if (fixed_sigma) CHECK(run.trace.back().q.log_sigma == 0.0);
    }
  }
  CHECK(fit(Direction::inclusive, kSeparated, {0.0, 0.0}, {.max_steps = 0}).trace.size() == 1);
}

TEST_CASE("on the ridge of a symmetric mixture descent ends on a saddle and reaches no optimum") {
  const Mixture p = mixture({0.5, 0.5}, {-2.0, 2.0}, {0.5, 0.5});
  const DescentOptions options{.step_size = 0.05, .fixed_sigma = true};
  const Optima found = local_optima(Direction::exclusive, p, {{0.0, -0.7}, {-0.3, -0.7}, {0.3, -0.7}}, options);
  CHECK(found.optima.size() == 2);
  CHECK(found.reached[0] == -1);
  CHECK(found.reached[1] != found.reached[2]);
}

TEST_CASE("the alpha path leads from the inclusive fit to an exclusive optimum without jumps") {
  const Mixture p = mixture({0.7, 0.3}, {-1.0, 1.5}, {0.6, 0.8});
  const std::vector<PathPoint> path = alpha_path(p, inclusive_fit(p), Vector::LinSpaced(21, 1.0, 0.0));
  REQUIRE(path.size() == 21);
  CHECK(path.front().q.mean == Approx(inclusive_fit(p).mean).epsilon(1e-7));
  CHECK(path.front().value == Approx(evaluate(Direction::inclusive, p, inclusive_fit(p)).value).epsilon(1e-9));
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Gradient gradient = alpha_divergence(p, path[i].q, path[i].alpha).gradient;
    CHECK(std::hypot(gradient.mean, gradient.log_sigma) < 1e-6);
    if (i > 0) CHECK(std::abs(path[i].q.mean - path[i - 1].q.mean) < 0.2);
    if (i > 0) CHECK(path[i].q.log_sigma < path[i - 1].q.log_sigma);
  }
  const Gradient at_end = evaluate(Direction::exclusive, p, path.back().q).gradient;
  CHECK(std::hypot(at_end.mean, at_end.log_sigma) < 1e-6);
  // With sigma fixed the inclusive minimum splits in two; the path takes the one with the larger mean.
  const std::vector<PathPoint> split =
      alpha_path(mixture({0.5, 0.5}, {-2.0, 2.0}, {0.5, 0.5}), {0.0, -0.7}, Vector::LinSpaced(11, 1.0, 0.0), true);
  CHECK(std::abs(split.front().q.mean) < 1e-6);
  CHECK(split.back().q.mean == Approx(2.0).margin(0.05));
}

TEST_CASE("a landscape holds the divergence at every grid point, the mean changing slowest") {
  const Vector means = Vector::LinSpaced(4, -3.0, 3.0), log_sigmas = Vector::LinSpaced(3, -1.0, 1.0);
  const std::vector<Gaussian> points = grid(means, log_sigmas);
  for (const Direction direction : kDirections) {
    const Matrix values = landscape(direction, kSeparated, means, log_sigmas);
    REQUIRE(values.size() == static_cast<Index>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
      CHECK(values.data()[i] == evaluate(direction, kSeparated, points[i]).value);
    }
  }
}
