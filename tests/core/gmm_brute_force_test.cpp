// The densities against formulas that the core does not use, and at distances where exp underflows.
#include "catch.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using namespace lvm;
using support::at;
using support::relative_difference;

namespace {

using Real = long double;

constexpr Real kTwoPi = 6.283185307179586476925286766559005768L;

// Determinant by cofactors; the matrix has up to 3 rows.
Real determinant(const Matrix& S) {
  const auto s = [&S](Index i, Index j) { return static_cast<Real>(S(i, j)); };
  if (S.rows() == 1) return s(0, 0);
  if (S.rows() == 2) return s(0, 0) * s(1, 1) - s(0, 1) * s(1, 0);
  return s(0, 0) * (s(1, 1) * s(2, 2) - s(1, 2) * s(2, 1)) - s(0, 1) * (s(1, 0) * s(2, 2) - s(1, 2) * s(2, 0)) +
         s(0, 2) * (s(1, 0) * s(2, 1) - s(1, 1) * s(2, 0));
}

// d^T S^-1 d by Cramer's rule.
Real squared_distance(const Matrix& S, const Eigen::RowVectorXd& d) {
  Real sum = 0;
  for (Index j = 0; j < S.cols(); ++j) {
    Matrix replaced = S;
    replaced.col(j) = d.transpose();
    sum += static_cast<Real>(d[j]) * determinant(replaced);
  }
  return sum / determinant(S);
}

Real log_joint_by_hand(const gmm::Params& params, const Eigen::RowVectorXd& x, Index k) {
  const Matrix& S = params.covariances[at(k)];
  const Real normalizer = std::pow(kTwoPi, static_cast<Real>(x.size())) * determinant(S);
  return std::log(static_cast<Real>(params.weights[k])) -
         (squared_distance(S, x - params.means.row(k)) + std::log(normalizer)) / 2;
}

}  // namespace

TEST_CASE("gmm: log_joint by determinants and Cramer's rule", "[gmm]") {
  const Index D = GENERATE(1, 2, 3), K = GENERATE(1, 2, 4);
  const auto seed = GENERATE(range(0u, 10u));
  CAPTURE(seed, D, K);
  const auto [X, params, R] = support::random_problem(seed, 12, D, K);
  const Matrix log_p = gmm::log_joint(params, X);
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);
  Real total = 0;
  for (Index n = 0; n < X.rows(); ++n) {
    Real density = 0;
    for (Index k = 0; k < K; ++k) {
      const Real expected = log_joint_by_hand(params, X.row(n), k);
      REQUIRE(relative_difference(log_p(n, k), static_cast<double>(expected)) < 1e-12);
      density += std::exp(expected);
    }
    total += std::log(density);
    for (Index k = 0; k < K; ++k) {
      const Real expected = std::exp(log_joint_by_hand(params, X.row(n), k)) / density;
      REQUIRE(std::abs(gamma(n, k) - static_cast<double>(expected)) < 1e-12);
    }
  }
  CHECK(relative_difference(log_likelihood, static_cast<double>(total)) < 1e-13);
  CHECK(relative_difference(gmm::log_likelihood(params, X), static_cast<double>(total)) < 1e-13);
}

TEST_CASE("gmm: a standard normal, digit by digit", "[gmm]") {
  const gmm::Params params{Vector::Ones(1), Matrix::Zero(1, 1), {Matrix::Identity(1, 1)}};
  Matrix X(2, 1);
  X << 0.0, 2.0;
  const Matrix log_p = gmm::log_joint(params, X);
  CHECK(log_p(0, 0) == Approx(-0.91893853320467274178).epsilon(1e-15));
  CHECK(log_p(1, 0) == Approx(-2.91893853320467274178).epsilon(1e-15));
}

TEST_CASE("gmm: an example far from every component is shared as the distances say", "[gmm]") {
  // Unit variances at (0, 1) and (0, -1): ln gamma_0 - ln gamma_1 = 2 y, however far away x is.
  const double x = GENERATE(1e1, 1e3, 3e5, 1e7), y = GENERATE(0.0, 1e-3, -0.5);
  CAPTURE(x, y);
  gmm::Params params{Vector::Constant(2, 0.5), Matrix::Zero(2, 2), {2, Matrix::Identity(2, 2)}};
  params.means << 0.0, 1.0, 0.0, -1.0;
  Matrix X(2, 2);
  X << x, y, -x, y;
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);
  const double expected = 1.0 / (1.0 + std::exp(-2.0 * y));
  const double digits = 4.0 * std::numeric_limits<double>::epsilon() * x * x;  // ln p is about x^2 / 2
  CHECK(std::abs(gamma(0, 0) - expected) < 1e-14 + digits);
  CHECK((gamma.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-15);
  CHECK(log_likelihood == Approx(-x * x).epsilon(10.0 / (x * x) + 1e-14));
  const gmm::Evaluation value = gmm::evaluate(params, X, gamma);  // its own E-step is weights over z
  CHECK(value.gap < 1e-28);
  CHECK(relative_difference(value.elbo, log_likelihood) < 1e-14);
}

TEST_CASE("gmm: densities that underflow are kept in log space", "[gmm]") {
  const Index D = GENERATE(1, 3), K = 3;
  const auto [X, params, R] = support::random_problem(7, 10, D, K);
  const Matrix away = X.array() + 1e3;
  const auto [gamma, log_likelihood] = gmm::e_step(params, away);
  CHECK(std::isfinite(log_likelihood));
  CHECK(log_likelihood < -1e5);
  CHECK(gamma.allFinite());
  CHECK((gamma.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-14);
  CHECK(relative_difference(gmm::log_joint(params, away).rowwise().maxCoeff().sum(), log_likelihood) < 1e-10);
}

TEST_CASE("gmm: a weight of 0 removes its component and nothing else", "[gmm]") {
  const auto seed = GENERATE(range(0u, 5u));
  CAPTURE(seed);
  auto [X, params, R] = support::random_problem(seed, 15, 2, 3);
  params.weights << 0.4, 0.0, 0.6;
  const gmm::Params without{(Vector(2) << 0.4, 0.6).finished(),
                            (Matrix(2, 2) << params.means.row(0), params.means.row(2)).finished(),
                            {params.covariances[0], params.covariances[2]}};
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);
  CHECK((gmm::log_joint(params, X).col(1).array() == -std::numeric_limits<double>::infinity()).all());
  CHECK((gamma.col(1).array() == 0.0).all());
  const gmm::Posterior expected = gmm::e_step(without, X);
  CHECK(relative_difference(log_likelihood, expected.log_likelihood) < 1e-14);
  CHECK((gamma.col(0) - expected.responsibilities.col(0)).cwiseAbs().maxCoeff() < 1e-14);
}
