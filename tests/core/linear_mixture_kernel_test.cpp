// EM for lines in one pass against the half-steps that define it.
#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "linear_mixture_em_step.hpp"
#include "linear_mixture_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_mixture_half_steps.hpp"

using namespace lvm;
using namespace lvm::linear_mixture;

namespace {

constexpr double kTolerance = 1e-12;

double relative(double a, double b) { return std::abs(a - b) / std::max(std::abs(a), std::abs(b)); }

// How far parameters are from those expected: weights as they are, lines in standard deviations of the noise at the
// features' root mean squares and of themselves, variances and log-likelihoods of themselves.
double distance(const Matrix& X, const Params& expected, const Params& found) {
  double worst = (expected.weights - found.weights).cwiseAbs().maxCoeff();
  const Eigen::RowVectorXd unit = (X.colwise().squaredNorm() / static_cast<double>(X.rows())).cwiseSqrt();
  for (Index k = 0; k < expected.weights.size(); ++k) {
    const Eigen::ArrayXd size =
        (expected.W.row(k).cwiseProduct(unit)).cwiseAbs().array() + std::sqrt(expected.variances[k]);
    const Eigen::ArrayXd off = (expected.W.row(k) - found.W.row(k)).cwiseProduct(unit).cwiseAbs().array();
    worst = std::max({worst, (off / size.maxCoeff()).maxCoeff(), relative(expected.variances[k], found.variances[k])});
  }
  return worst;
}

// Of a gap its root counts, since it is a sum of squares of what rounding moves.
double distance(const Evaluation& a, const Evaluation& b) {
  const double off = std::max({std::abs(a.elbo - b.elbo), std::abs(a.log_likelihood - b.log_likelihood),
                               std::abs(a.bound - b.bound), std::abs(a.objective - b.objective)});
  const double gap = std::abs(std::sqrt(a.gap) - std::sqrt(b.gap)) / std::max(1.0, std::sqrt(a.gap));
  return std::max(off / std::max({1.0, std::abs(a.objective), std::abs(a.log_likelihood)}), gap);
}

// How far the half-steps in passes are from the readable ones.
double half_step_error(const Matrix& X, const Vector& y, const Params& params, const Matrix& R,
                       const Labelled& labelled = {}, double floor = 0.0) {
  const Matrix expected = e_step(params, X, y).responsibilities;
  const AfterE e = e_half_step(params, X, y, labelled);
  const AfterM m = m_half_step(X, y, R, labelled, floor);
  return std::max({(expected - e.responsibilities).cwiseAbs().maxCoeff(), e.value.gap,
                   distance(evaluate(params, X, y, expected, labelled), e.value),
                   distance(X, m_step(X, y, R, labelled, floor), m.params),
                   distance(evaluate(m.params, X, y, R, labelled), m.value)});
}

// How far one iteration in one pass, and the half-steps, are from the readable half-steps.
double kernel_error(const Matrix& X, const Vector& y, const Params& params, const Labelled& labelled = {},
                    double floor = 0.0) {
  const Posterior posterior = e_step(params, X, y);
  const Params expected = m_step(X, y, posterior.responsibilities, labelled, floor);
  const Examples data(X, y);
  const Expectation expectation = expect(data, params);
  const Params found = maximize(data, params, expectation, labelled, floor);
  return std::max({relative(posterior.log_likelihood, expectation.log_likelihood), distance(X, expected, found),
                   half_step_error(X, y, params, posterior.responsibilities, labelled, floor)});
}

}  // namespace

TEST_CASE("linear mixture kernel: every size from 1 to 300", "[linear_mixture][kernel]") {
  const Index D = GENERATE(1, 2, 3, 5);
  double worst = 0.0;
  for (Index N = D; N <= 300; ++N) {
    const Index K = 1 + (7 * N + D) % 6;
    const Problem p = problem(static_cast<std::uint32_t>(N), N, D, K);
    double error = 0.0;
    try {
      error = kernel_error(p.X, p.y, p.params, {}, 0.1);  // a floor, since few examples collapse
    } catch (const NumericalError&) {
      continue;  // the readable one refused
    }
    CAPTURE(N, D, K);
    REQUIRE(error < kTolerance);
    worst = std::max(worst, error);
  }
  CHECK(worst > 0.0);  // both took their own way
}

TEST_CASE("linear mixture kernel: features 1 to 12, lines 1 to 9", "[linear_mixture][kernel]") {
  const Index D = GENERATE(range(1, 13)), K = GENERATE(range(1, 10));
  const Problem p = problem(3, 40 * D + 30 * K, D, K);
  CAPTURE(D, K);
  CHECK(kernel_error(p.X, p.y, p.params, {}, 0.01) < kTolerance);
}

