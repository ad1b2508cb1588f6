// What a mixture of lines refuses, by name; and where it may start.
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "linear_mixture_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_mixture_fit.hpp"
#include "lvm/linear_mixture_init.hpp"
#include "refusal.hpp"

using namespace lvm;
using namespace lvm::linear_mixture;

namespace {

template <class Call>
Index failing_component(Call call, const std::string& words) {
  try {
    call();
  } catch (const NumericalError& error) {
    CHECK_THAT(std::string(error.what()), catch_contains(words));
    return error.component();
  }
  return -2;
}

const double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("shapes and ranges are refused with the argument's name") {
  const Problem good = problem(1, 12, 2, 3);
  const auto e = [&](auto&& spoil) {
    Problem p = good;
    spoil(p);
    return refused_argument([&] { e_step(p.params, p.X, p.y); });
  };
  CHECK(e([](Problem&) {}) == "nothing");
  CHECK(e([](Problem& p) { p.X.resize(0, 2); }) == "X");
  CHECK(e([](Problem& p) { p.X(3, 1) = kNaN; }) == "X");
  CHECK(e([](Problem& p) { p.y[5] = std::numeric_limits<double>::infinity(); }) == "y");
  CHECK(e([](Problem& p) { p.y.conservativeResize(11); }) == "y");
  CHECK(e([](Problem& p) { p.params.weights[0] = -0.1; }) == "weights");
  CHECK(e([](Problem& p) { p.params.weights *= 1.01; }) == "weights");
  CHECK(e([](Problem& p) { p.params.weights[1] = kNaN; }) == "weights");
  CHECK(e([](Problem& p) { p.params.weights.resize(0); }) == "weights");
  CHECK(e([](Problem& p) { p.params.W.conservativeResize(3, 1); }) == "W");
  CHECK(e([](Problem& p) { p.params.W(0, 0) = kNaN; }) == "W");
  CHECK(e([](Problem& p) { p.params.variances[2] = 0.0; }) == "variances");
  CHECK(e([](Problem& p) { p.params.variances[2] = kNaN; }) == "variances");
  CHECK(e([](Problem& p) { p.params.variances.conservativeResize(2); }) == "variances");

  const auto m = [&](auto&& spoil, double floor = 0.0) {
    Problem p = good;
    Labelled labelled = labelled_prefix(p, 4, 1.0, WeightsFrom::all);
    spoil(p, labelled);
    return refused_argument([&] { m_step(p.X, p.y, p.R, labelled, floor); });
  };
  CHECK(m([](Problem&, Labelled&) {}) == "nothing");
  CHECK(m([](Problem& p, Labelled&) { p.R.conservativeResize(11, 3); }) == "R");
  CHECK(m([](Problem& p, Labelled&) { p.R.resize(12, 0); }) == "R");
  CHECK(m([](Problem& p, Labelled&) { p.R(0, 0) = -1.0; }) == "R");
  CHECK(m([](Problem& p, Labelled&) { p.R.setZero(); }) == "R");
  CHECK(m([](Problem&, Labelled& l) { l.alpha = -1.0; }) == "alpha");
  CHECK(m([](Problem&, Labelled& l) { l.alpha = kNaN; }) == "alpha");
  CHECK(m([](Problem&, Labelled& l) { l.z[1] = 3; }) == "labelled.z");
  CHECK(m([](Problem&, Labelled& l) { l.z[1] = -1; }) == "labelled.z");
  CHECK(m([](Problem&, Labelled& l) { l.z.pop_back(); }) == "labelled.z");
  CHECK(m([](Problem&, Labelled& l) { l.y.conservativeResize(3); }) == "labelled.y");
  CHECK(m([](Problem&, Labelled& l) { l.y[0] = kNaN; }) == "labelled.y");
  CHECK(m([](Problem&, Labelled& l) { l.X.conservativeResize(4, 1); }) == "labelled.X");
  CHECK(m([](Problem&, Labelled& l) { l.X(0, 1) = kNaN; }) == "labelled.X");
  CHECK(m([](Problem&, Labelled&) {}, -1.0) == "variance_floor");

  const auto f = [&](const FitOptions& options) {
    return refused_argument([&] { fit(good.X, good.y, good.params, {}, options); });
  };
  CHECK(f({.tolerance = 0.0}) == "tolerance");
  CHECK(f({.max_iterations = 0}) == "max_iterations");
  CHECK(f({.variance_floor = kNaN}) == "variance_floor");
  CHECK(refused_argument([&] { elbo(good.params, good.X, good.y, 2.0 * good.R); }) == "R");
}

TEST_CASE("fewer examples than coefficients are refused; labelled ones count") {
  const Problem p = problem(2, 3, 4, 1);
  CHECK(refused_argument([&] { m_step(p.X, p.y, p.R); }) == "X");
  const Problem more = problem(3, 6, 4, 1);
  const Labelled labelled{more.X, more.y, {0, 0, 0, 0, 0, 0}, 1.0, WeightsFrom::all};
  CHECK_NOTHROW(m_step(p.X, p.y, p.R, labelled));
  // As many as coefficients: the line fits exactly.
  const Problem exact = problem(4, 4, 4, 1);
  CHECK(failing_component([&] { m_step(exact.X, exact.y, exact.R); }, "collapsed") == 0);
}

TEST_CASE("a rank-deficient weighted design names the component, whatever N, the units and the offsets") {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Problem p = problem(seed, 10 + 100 * Index(seed), 4, 2);
    const double unit = std::pow(10.0, 10.0 * (seed % 5) - 20.0);
    p.X.col(2).array() += seed % 3 == 0 ? 1e6 : 0.0;
    p.X.col(3) = unit * (p.X.col(1) / 3.0 + p.X.col(2));
    CHECK(failing_component([&] { m_step(p.X, p.y, p.R); }, "rank-deficient") == 0);
    p.X(0, 3) *= 1.5;
    CHECK_NOTHROW(m_step(p.X, p.y, p.R));
    p.R.row(0) << 1.0, 0.0;  // now only component 0 sees the example that makes the difference
    CHECK(failing_component([&] { m_step(p.X, p.y, p.R); }, "rank-deficient") == 1);
  }
}

