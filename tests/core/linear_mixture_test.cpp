// What is true of EM for any mixture of lines.
#include "lvm/linear_mixture.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "catch.hpp"
#include "linear_mixture_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_mixture_fit.hpp"

using namespace lvm;
using namespace lvm::linear_mixture;

namespace {

constexpr WeightsFrom kConventions[] = {WeightsFrom::all, WeightsFrom::unlabelled};

double distance(const Params& a, const Params& b) {
  return std::max({(a.weights - b.weights).cwiseAbs().maxCoeff(), (a.W - b.W).cwiseAbs().maxCoeff(),
                   (a.variances - b.variances).cwiseAbs().maxCoeff()});
}

// elbo + alpha * l_sup, what the M-step maximizes for fixed R.
double bound(const Params& params, const Problem& p, const Labelled& labelled) {
  return evaluate(params, p.X, p.y, p.R, labelled).bound;
}

}  // namespace

TEST_CASE("the log joint is the density written out") {
  const Problem p = problem(1, 7, 3, 2);
  const Matrix log_p = log_joint(p.params, p.X, p.y), means = predictions(p.params, p.X);
  for (Index n = 0; n < 7; ++n) {
    for (Index k = 0; k < 2; ++k) {
      const double rho = p.params.variances[k], residual = p.y[n] - p.X.row(n).dot(p.params.W.row(k));
      const double density =
          p.params.weights[k] * std::exp(-residual * residual / (2.0 * rho)) / std::sqrt(2.0 * std::numbers::pi * rho);
      CHECK(means(n, k) == Approx(p.y[n] - residual));
      CHECK(log_p(n, k) == Approx(std::log(density)).epsilon(1e-12));
    }
  }
}

TEST_CASE("one line is ordinary least squares") {
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    CAPTURE(seed);
    const Problem p = problem(seed, 40, 4, 1);
    const Params fitted = m_step(p.X, p.y, Matrix::Ones(40, 1));
    const Matrix normal = p.X.transpose() * p.X;
    const Vector w = normal.ldlt().solve(p.X.transpose() * p.y);
    CHECK((fitted.W.row(0).transpose() - w).norm() < 1e-11);
    CHECK(fitted.variances[0] == Approx((p.y - p.X * w).squaredNorm() / 40.0).epsilon(1e-12));
    CHECK(fitted.weights[0] == 1.0);
  }
}

TEST_CASE("every half-step raises the bound, under both conventions; after E it touches the objective") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    for (const WeightsFrom from : kConventions) {
      CAPTURE(seed, from == WeightsFrom::all);
      const Problem p = problem(seed, 60, 1 + seed % 3, 1 + seed % 4);
      const Labelled labelled = labelled_prefix(p, seed % 2 == 0 ? 12 : 0, 1.5, from);
      const Fit run = fit(p.X, p.y, p.params, labelled, {.max_iterations = 30});
      double last = -std::numeric_limits<double>::infinity(), last_objective = last;
      for (const TracePoint& point : run.trace) {
        const double rounding = 1e-10 * std::abs(point.value.objective);
        CHECK(point.value.bound >= last - rounding);
        CHECK(point.value.objective >= last_objective - rounding);
        CHECK(point.value.objective - point.value.bound == Approx(point.value.gap).margin(rounding));
        CHECK(point.value.gap >= 0.0);
        if (point.phase == Phase::E) CHECK(point.value.gap < 1e-20 * 60);
        last = point.value.bound;
        last_objective = point.value.objective;
      }
    }
  }
}

