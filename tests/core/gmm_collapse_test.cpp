// Where the likelihood has no maximum or the parameters no meaning: the named error, and nothing repaired in silence.
#include "catch.hpp"

#include <cmath>
#include <functional>

#include "lvm/errors.hpp"
#include "lvm/gmm_fit.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

// The component that the call blames; -2 where it blames none, -3 where it succeeds.
Index blamed(const std::function<void()>& call) {
  try {
    call();
  } catch (const NumericalError& error) {
    return error.component() < 0 ? -2 : error.component();
  }
  return -3;
}

// The weights over z that give `examples` to component 1 and the others to component 0.
Matrix ownership(Index N, std::initializer_list<Index> examples) {
  Matrix R = Matrix::Zero(N, 2);
  R.col(0).setOnes();
  for (const Index n : examples) R.row(n) << 0.0, 1.0;
  return R;
}

}  // namespace

TEST_CASE("gmm: a component on one point, or two equal ones, has collapsed", "[gmm][collapse]") {
  const Index D = GENERATE(1, 2, 3, 8);
  const double offset = GENERATE(0.0, 0.1, 1e9), scale = GENERATE(1e-100, 1.0, 1e100);
  CAPTURE(D, offset, scale);
  Matrix X = scale * (support::random_data(1, 40, D).array() + offset);
  X.row(5) = X.row(4);
  CHECK(blamed([&] { gmm::m_step(X, ownership(40, {7})); }) == 1);
  CHECK(blamed([&] { gmm::m_step(X, ownership(40, {4, 5})); }) == 1);
  if (D > 1) CHECK(blamed([&] { gmm::m_step(X, ownership(40, {4, 7})); }) == 1);
  Matrix R = ownership(40, {7});
  R.row(7) << 1e-30, 0.125;  // unequal weights, so that the mean is rounded
  R.row(5) << 0.9, 1e-40;
  CHECK(blamed([&] { gmm::m_step(X, R); }) == 1);
  const double floor = 1e-2 * scale * scale;
  const gmm::Params rescued = gmm::m_step(X, ownership(40, {7}), {}, floor);
  CHECK(rescued.covariances[1].isApprox(floor * Matrix::Identity(D, D), 1e-9));
}

TEST_CASE("gmm: many equal points are one point, whatever rounding makes of their mean", "[gmm][collapse]") {
  const Index N = GENERATE(3, 1000, 100001);
  const double value = GENERATE(0.1, 1.0 / 3.0, 1e9 + 0.1, 1e-120);
  CAPTURE(N, value);
  CHECK(blamed([&] { gmm::m_step(Matrix::Constant(N, 1, value), Matrix::Ones(N, 1)); }) == 0);
  CHECK(blamed([&] { gmm::m_step(Matrix::Constant(N, 2, value), Matrix::Constant(N, 1, 0.1)); }) == 0);
}

TEST_CASE("gmm: a component on a line or a plane has collapsed", "[gmm][collapse]") {
  const auto seed = GENERATE(range(0u, 12u));
  CAPTURE(seed);
  const Matrix eps = random::normals({seed, support::kData, 2}, 60, 3);
  const Matrix R = Matrix::Ones(60, 1);
  Matrix X(60, 2);
  for (const double slope : {0.0, 1.0, 0.3, -7.7, 1e-3}) {
    for (const double offset : {0.0, 1e6}) {
      CAPTURE(slope, offset);
      X << eps.col(0), (slope * eps.col(0)).array() + offset;
      CHECK(blamed([&] { gmm::m_step(X, R); }) == 0);
    }
  }
  Matrix plane(60, 3);
  for (const double width : {1.0, 1e-3, 1e-6}) {  // narrow directions hide the plane from single pivots
    CAPTURE(width);
    plane << eps.col(0), eps.col(0) + width * eps.col(1), width * eps.col(1) - 0.3 * eps.col(0);
    CHECK(blamed([&] { gmm::m_step(plane, R); }) == 0);
  }
}