TEST_CASE("a line through all its examples has collapsed, whatever the units and the offsets") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Problem p = problem(seed, 20 + 20 * Index(seed), 1 + Index(seed) % 5, 2);
    const double unit = std::pow(10.0, 30.0 * (seed % 5) - 60.0);
    if (seed % 2 == 1) p.X.rightCols(p.X.cols() - 1).array() += 1e4;
    const Matrix W = random::normals({seed, 97, 0}, p.X.cols(), 1);
    p.y = unit * (p.X * W);
    CHECK(failing_component([&] { m_step(p.X, p.y, p.R); }, "component 0 has collapsed") == 0);
    CHECK(m_step(p.X, p.y, p.R, {}, unit * unit).variances == Vector::Constant(2, unit * unit));
    p.y += 1e-6 * p.y.cwiseAbs().maxCoeff() * random::normals({seed, 98, 0}, p.X.rows(), 1);
    CHECK_NOTHROW(m_step(p.X, p.y, p.R));
  }
}

TEST_CASE("a line without examples is an error, or with a floor takes those of all") {
  Problem p = problem(5, 20, 2, 3);
  p.R.col(1).setZero();
  CHECK(failing_component([&] { m_step(p.X, p.y, p.R); }, "no mass") == 1);
  const Params floored = m_step(p.X, p.y, p.R, {}, 1e-9), all = m_step(p.X, p.y, Matrix::Ones(20, 1));
  CHECK(floored.weights[1] == 0.0);
  CHECK(floored.W.row(1) == all.W.row(0));
  CHECK(floored.variances[1] == all.variances[0]);
}