TEST_CASE("the bound is stationary after the M-step, by finite differences") {
  for (const WeightsFrom from : kConventions) {
    const Problem p = problem(3, 50, 3, 3);
    const Labelled labelled = labelled_prefix(p, 9, 2.5, from);
    const Params best = m_step(p.X, p.y, p.R, labelled);
    const auto slope = [&](auto&& move) {
      const double h = 1e-5;
      Params plus = best, minus = best;
      move(plus, h), move(minus, -h);
      return (bound(plus, p, labelled) - bound(minus, p, labelled)) / (2.0 * h);
    };
    for (Index k = 0; k < 3; ++k) {
      CHECK(std::abs(slope([k](Params& q, double h) { q.variances[k] *= std::exp(h); })) < 1e-6);
      // Along the simplex: weight from one component to the next.
      CHECK(std::abs(slope([k](Params& q, double h) { q.weights[k] += h, q.weights[(k + 1) % 3] -= h; })) < 1e-6);
      for (Index d = 0; d < 3; ++d) CHECK(std::abs(slope([=](Params& q, double h) { q.W(k, d) += h; })) < 1e-6);
    }
  }
}

TEST_CASE("two or more identical lines never separate, not by a bit") {
  for (Index K = 2; K <= 5; ++K) {
    for (Index D = 1; D <= 3; ++D) {
      CAPTURE(K, D);
      const Problem p = problem(5, 53, D, K);
      const Vector w = p.params.W.row(0);
      const Params start{Vector::Constant(K, 1.0 / static_cast<double>(K)), w.transpose().replicate(K, 1),
                         Vector::Constant(K, 0.7)};
      const Fit run = fit(p.X, p.y, start, {}, {.tolerance = 1e-300, .max_iterations = 200});
      for (Index k = 1; k < K; ++k) {
        CHECK(run.params.W.row(k) == run.params.W.row(0));
        CHECK(run.params.variances[k] == run.params.variances[0]);
        CHECK(run.params.weights[k] == run.params.weights[0]);
      }
      // It is the line of ordinary least squares, K times.
      const Params one = m_step(p.X, p.y, Matrix::Ones(53, 1));
      CHECK((run.params.W.row(0) - one.W.row(0)).norm() < 1e-10);
    }
  }
}

TEST_CASE("a pair of identical lines stays a pair beside a third, and a nudge parts it") {
  const Problem p = problem(6, 90, 2, 3);
  Params start = p.params;
  start.weights << 0.3, 0.3, 0.4;
  start.W.row(1) = start.W.row(0);
  start.variances[1] = start.variances[0];
  const Params together = fit(p.X, p.y, start, {}, {.tolerance = 1e-300, .max_iterations = 300}).params;
  CHECK(together.W.row(0) == together.W.row(1));
  start.W(1, 0) += 1e-6;
  const Params apart = fit(p.X, p.y, start, {}, {.tolerance = 1e-300, .max_iterations = 300}).params;
  CHECK((apart.W.row(0) - apart.W.row(1)).norm() > 0.1);
}

TEST_CASE("units of y and a linear reparameterization of X change the parameters and nothing else") {
  const Problem p = problem(7, 45, 3, 3);
  const Params before = m_step(p.X, p.y, p.R);
  for (const double scale : {1e-150, 1e-3, 1e150}) {
    CAPTURE(scale);
    const Params after = m_step(p.X, scale * p.y, p.R);
    CHECK((after.W / scale - before.W).norm() < 1e-11);
    CHECK((after.variances / scale / scale - before.variances).norm() < 1e-11);
    const double shift = -45.0 * std::log(scale);
    CHECK(elbo(after, p.X, scale * p.y, p.R) == Approx(elbo(before, p.X, p.y, p.R) + shift).epsilon(1e-11));
  }
  Eigen::Matrix3d A;
  A << 1e120, 2e-100, 0, 0, 3e-100, 0, 0, 1e-100, 5e-7;
  const Params after = m_step(p.X * A, p.y, p.R);
  CHECK((after.W * A.transpose() - before.W).norm() < 1e-10);
  CHECK((after.variances - before.variances).norm() < 1e-11);
}

