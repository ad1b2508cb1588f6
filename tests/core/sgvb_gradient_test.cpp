// Gradients against central differences, away from log_sigma = 0, where the two commonest mistakes cannot be seen:
// exp(rho) in place of exp(2 rho), and noise scaled twice.
#include <cmath>
#include <functional>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"

using namespace lvm;
using sgvb::Factorized;
using sgvb::Full;
using sgvb::Objective;

namespace {

template <sgvb::Family Q>
Vector central_differences(const Q& q, const std::function<double(const Q&)>& f) {
  const Vector at = sgvb::flatten(q);
  const double h = 1e-5;
  Vector slopes(at.size());
  for (Index i = 0; i < at.size(); ++i) {
    Vector up = at, down = at;
    up[i] += h;
    down[i] -= h;
    const Index m = q.mean.size();
    slopes[i] = (f(sgvb::unflatten<Q>(up, m)) - f(sgvb::unflatten<Q>(down, m))) / (2.0 * h);
  }
  return slopes;
}

// Relative to the gradient as a whole: single derivatives may cancel to nothing.
void check_close(const Vector& gradient, const Vector& slopes) {
  const double scale = std::max(1.0, slopes.cwiseAbs().maxCoeff());
  CHECK(problem::distance(gradient, slopes) < 1e-6 * scale);
}

}  // namespace

TEMPLATE_TEST_CASE("sgvb: the exact gradient is the slope of the exact objective", "[sgvb][gradient]", Factorized,
                   Full) {
  const Objective objective =
      GENERATE(Objective::elbo, Objective::without_entropy, Objective::without_prior_kl, Objective::kl_only);
  const Index d = GENERATE(1, 6), m = GENERATE(1, 2, 4);
  const auto seed = GENERATE(range(0u, 4u));
  CAPTURE(seed, d, m, static_cast<int>(objective));
  const auto [model, x] = problem::random_problem(seed, d, m);
  const TestType q = problem::random_q<TestType>(seed, m);
  const Vector slopes = central_differences<TestType>(
      q, [&model = model, &x = x, objective](const TestType& at) { return sgvb::objective(model, x, at, objective); });
  check_close(sgvb::flatten(sgvb::gradient(model, x, q, objective)), slopes);
}

TEMPLATE_TEST_CASE("sgvb: for fixed noise the gradient estimate is the slope of the estimate", "[sgvb][gradient]",
                   Factorized, Full) {
  const Index S = GENERATE(1, 7), m = GENERATE(1, 3);
  const auto seed = GENERATE(range(0u, 4u));
  CAPTURE(seed, S, m);
  const auto [model, x] = problem::random_problem(seed, 5, m);
  const TestType q = problem::random_q<TestType>(seed, m);
  const Matrix eps = sgvb::noise(seed, 0, S, m);
  const Vector slopes = central_differences<TestType>(
      q, [&model = model, &x = x, &eps](const TestType& at) { return sgvb::elbo_estimate(model, x, at, eps).value; });
  check_close(sgvb::flatten(sgvb::gradient_estimate(model, x, q, eps)), slopes);
}

TEMPLATE_TEST_CASE("sgvb: noise with the moments of a standard normal gives the exact gradient", "[sgvb][gradient]",
                   Factorized, Full) {
  // The likelihood's gradient is linear in eps eps^T and eps, so the 2 m points +-sqrt(m) e_i integrate it exactly.
  const Index m = 3;
  const auto [model, x] = problem::random_problem(3, 5, m);
  const TestType q = problem::random_q<TestType>(3, m);
  Matrix eps(2 * m, m);
  eps.topRows(m) = std::sqrt(3.0) * Matrix::Identity(m, m);
  eps.bottomRows(m) = -eps.topRows(m);
  const Vector exact = sgvb::flatten(sgvb::gradient(model, x, q));
  CHECK(problem::distance(sgvb::flatten(sgvb::gradient_estimate(model, x, q, eps)), exact) < 1e-11);
  CHECK(problem::difference(sgvb::elbo_estimate(model, x, q, eps).value, sgvb::elbo(model, x, q)) < 1e-12);
}
