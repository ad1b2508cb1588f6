// The gradient estimate through Gram matrices against the one sample by sample that defines it.
#include "kernels/sgvb_gram.hpp"

#include <algorithm>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/sgvb_fit.hpp"
#include "sgvb_problem.hpp"
#include "sgvb_terms.hpp"

using namespace lvm;
using sgvb::Factorized;
using sgvb::Full;

namespace {

constexpr double kTolerance = 1e-12;

// Of the largest entry: pulls are sums of terms that cancel.
template <class Q>
double error(const problem::Problem& p, const Q& q, const Matrix& eps, sgvb::Objective objective) {
  Q g = sgvb::standard_normal<Q>(q.mean.size());
  sgvb::kernel::Projection(p.model, p.x).likelihood_gradient(q, eps, g);
  sgvb::assemble(q, objective, g);
  const Vector expected = sgvb::flatten(sgvb::gradient_estimate(p.model, p.x, q, eps, objective));
  return problem::distance(sgvb::flatten(g), expected) / std::max(1.0, expected.cwiseAbs().maxCoeff());
}

}  // namespace

TEMPLATE_TEST_CASE("sgvb kernel: every number of latent variables from 1 to 21", "[sgvb][kernel]", Factorized, Full) {
  const auto objective = GENERATE(sgvb::Objective::elbo, sgvb::Objective::without_prior_kl);
  double worst = 0.0;
  for (Index m = 1; m <= 21; ++m) {
    const auto seed = static_cast<std::uint32_t>(m);
    const Index d = 1 + (5 * m) % 23, N = 1 + (17 * m) % 70;
    const Matrix eps = random::normals({seed, problem::kNoise, 0}, N, m);
    worst = std::max(worst,
                     error(problem::random_problem(seed, d, m), problem::random_q<TestType>(seed, m), eps, objective));
  }
  CHECK(worst < kTolerance);
}

TEMPLATE_TEST_CASE("sgvb kernel: every number of samples from 1 to 300", "[sgvb][kernel]", Factorized, Full) {
  const Index m = GENERATE(1, 2, 5);
  const problem::Problem p = problem::random_problem(3, 6, m);
  const auto q = problem::random_q<TestType>(3, m);
  const Matrix eps = random::normals({3, problem::kNoise, 0}, 300, m);
  double worst = 0.0;
  for (Index N = 1; N <= 300; ++N) worst = std::max(worst, error(p, q, eps.topRows(N), sgvb::Objective::elbo));
  CHECK(worst < kTolerance);
}

TEMPLATE_TEST_CASE("sgvb kernel: far observations, little noise, wide q", "[sgvb][kernel]", Factorized, Full) {
  const double gamma = GENERATE(1e-6, 1.0, 1e3), offset = GENERATE(0.0, 1e8), width = GENERATE(-20.0, 10.0);
  problem::Problem p = problem::random_problem(4, 9, 7, gamma);
  p.x.array() += offset;
  auto q = problem::random_q<TestType>(4, 7);
  if constexpr (std::same_as<TestType, Full>) {
    q.log_diagonal.array() += width;
  } else {
    q.log_sigma.array() += width;
  }
  CAPTURE(gamma, offset, width);
  CHECK(error(p, q, random::normals({4, problem::kNoise, 0}, 40, 7), sgvb::Objective::elbo) < kTolerance);
}

TEMPLATE_TEST_CASE("sgvb kernel: steps and fits take it where it pays, and agree to the bit", "[sgvb][kernel]",
                   Factorized, Full) {
  constexpr Index m = 8, N = 20;
  REQUIRE(sgvb::kernel::pays<TestType>(m, m, N));
  CHECK(sgvb::kernel::pays<TestType>(2, 5, 1) == std::same_as<TestType, Factorized>);
  CHECK_FALSE(sgvb::kernel::pays<TestType>(64, 64, 1));
  const auto [model, x] = problem::random_problem(5, m, m);
  const auto start = sgvb::start(sgvb::standard_normal<TestType>(m));
  sgvb::FitOptions options;
  options.step.optimizer = sgvb::Optimizer::adam;
  options.samples = N;
  options.steps = 5;
  options.evaluation_samples = 2;
  const Matrix eps = sgvb::noise(0, 0, N, m);
  const Vector by_sample = sgvb::flatten(sgvb::gradient_estimate(model, x, start.q, eps));
  const Vector by_kernel =
      sgvb::flatten(sgvb::Problem<TestType>(model, x, N).gradient_estimate(start.q, eps, sgvb::Objective::elbo));
  CHECK(by_kernel != by_sample);
  CHECK(problem::distance(by_kernel, by_sample) < kTolerance * by_sample.cwiseAbs().maxCoeff());
  auto state = start;
  for (std::uint32_t t = 0; t < options.steps; ++t) {
    state = sgvb::step(state, model, x, options.step, sgvb::noise(0, t, N, m));
  }
  CHECK(sgvb::flatten(state.q) == sgvb::flatten(sgvb::fit(model, x, start, options).state.q));
}

TEMPLATE_TEST_CASE("sgvb kernel: small fits, whose noise is made ahead, are their steps one by one to the bit",
                   "[sgvb][kernel]", Factorized, Full) {
  const auto [m, N] = GENERATE(table<Index, Index>({{1, 1}, {2, 1}, {3, 1}, {2, 5}, {5, 3}, {8, 10}, {2, 100}}));
  CAPTURE(m, N);
  const auto [model, x] = problem::random_problem(7, m + 3, m);
  sgvb::FitOptions options;
  options.step.optimizer = GENERATE(sgvb::Optimizer::gradient_ascent, sgvb::Optimizer::adam);
  options.samples = N;
  options.steps = 150;
  options.trace_every = 60;
  options.evaluation_samples = 2;
  auto state = sgvb::start(sgvb::standard_normal<TestType>(m));
  const auto whole = sgvb::fit(model, x, state, options);
  for (std::uint32_t t = 0; t < options.steps; ++t) {
    state = sgvb::step(state, model, x, options.step, sgvb::noise(0, t, N, m));
  }
  CHECK(sgvb::flatten(state.q) == sgvb::flatten(whole.state.q));
  CHECK(state.moments.second == whole.state.moments.second);
}

TEST_CASE("sgvb kernel: what overflows in V^T V is left to the readable implementation", "[sgvb][kernel][extremes]") {
  constexpr Index m = 8, N = 20;
  problem::Problem p = problem::random_problem(6, m, m);
  p.model.W *= 1e160;
  p.x = p.model.b;
  const Factorized q{Vector::Constant(m, 1e-150), Vector::Constant(m, -290.0)};
  const Matrix eps = random::normals({6, problem::kNoise, 0}, N, m);
  const auto objective = sgvb::Objective::without_prior_kl;
  sgvb::Problem<Factorized> problem(p.model, p.x, N);
  CHECK(sgvb::flatten(problem.gradient_estimate(q, eps, objective)) ==
        sgvb::flatten(sgvb::gradient_estimate(p.model, p.x, q, eps, objective)));
}
