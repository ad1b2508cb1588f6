// At the ends of the range of double: the right answer or the named error, never NaN and never a wrong number.
#include "catch.hpp"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lvm/errors.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_init.hpp"
#include "support.hpp"

using namespace lvm;

TEST_CASE("gmm: data scaled by 1e-150 to 1e150 have the same fit", "[gmm][extremes]") {
  const double scale = GENERATE(1e-150, 1e-75, 1e75, 1e150);
  const Index D = GENERATE(1, 2, 4);
  CAPTURE(scale, D);
  const Matrix X = support::random_data(1, 60, D), scaled = scale * X;
  const gmm::FitOptions options{.tolerance = 1e-5, .max_iterations = 30};
  const gmm::Fit here = gmm::fit(X, gmm::init_random_split(X, 2, 1), {}, options);
  const gmm::Fit there = gmm::fit(scaled, gmm::init_random_split(scaled, 2, 1), {}, options);
  CHECK(here.iterations == there.iterations);
  CHECK((here.responsibilities - there.responsibilities).cwiseAbs().maxCoeff() < 1e-8);
  CHECK((there.params.means / scale - here.params.means).cwiseAbs().maxCoeff() < 1e-8);
  for (std::size_t k = 0; k < 2; ++k) {
    CHECK((there.params.covariances[k] / scale / scale).isApprox(here.params.covariances[k], 1e-8));
  }
  const double volume = 60.0 * static_cast<double>(D) * std::log(scale);
  CHECK(there.trace.back().value.objective == Approx(here.trace.back().value.objective - volume).epsilon(1e-11));
  const gmm::Params seeded = gmm::init_kmeans_plus_plus(scaled, 3, 5), plain = gmm::init_kmeans_plus_plus(X, 3, 5);
  CHECK(seeded.means == Matrix(scale * plain.means));
}

TEST_CASE("gmm: beyond the range of double there is a named error", "[gmm][extremes]") {
  const Matrix X = support::random_data(2, 30, 2);
  const Matrix ones = Matrix::Ones(30, 1);
  for (const double scale : {1e-165, 1e-160, 1e155, 1e200, 1e305}) {
    CAPTURE(scale);
    CHECK_THROWS_AS(gmm::m_step(scale * X, ones), NumericalError);
    CHECK_THROWS_AS(gmm::init_random_split(scale * X, 2, 0), NumericalError);
    CHECK_THROWS_AS(gmm::init_kmeans_plus_plus(scale * X, 2, 0), NumericalError);
  }
  CHECK_THROWS_AS(gmm::m_step(Matrix::Constant(30, 2, 1e308), ones), NumericalError);
  for (const auto convention : {gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled}) {
    const gmm::Labelled labelled{X.topRows(4), Labels(4, 0), 1e308, convention};
    CHECK_THROWS_AS(gmm::m_step(X, ones, labelled), NumericalError);
  }
  CHECK_THROWS_AS(gmm::m_step(X, Matrix::Constant(30, 2, 1e307)), NumericalError);
  CHECK_THROWS_AS(gmm::m_step(Matrix::Constant(30, 1, 5e-324), ones), NumericalError);
}

TEST_CASE("gmm: an offset of 1e9 costs the digits that it costs the data, and no more", "[gmm][extremes]") {
  const Index D = GENERATE(1, 3);
  CAPTURE(D);
  const Matrix far = support::random_data(3, 400, D).array() + 1e9, near = far.array() - 1e9;  // exact
  const gmm::Params start = gmm::init_random_split(near, 2, 3);
  gmm::Params moved = start;
  moved.means.array() += 1e9;
  const Matrix R = gmm::e_step(start, near).responsibilities;
  const gmm::Params a = gmm::m_step(near, R), b = gmm::m_step(far, R);
  CHECK(((b.means.array() - 1e9) - a.means.array()).abs().maxCoeff() < 1.3e-7);  // half a unit in the last place: 6e-8
  for (std::size_t k = 0; k < 2; ++k) CHECK(b.covariances[k].isApprox(a.covariances[k], 1e-12));
  CHECK(gmm::log_likelihood(b, far) == Approx(gmm::log_likelihood(a, near)).epsilon(1e-11));
  const gmm::Fit c = gmm::fit(near, a, {}, {.max_iterations = 20}), d = gmm::fit(far, b, {}, {.max_iterations = 20});
  CHECK(d.trace.back().value.objective == Approx(c.trace.back().value.objective).epsilon(1e-8));
  CHECK((c.responsibilities - d.responsibilities).cwiseAbs().maxCoeff() < 1e-5);
}

