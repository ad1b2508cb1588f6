// The M-step: a stationary point and a maximum of the bound, and EM never goes down.
#include "catch.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <cmath>

#include "support.hpp"

using namespace lvm;
using support::at;
using support::Problem;

namespace {

// A direction in the space of unconstrained parameters: logits, means, entries of the Cholesky factors.
struct Direction {
  Vector logits;
  Matrix means;
  std::vector<Matrix> factors;
};

Direction random_direction(std::uint32_t seed, std::uint32_t step, Index D, Index K) {
  const Matrix all = random::normals({seed, support::kDirections, step}, K, 1 + D + D * D);
  Direction direction{all.col(0), all.middleCols(1, D), {}};
  for (Index k = 0; k < K; ++k) {
    const Matrix entries = all.row(k).tail(D * D).reshaped(D, D);
    direction.factors.emplace_back(entries.triangularView<Eigen::Lower>());
  }
  return direction;
}

gmm::Params moved(const gmm::Params& params, const Direction& direction, double t) {
  gmm::Params result = params;
  result.weights = params.weights.array() * (t * direction.logits.array()).exp();
  result.weights /= result.weights.sum();
  result.means += t * direction.means;
  for (std::size_t k = 0; k < result.covariances.size(); ++k) {
    const Eigen::LLT<Matrix> llt(params.covariances[k]);
    const Matrix L = Matrix(llt.matrixL()) + t * direction.factors[k];
    result.covariances[k] = L * L.transpose();
  }
  return result;
}

double slope(const Problem& p, const gmm::Params& params, const gmm::Labelled& labelled, const Direction& direction) {
  constexpr double h = 1e-5;
  const auto bound = [&](double t) { return gmm::evaluate(moved(params, direction, t), p.X, p.R, labelled).bound; };
  return (bound(h) - bound(-h)) / (2.0 * h);
}

}  // namespace

TEST_CASE("gmm: the M-step is a stationary point and the maximum of the bound", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 3, 5), K = GENERATE(1, 3);
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  const double alpha = GENERATE(0.0, 2.5);
  const auto seed = GENERATE(0u, 1u);
  CAPTURE(seed, D, K, alpha, static_cast<int>(convention));
  const Problem p = support::random_problem(seed, 50, D, K);
  const gmm::Labelled labelled = support::random_labelled(seed, 8, D, K, alpha, convention);
  const gmm::Params best = gmm::m_step(p.X, p.R, labelled);
  const double top = gmm::evaluate(best, p.X, p.R, labelled).bound;

  double slope_elsewhere = 0.0;
  for (std::uint32_t step = 0; step < 6; ++step) {
    CAPTURE(step);
    const Direction direction = random_direction(seed, step, D, K);
    CHECK(std::abs(slope(p, best, labelled, direction)) < 1e-5);
    slope_elsewhere = std::max(slope_elsewhere, std::abs(slope(p, p.params, labelled, direction)));
    for (const double t : {-1.0, -0.1, -1e-3, 1e-3, 0.1, 1.0}) {
      CHECK(gmm::evaluate(moved(best, direction, t), p.X, p.R, labelled).bound < top);
    }
  }
  CHECK(slope_elsewhere > 0.1);  // the same test away from the maximum does see a slope
}

TEST_CASE("gmm: with a floor the M-step is the maximum among covariances that respect it", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 5), K = 2;
  const auto seed = GENERATE(range(0u, 6u));
  const double floor = GENERATE(0.7, 3.0);
  CAPTURE(seed, D, floor);
  const Problem p = support::random_problem(seed, 40, D, K);
  const gmm::Params free = gmm::m_step(p.X, p.R), best = gmm::m_step(p.X, p.R, {}, floor);
  const double top = gmm::elbo(best, p.X, p.R);
  const Matrix identity = Matrix::Identity(D, D);
  for (std::uint32_t step = 0; step < 8; ++step) {
    gmm::Params other = best;
    for (std::size_t k = 0; k < other.covariances.size(); ++k) {
      const Matrix above =
          floor * identity + support::random_covariance({seed, support::kDirections, step}, D) - 0.3 * identity;
      for (const double t : {1e-3, 0.1, 1.0}) {  // the allowed set is convex
        other.covariances[k] = (1.0 - t) * best.covariances[k] + t * above;
        CHECK(gmm::elbo(other, p.X, p.R) <= top + 1e-10 * std::abs(top));
      }
      other.covariances[k] = best.covariances[k];
    }
  }
  for (std::size_t k = 0; k < best.covariances.size(); ++k) {
    const Eigen::SelfAdjointEigenSolver<Matrix> before(free.covariances[k]), after(best.covariances[k]);
    CHECK(after.eigenvalues().isApprox(before.eigenvalues().cwiseMax(floor), 1e-12));
  }
  CHECK(best.means == free.means);
  CHECK(best.weights == free.weights);
}