TEST_CASE("linear mixture kernel: half-steps with responsibilities of any origin", "[linear_mixture][kernel]") {
  const Index D = GENERATE(1, 2, 5), K = GENERATE(1, 3), N = GENERATE(90, 127, 128, 129, 300);
  const double alpha = GENERATE(0.0, 2.0);
  CAPTURE(D, K, N, alpha);
  const Problem p = problem(11, N, D, K);
  const Labelled labelled = labelled_prefix(p, 20, alpha, WeightsFrom::all);
  Matrix R = p.R;
  CHECK(half_step_error(p.X, p.y, p.params, R, labelled, 0.01) < kTolerance);
  for (Index n = 0; n < N; n += 3) {  // examples that belong to one line altogether: 0 ln 0 = 0
    R.row(n).setZero();
    R(n, n % K) = 1.0;
  }
  CHECK(half_step_error(p.X, p.y, p.params, R, labelled, 0.01) < kTolerance);
}

TEST_CASE("linear mixture kernel: labelled examples, under both conventions", "[linear_mixture][kernel]") {
  const auto convention = GENERATE(WeightsFrom::all, WeightsFrom::unlabelled);
  const double alpha = GENERATE(0.0, 0.5, 20.0, 1e12);
  const Problem p = problem(4, 200, 3, 3);
  CAPTURE(alpha);
  CHECK(kernel_error(p.X, p.y, p.params, labelled_prefix(p, 30, alpha, convention), 1e-3) < kTolerance);
}

TEST_CASE("linear mixture kernel: far features, other units, near collapse", "[linear_mixture][kernel][extremes]") {
  const double offset = GENERATE(0.0, 10.0, 1e4, 1e8), unit = GENERATE(1e-150, 1.0, 1e100),
               noise = GENERATE(1.0, 1e-4, 1e-9);
  Problem p = problem(5, 257, 2, 2);
  const Vector line = p.X * p.params.W.row(0).transpose();
  p.y = line + noise * (p.y - line);
  p.params.variances *= noise * noise;
  p.X.col(1) = unit * (p.X.col(1).array() + offset);
  p.params.W.col(1) /= unit;
  CAPTURE(offset, unit, noise);
  // A residual is a difference of terms of the offset's size, and has lost those digits either way.
  CHECK(kernel_error(p.X, p.y, p.params, {}, 1e-30) < kTolerance + 1e-15 * (1.0 + offset) / noise);
}

TEST_CASE("linear mixture kernel: it refuses as the half-steps do", "[linear_mixture][kernel][errors]") {
  Problem p = problem(6, 60, 2, 2);
  const auto step = [&] {
    const Examples data(p.X, p.y);
    maximize(data, p.params, expect(data, p.params), {}, 0.0);
  };
  CHECK_NOTHROW(step());
  p.y.setConstant(1e300);
  CHECK_THROWS_WITH(step(), catch_contains("row 0"));
  p.y = p.X * p.params.W.row(0).transpose();
  CHECK_THROWS_WITH(step(), catch_contains("collapsed"));
  p.X.col(1).setOnes();
  CHECK_THROWS_WITH(step(), catch_contains("rank-deficient"));
  p.y[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(step(), InvalidArgument);
}

TEST_CASE("linear mixture kernel: equal lines stay equal, to the bit", "[linear_mixture][kernel]") {
  Problem p = problem(7, 150, 2, 2);
  p.params.W.row(1) = p.params.W.row(0);
  p.params.variances.setOnes();
  p.params.weights.setConstant(0.5);
  const Examples data(p.X, p.y);
  const Params next = maximize(data, p.params, expect(data, p.params), {}, 0.0);
  CHECK(next.W.row(0) == next.W.row(1));
  CHECK(next.variances[0] == next.variances[1]);
}

TEST_CASE("linear mixture kernel: the gap that an M-step leaves", "[linear_mixture][kernel]") {
  Problem p = problem(8, 333, 2, 3);
  const Examples data(p.X, p.y);
  for (int iteration = 0; iteration < 60; ++iteration) {
    const Matrix gamma = e_step(p.params, p.X, p.y).responsibilities;
    const Params next = maximize(data, p.params, expect(data, p.params), {}, 0.0);
    const double expected = evaluate(next, p.X, p.y, gamma).gap, gap = kl_of_posteriors(data, p.params, next);
    CAPTURE(iteration, expected, gap);
    CHECK(std::abs(std::sqrt(gap) - std::sqrt(expected)) < 1e-13 + 1e-12 * std::sqrt(expected));
    p.params = next;
  }
}