TEST_CASE("gmm: narrow is not collapsed", "[gmm][collapse]") {
  const double width = GENERATE(1.0, 1e-3, 1e-6);
  CAPTURE(width);
  const Matrix eps = random::normals({1, support::kData, 3}, 500, 2);
  Matrix X(500, 2);
  X << eps.col(0), 0.5 * eps.col(0) + width * eps.col(1);
  const gmm::Params fitted = gmm::m_step(X, Matrix::Ones(500, 1));
  // The residual variance of the regression of column 1 on column 0.
  const Matrix& S = fitted.covariances[0];
  const double residual = S(1, 1) - S(0, 1) * S(0, 1) / S(0, 0);
  const gmm::Params of_eps = gmm::m_step(eps, Matrix::Ones(500, 1));
  const Matrix& T = of_eps.covariances[0];
  const double expected = width * width * (T(1, 1) - T(0, 1) * T(0, 1) / T(0, 0));
  CHECK(residual == Approx(expected).epsilon(1e-14 / (width * width) + 1e-12));
  CHECK(std::isfinite(gmm::log_likelihood(fitted, X)));

  Matrix outlier = X;  // a far example of another component is no reason to call this one collapsed
  outlier.row(3).setConstant(1e17);
  outlier.row(4).setConstant(-1e17);
  outlier(4, 1) = 0.0;
  outlier.row(5) << 1e16, -1e17;
  Matrix R = ownership(500, {3, 4, 5});
  CHECK(gmm::m_step(outlier, R).means.row(0).norm() < 1.0);
}

TEST_CASE("gmm: a component without mass is named", "[gmm][collapse]") {
  const auto [X, params, ignored] = support::random_problem(2, 30, 2, 3);
  const Index empty = GENERATE(0, 1, 2);
  const double dust = GENERATE(0.0, 1e-310, 1e-300);
  CAPTURE(empty, dust);
  Matrix R = support::random_simplex({2, 2, 2}, 30, 3);
  R.col(empty).setConstant(dust);
  CHECK(blamed([&] { gmm::m_step(X, R); }) == empty);
  const gmm::Params rescued = gmm::m_step(X, R, {}, 1e-6);
  CHECK(rescued.means.row(empty).isApprox(X.colwise().mean(), 1e-13));
  CHECK(rescued.weights[empty] <= 2.0 * dust);
}

TEST_CASE("gmm: EM that runs into a collapse says so, and a floor lets it end", "[gmm][collapse]") {
  Matrix X(21, 1);
  X << support::random_data(1, 20, 1), 50.0;
  gmm::Params start{Vector::Constant(2, 0.5), (Matrix(2, 1) << 0.0, 49.0).finished(), {2, Matrix::Identity(1, 1)}};
  CHECK(blamed([&] { gmm::fit(X, start); }) == 1);
  const gmm::Fit fit = gmm::fit(X, start, {}, {.covariance_floor = 0.25});
  CHECK(fit.converged);
  CHECK(fit.params.means(1, 0) == Approx(50.0).epsilon(1e-12));
  CHECK(fit.params.covariances[1](0, 0) == 0.25);
  CHECK(fit.params.weights[1] == Approx(1.0 / 21.0).epsilon(1e-9));
}

TEST_CASE("gmm: covariances that are not positive definite are named", "[gmm][collapse]") {
  gmm::Params params = support::random_params(3, 3, 3);
  const Matrix X = support::random_data(3, 10, 3);
  const Index k = GENERATE(0, 2);
  Matrix& S = params.covariances[support::at(k)];
  SECTION("zero") { S.setZero(); }
  SECTION("negative") { S = -S; }
  SECTION("indefinite") { S << 1, 2, 0, 2, 1, 0, 0, 0, 1; }
  SECTION("of rank 1, up to rounding") { S = Eigen::Vector3d(0.1, 0.3, 0.7) * Eigen::RowVector3d(0.1, 0.3, 0.7); }
  SECTION("of rank 2, up to rounding") { S << 0.1, 0.3, 0, 0.3, 0.9, 0, 0, 0, 1; }
  SECTION("so far from definite that its factor is NaN") { S << 1e-300, 0, 1e200, 0, 1, 1, 1e200, 1, 1; }
  SECTION("with a variance below the normal numbers") { S(1, 1) = 1e-310; }
  CHECK(blamed([&] { gmm::log_joint(params, X); }) == k);
  CHECK(blamed([&] { gmm::e_step(params, X); }) == k);
  CHECK(blamed([&] { gmm::sample(params, 5, 0); }) == k);
  CHECK(blamed([&] { gmm::fit(X, params); }) == k);
  CHECK(blamed([&] { gmm::supervised_log_likelihood(params, {X, Labels(10, 1), 1.0}); }) == k);
  CHECK_THROWS_WITH(gmm::e_step(params, X), catch_contains("covariance " + std::to_string(k)));
}