TEST_CASE("responsibilities that underflow and an alpha of 1e12 keep their meaning") {
  const Problem p = problem(6, 40, 2, 2);
  const Params before = m_step(p.X, p.y, p.R), after = m_step(p.X, p.y, 1e-290 * p.R);
  CHECK((before.W - after.W).norm() < 1e-12);
  CHECK((before.weights - after.weights).norm() < 1e-12);

  Matrix onehot = Matrix::Zero(20, 2);
  for (Index i = 0; i < 20; ++i) onehot(i, i % 2) = 1.0;
  const Params only_labelled = m_step(p.X.topRows(20), p.y.head(20), onehot);
  for (const double alpha : {1e12, 1e308}) {
    const Params taught = m_step(p.X, p.y, p.R, labelled_prefix(p, 20, alpha, WeightsFrom::all));
    CHECK((taught.W - only_labelled.W).norm() < 1e-9);
    CHECK((taught.weights - only_labelled.weights).norm() < 1e-9);
  }
}

TEST_CASE("an example out of reach of every line is an error, not NaN") {
  Problem p = problem(7, 10, 2, 2);
  p.y[4] = 1e200;
  CHECK_THROWS_WITH(e_step(p.params, p.X, p.y), catch_contains("row 4 has density 0"));
  CHECK_THROWS_AS(m_step(p.X, p.y, p.R), NumericalError);  // its variance is beyond the largest double
}

TEST_CASE("random starts are reproducible valid parameters from which EM runs") {
  const Problem p = problem(8, 60, 2, 3);
  for (const auto init : {init_random_split, init_random_lines}) {
    const Params start = init(p.X, p.y, 3, 11, 0.0);
    CHECK(start.W == init(p.X, p.y, 3, 11, 0.0).W);
    CHECK(start.W != init(p.X, p.y, 3, 12, 0.0).W);
    CHECK(start.weights == Vector::Constant(3, 1.0 / 3.0));
    CHECK(fit(p.X, p.y, start).converged);
    CHECK(refused_argument([&] { init(p.X, p.y, 0, 1, 0.0); }) == "k");
    CHECK(refused_argument([&] { init(p.X, p.y, 61, 1, 0.0); }) == "k");
    CHECK(refused_argument([&] { init(p.X, p.y.head(59), 3, 1, 0.0); }) == "y");
    CHECK(refused_argument([&] { init(p.X, p.y, 3, 1, -1.0); }) == "variance_floor");
  }
}

TEST_CASE("a random line passes through D examples; a random split is a fit to each group") {
  const Problem p = problem(9, 50, 3, 2);
  const Params lines = init_random_lines(p.X, p.y, 2, 4);
  const Matrix residuals = (predictions(lines, p.X).colwise() - p.y).cwiseAbs();
  for (Index k = 0; k < 2; ++k) CHECK((residuals.col(k).array() < 1e-12).count() == 3);
  CHECK(lines.variances[0] == m_step(p.X, p.y, Matrix::Ones(50, 1)).variances[0]);

  CHECK((init_random_split(p.X, p.y, 1, 4).W - m_step(p.X, p.y, Matrix::Ones(50, 1)).W).norm() < 1e-12);
  CHECK_THROWS_WITH(init_random_split(p.X, p.y, 16, 4), catch_contains("the random split gives component"));
}

TEST_CASE("starts need examples that determine a line") {
  Problem p = problem(10, 30, 2, 2);
  p.X.col(1).setConstant(2.0);
  CHECK_THROWS_AS(init_random_lines(p.X, p.y, 2, 1), NumericalError);
  CHECK_THROWS_AS(init_random_split(p.X, p.y, 2, 1), NumericalError);
  p.X(7, 1) = 1.0;  // two distinct abscissae, one of them rare: still found
  CHECK_NOTHROW(init_random_lines(p.X, p.y, 2, 1));
}

TEST_CASE("an intercept is a column of ones before the others") {
  const Problem p = problem(11, 9, 3, 1);
  const Matrix X = with_intercept(p.X);
  CHECK(X.cols() == 4);
  CHECK(X.col(0) == Vector::Ones(9));
  CHECK(X.rightCols(3) == p.X);
}