TEST_CASE("gmm: thirty dimensions, and sixty-four", "[gmm][extremes]") {
  const Index D = GENERATE(30, 64), N = 200;
  CAPTURE(D);
  const Matrix X = support::random_data(4, N, D);
  const gmm::Params start = gmm::init_random_split(X, 2, 4);
  const gmm::Fit fit = gmm::fit(X, start, {}, {.max_iterations = 5});
  for (std::size_t i = 1; i < fit.trace.size(); ++i) {
    CHECK(fit.trace[i].value.bound >= fit.trace[i - 1].value.bound - 1e-9 * std::abs(fit.trace[i].value.bound));
  }
  // One Gaussian has the log-likelihood -N (D ln 2 pi + ln det S + D) / 2 at its maximum.
  const gmm::Params single = gmm::m_step(X, Matrix::Ones(N, 1));
  const double log_det = single.covariances[0].fullPivLu().matrixLU().diagonal().array().abs().log().sum();
  CHECK(gmm::log_likelihood(single, X) ==
        Approx(-0.5 * double(N) * (double(D) * (std::log(2.0 * std::acos(-1.0)) + 1.0) + log_det)).epsilon(1e-12));
  // As many examples as dimensions lie in a hyperplane.
  CHECK_THROWS_AS(gmm::m_step(X.topRows(D), Matrix::Ones(D, 1)), NumericalError);
}

TEST_CASE("gmm: labelled examples of weight 1e12 decide alone, to the digits that the others leave",
          "[gmm][extremes]") {
  const gmm::Params params = support::random_params(8, 2, 2);
  const Matrix X = support::random_data(8, 50, 2), R = gmm::e_step(params, X).responsibilities;
  gmm::Labelled labelled = support::random_labelled(8, 12, 2, 2, 1e12, gmm::WeightsFrom::all);
  for (std::size_t i = 0; i < labelled.z.size(); ++i) labelled.z[i] = static_cast<int>(i % 2);
  const gmm::Params heavy = gmm::m_step(X, R, labelled);
  for (Index k = 0; k < 2; ++k) {
    Vector mean = Vector::Zero(2);
    for (Index i = k; i < 12; i += 2) mean += labelled.X.row(i).transpose() / 6.0;
    CHECK((heavy.means.row(k).transpose() - mean).cwiseAbs().maxCoeff() < 1e-9);
  }
  CHECK((heavy.weights.array() - 0.5).abs().maxCoeff() < 1e-9);
  const gmm::Fit fit = gmm::fit(X, heavy, labelled, {.tolerance = 1.0, .max_iterations = 10});
  CHECK(fit.converged);
  CHECK(fit.responsibilities.allFinite());
}

TEST_CASE("gmm: a single example", "[gmm][extremes]") {
  const Index D = GENERATE(1, 2, 5);
  CAPTURE(D);
  const Matrix x = support::random_data(5, 1, D), one = Matrix::Ones(1, 1);
  const gmm::Params params = support::random_params(5, D, 3);
  const auto [gamma, log_likelihood] = gmm::e_step(params, x);
  CHECK(gamma.sum() == Approx(1.0).epsilon(1e-15));
  CHECK(gmm::elbo(params, x, gamma) == Approx(log_likelihood).epsilon(1e-13));
  CHECK_THROWS_AS(gmm::m_step(x, one), NumericalError);
  const gmm::Params point = gmm::m_step(x, one, {}, 0.5);
  CHECK(point.means == x);
  CHECK(point.covariances[0].isApprox(0.5 * Matrix::Identity(D, D), 1e-15));
  const gmm::Fit fit = gmm::fit(x, gmm::init_random_split(x, 1, 0, 0.5), {}, {.covariance_floor = 0.5});
  CHECK(fit.iterations == 1);
}