TEST_CASE("gmm: a floor below every eigenvalue changes nothing", "[gmm]") {
  const auto [X, params, R] = support::random_problem(3, 60, 3, 3);
  CHECK(support::distance(gmm::m_step(X, R), gmm::m_step(X, R, {}, 1e-6)) == 0.0);
}

TEST_CASE("gmm: EM never goes down", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 3, 5, 8), K = GENERATE(1, 2, 4, 6);
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  const double alpha = GENERATE(0.0, 0.3, 20.0), floor = GENERATE(0.0, 0.5);
  const auto seed = GENERATE(0u, 1u);
  CAPTURE(seed, D, K, alpha, floor, static_cast<int>(convention));
  auto [X, params, R] = support::random_problem(seed, 90, D, K);
  const gmm::Labelled labelled = support::random_labelled(seed, 4 * K * (D + 1), D, K, alpha, convention);
  params = gmm::m_step(X, R, labelled, floor);  // respects the floor, from where monotonicity is promised
  double before = gmm::objective(params, X, labelled);
  for (int iteration = 0; iteration < 4; ++iteration) {
    CAPTURE(iteration);
    const double slack = 1e-9 * std::max(1.0, std::abs(before));
    const Matrix gamma = gmm::e_step(params, X).responsibilities;
    CHECK(std::abs(gmm::evaluate(params, X, gamma, labelled).bound - before) < 1e-3 * slack);
    params = gmm::m_step(X, gamma, labelled, floor);
    const gmm::Evaluation after = gmm::evaluate(params, X, gamma, labelled);
    CHECK(after.bound >= before - slack);
    CHECK(after.objective >= after.bound - slack);
    CHECK(std::abs(after.objective - after.bound - after.gap) < 1e-3 * slack);
    before = after.objective;
  }
}

TEST_CASE("gmm: rows of R need not sum to 1, and only their proportions matter", "[gmm]") {
  const double factor = GENERATE(1e-200, 1e-3, 7.0, 1e200);
  CAPTURE(factor);
  const auto [X, params, R] = support::random_problem(5, 40, 2, 3);
  CHECK(support::distance(gmm::m_step(X, R), gmm::m_step(X, factor * R)) < 1e-13);
  const Matrix without = R.bottomRows(39);
  Matrix silenced = R;
  silenced.row(0).setZero();
  CHECK(support::distance(gmm::m_step(X, silenced), gmm::m_step(X.bottomRows(39), without)) < 1e-13);
}

TEST_CASE("gmm: one component is the mean and covariance of the data", "[gmm]") {
  Matrix X(4, 2);
  X << 1, 2, 3, 2, 1, 6, 3, 6;
  const gmm::Params fitted = gmm::m_step(X, Matrix::Ones(4, 1));
  CHECK(fitted.weights[0] == 1.0);
  CHECK(fitted.means == (Matrix(1, 2) << 2, 4).finished());
  CHECK(fitted.covariances[0].isApprox((Matrix(2, 2) << 1, 0, 0, 4).finished(), 1e-15));
}

TEST_CASE("gmm: a component without mass takes the moments of X, if there is a floor", "[gmm]") {
  const auto [X, params, ignored] = support::random_problem(4, 30, 2, 2);
  Matrix R = Matrix::Zero(30, 2);
  R.col(0).setOnes();
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  gmm::Labelled labelled = support::random_labelled(4, 3, 2, 1, 2.0, convention);
  const gmm::Params single = gmm::m_step(X, Matrix::Ones(30, 1));
  SECTION("whatever the labelled examples of other components are") {
    const gmm::Params fitted = gmm::m_step(X, R, labelled, 1e-3);
    CHECK(fitted.weights[1] == 0.0);
    CHECK(fitted.means.row(1).isApprox(single.means.row(0), 1e-14));
    CHECK(fitted.covariances[1].isApprox(single.covariances[0], 1e-14));
    const gmm::Posterior next = gmm::e_step(fitted, X);
    CHECK((next.responsibilities.col(1).array() == 0.0).all());
  }
  SECTION("also where alpha = 0 silences its own labels") {
    labelled.z = {1, 1, 1};
    labelled.alpha = 0.0;
    const gmm::Params fitted = gmm::m_step(X, R, labelled, 1e-3);
    CHECK(fitted.means.row(1).isApprox(single.means.row(0), 1e-14));
  }
  SECTION("labels alone are mass") {
    labelled.z = {1, 1, 1};
    const gmm::Params fitted = gmm::m_step(X, R, labelled);
    CHECK(fitted.means.row(1).isApprox(labelled.X.colwise().mean(), 1e-13));
    const double expected = convention == gmm::WeightsFrom::all ? 6.0 / 36.0 : 0.0;
    CHECK(fitted.weights[1] == Approx(expected).epsilon(1e-14).margin(0));
  }
}