TEST_CASE("an offset of 1e9 in a feature costs the fit no more than the digits of the feature") {
  Problem p = problem(8, 100, 2, 2);
  const Params before = m_step(p.X, p.y, p.R);
  p.X.col(1).array() += 1e9;
  const Params after = m_step(p.X, p.y, p.R);
  CHECK((after.W.col(1) - before.W.col(1)).norm() < 1e-5);
  CHECK((after.variances - before.variances).norm() < 1e-5);
}

TEST_CASE("an integer alpha repeats the labelled rows") {
  const Problem p = problem(9, 30, 2, 3);
  const Labelled labelled = labelled_prefix(p, 5, 3.0, WeightsFrom::all);
  Matrix X(45, 2), R = Matrix::Zero(45, 3);
  Vector y(45);
  X << p.X, p.X.topRows(5).replicate(3, 1);
  y << p.y, p.y.head(5).replicate(3, 1);
  R.topRows(30) = p.R;
  for (Index i = 0; i < 15; ++i) R(30 + i, labelled.z[static_cast<std::size_t>(i % 5)]) = 1.0;
  CHECK(distance(m_step(p.X, p.y, p.R, labelled), m_step(X, y, R)) < 1e-12);
}

TEST_CASE("labels may name a subset of the lines, weigh nothing, or leave the mixing weights alone") {
  const Problem p = problem(10, 30, 2, 3);
  Labelled labelled{p.X.topRows(2), p.y.head(2), {1, 1}, 4.0, WeightsFrom::all};
  const Params plain = m_step(p.X, p.y, p.R), all = m_step(p.X, p.y, p.R, labelled);
  CHECK((all.W.row(0) - plain.W.row(0)).norm() < 1e-13);
  CHECK((all.W.row(1) - plain.W.row(1)).norm() > 1e-3);
  CHECK(all.weights[1] == Approx((p.R.col(1).sum() + 8.0) / 38.0));

  labelled.weights_from = WeightsFrom::unlabelled;
  const Params from_unlabelled = m_step(p.X, p.y, p.R, labelled);
  CHECK((from_unlabelled.weights - plain.weights).norm() < 1e-14);
  CHECK((from_unlabelled.W - all.W).norm() == 0.0);
  labelled.alpha = 0.0;
  CHECK(distance(m_step(p.X, p.y, p.R, labelled), plain) < 1e-14);

  // The labelled likelihood counts pi or not, as the convention says.
  labelled.alpha = 1.0;
  const double without = evaluate(plain, p.X, p.y, p.R, labelled).supervised;
  labelled.weights_from = WeightsFrom::all;
  CHECK(evaluate(plain, p.X, p.y, p.R, labelled).supervised == Approx(without + 2.0 * std::log(plain.weights[1])));
}

TEST_CASE("a floor keeps EM going, monotonically, where a line would collapse") {
  Problem p = problem(11, 24, 2, 2);
  p.y.head(12) = p.X.topRows(12) * Eigen::Vector2d(1.0, 2.0);  // exactly on a line
  Params start = p.params;
  start.W.row(0) << 1.0, 2.1;
  start.variances << 0.02, 1.0;
  CHECK_THROWS_AS(fit(p.X, p.y, start, {}, {.tolerance = 1e-300}), NumericalError);
  const Fit run = fit(p.X, p.y, start, {}, {.tolerance = 1e-9, .variance_floor = 1e-4});
  CHECK(run.converged);
  CHECK(run.params.variances.minCoeff() == 1e-4);
  for (std::size_t i = 1; i < run.trace.size(); ++i) {
    CHECK(run.trace[i].value.objective >= run.trace[i - 1].value.objective - 1e-9);
  }
}

TEST_CASE("progress is told each iteration and can stop the run") {
  const Problem p = problem(12, 40, 2, 2);
  int told = 0;
  const Fit run = fit(p.X, p.y, p.params, {}, {.tolerance = 1e-300}, [&](int iteration, double) {
    CHECK(iteration == ++told);
    return iteration < 3;
  });
  CHECK(run.iterations == 3);
  CHECK_FALSE(run.converged);
  CHECK(run.trace.size() == 6);
}