TEST_CASE("gmm: as many components as examples, each at one of them", "[gmm][extremes]") {
  const Matrix X = (Matrix(4, 1) << -30.0, -10.0, 10.0, 30.0).finished();
  const gmm::Fit fit =
      gmm::fit(X, gmm::init_kmeans_plus_plus(X, 4, 0, 1.0), {}, {.tolerance = 1e-9, .covariance_floor = 1.0});
  // Each point: ln(1/4) + ln N(0; 0, 1); neighbours 20 sigma away add e^-200.
  CHECK(fit.trace.back().value.objective == Approx(4.0 * (std::log(0.25) - 0.91893853320467274)).epsilon(1e-12));
  Vector means = fit.params.means.col(0);
  std::sort(means.begin(), means.end());
  CHECK((means - X.col(0)).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("gmm: distances beyond the range of double are infinite, not NaN", "[gmm][extremes]") {
  gmm::Params params{Vector::Constant(2, 0.5), Matrix::Zero(2, 2), {2, 1e-20 * Matrix::Identity(2, 2)}};
  const Matrix X = Matrix::Constant(1, 2, 1e300);
  CHECK((gmm::log_joint(params, X).array() == -std::numeric_limits<double>::infinity()).all());
  CHECK_THROWS_AS(gmm::e_step(params, X), NumericalError);
  CHECK_THROWS_AS(gmm::objective(params, X), NumericalError);
  CHECK_THROWS_AS(gmm::evaluate(params, X, Matrix::Constant(1, 2, 0.5)), NumericalError);
  CHECK_THROWS_WITH(gmm::fit(X, params), catch_contains("row 0"));

  params.covariances[1] = 1e300 * Matrix::Identity(2, 2);  // a component wide enough takes the example
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);
  CHECK(gamma == (Matrix(1, 2) << 0.0, 1.0).finished());
  CHECK(log_likelihood == Approx(-1e300).epsilon(1e-14));

  params = {Vector::Ones(1), Matrix::Constant(1, 1, -1.5e308), {Matrix::Identity(1, 1)}};
  CHECK_THROWS_AS(gmm::e_step(params, Matrix::Constant(1, 1, 1.5e308)), NumericalError);  // even x - mu overflows
}

TEST_CASE("gmm: responsibilities that underflow stay exact zeros", "[gmm][extremes]") {
  gmm::Params params{Vector(2), (Matrix(2, 1) << 0.0, 1e3).finished(), {2, Matrix::Identity(1, 1)}};
  params.weights << 1.0 - 1e-12, 1e-12;
  Matrix X(20, 1);
  X << support::random_data(6, 10, 1), 1e3 + support::random_data(7, 10, 1).array();
  const gmm::Posterior posterior = gmm::e_step(params, X);
  CHECK((posterior.responsibilities.topRightCorner(10, 1).array() == 0.0).all());
  CHECK((posterior.responsibilities.bottomLeftCorner(10, 1).array() == 0.0).all());
  CHECK(gmm::elbo(params, X, posterior.responsibilities) == Approx(posterior.log_likelihood).epsilon(1e-14));
  const gmm::Params next = gmm::m_step(X, posterior.responsibilities);
  CHECK(next.means(0, 0) == Approx(X.topRows(10).mean()).epsilon(1e-13));
  CHECK(next.means(1, 0) == Approx(X.bottomRows(10).mean()).epsilon(1e-13));
  CHECK(next.weights == Vector::Constant(2, 0.5));
}
