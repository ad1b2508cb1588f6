// What renaming, moving, scaling and turning the data may and may not change.
#include "catch.hpp"

#include <Eigen/LU>

#include <cmath>

#include "support.hpp"

using namespace lvm;
using support::at;
using support::relative_difference;

namespace {

Matrix rows_in_order(const Matrix& A, const std::vector<Index>& order) {
  Matrix result(A.rows(), A.cols());
  for (Index i = 0; i < A.rows(); ++i) result.row(i) = A.row(order[at(i)]);
  return result;
}

gmm::Params components_in_order(const gmm::Params& params, const std::vector<Index>& order) {
  gmm::Params result{rows_in_order(params.weights, order).col(0), rows_in_order(params.means, order), {}};
  for (const Index k : order) result.covariances.push_back(params.covariances[at(k)]);
  return result;
}

// The mixture of A x + b.
gmm::Params mapped(const gmm::Params& params, const Matrix& A, const Eigen::RowVectorXd& b) {
  gmm::Params result{params.weights, (params.means * A.transpose()).rowwise() + b, {}};
  for (const Matrix& S : params.covariances) result.covariances.emplace_back(A * S * A.transpose());
  return result;
}

}  // namespace

TEST_CASE("gmm: renaming components renames columns", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 5), K = GENERATE(2, 3, 6);
  const auto seed = GENERATE(range(0u, 5u));
  CAPTURE(seed, D, K);
  const auto [X, params, R] = support::random_problem(seed, 50, D, K);
  const std::vector<Index> order = random::permutation({seed, support::kDirections, 1}, K);
  const gmm::Posterior a = gmm::e_step(params, X), b = gmm::e_step(components_in_order(params, order), X);
  CHECK(relative_difference(a.log_likelihood, b.log_likelihood) < 1e-14);
  const Matrix R_renamed = rows_in_order(R.transpose(), order).transpose();
  const Matrix gamma_renamed = rows_in_order(a.responsibilities.transpose(), order).transpose();
  CHECK((gamma_renamed - b.responsibilities).cwiseAbs().maxCoeff() < 1e-14);
  CHECK(support::distance(components_in_order(gmm::m_step(X, R), order), gmm::m_step(X, R_renamed)) < 1e-13);
}

TEST_CASE("gmm: the order of the examples does not matter", "[gmm][property]") {
  const auto seed = GENERATE(range(0u, 10u));
  CAPTURE(seed);
  const auto [X, params, R] = support::random_problem(seed, 50, 3, 3);
  const std::vector<Index> order = random::permutation({seed, support::kDirections, 2}, 50);
  const Matrix shuffled = rows_in_order(X, order);
  const gmm::Posterior a = gmm::e_step(params, X), b = gmm::e_step(params, shuffled);
  CHECK(relative_difference(a.log_likelihood, b.log_likelihood) < 1e-13);
  CHECK((rows_in_order(a.responsibilities, order) - b.responsibilities).cwiseAbs().maxCoeff() < 1e-14);
  CHECK(support::distance(gmm::m_step(X, R), gmm::m_step(shuffled, rows_in_order(R, order))) < 1e-13);
}

TEST_CASE("gmm: an affine map of the data is one of the mixture", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 3, 5, 8);
  const double size = GENERATE(1e-3, 1.0, 1e4);
  const auto seed = GENERATE(range(0u, 4u));
  CAPTURE(seed, D, size);
  const auto [X, params, R] = support::random_problem(seed, 60, D, 3);
  const Matrix A = size * (random::normals({seed, support::kDirections, 3}, D, D) + 2.0 * Matrix::Identity(D, D));
  const Eigen::RowVectorXd b = 5.0 * size * random::normals({seed, support::kDirections, 4}, 1, D);
  const Matrix Y = (X * A.transpose()).rowwise() + b;
  const double volume = std::log(std::abs(A.determinant()));

  const gmm::Params image = mapped(params, A, b);
  const Matrix shift = gmm::log_joint(image, Y) - gmm::log_joint(params, X);
  CHECK((shift.array() + volume).abs().maxCoeff() < 1e-8);
  const gmm::Posterior here = gmm::e_step(params, X), there = gmm::e_step(image, Y);
  CHECK(there.log_likelihood == Approx(here.log_likelihood - 60.0 * volume).epsilon(1e-9));
  CHECK((here.responsibilities - there.responsibilities).cwiseAbs().maxCoeff() < 1e-8);

  const gmm::Params expected = mapped(gmm::m_step(X, R), A, b), fitted = gmm::m_step(Y, R);
  CHECK((fitted.weights - expected.weights).cwiseAbs().maxCoeff() < 1e-15);
  CHECK(fitted.means.isApprox(expected.means, 1e-11));
  for (std::size_t k = 0; k < 3; ++k) CHECK(fitted.covariances[k].isApprox(expected.covariances[k], 1e-11));
}

TEST_CASE("gmm: shifting the data by a power of two costs no digits that the data do not lose", "[gmm]") {
  const double shift = GENERATE(7.0, 1024.0, 1048576.0);
  CAPTURE(shift);
  auto [X, params, R] = support::random_problem(1, 80, 2, 2);
  X = ((X.array() + shift) - shift).matrix();  // so that adding the shift is exact
  const gmm::Params here = gmm::m_step(X, R), there = gmm::m_step(X.array() + shift, R);
  CHECK(((there.means.array() - shift) - here.means.array()).abs().maxCoeff() < 2e-16 * shift + 1e-14);
  for (std::size_t k = 0; k < 2; ++k) CHECK(there.covariances[k].isApprox(here.covariances[k], 1e-13));
}

TEST_CASE("gmm: scaling by a power of two is exact", "[gmm]") {
  const int power = GENERATE(-400, -30, 30, 400);
  CAPTURE(power);
  const double scale = std::ldexp(1.0, power);
  const auto [X, params, R] = support::random_problem(2, 70, 3, 2);
  const gmm::Params here = gmm::m_step(X, R), there = gmm::m_step(scale * X, R);
  CHECK(there.means == Matrix(scale * here.means));
  for (std::size_t k = 0; k < 2; ++k) {
    CHECK(Matrix(there.covariances[k] / scale / scale) == here.covariances[k]);
  }
}

TEST_CASE("gmm: duplicating every example doubles every sum", "[gmm]") {
  const auto [X, params, R] = support::random_problem(6, 40, 2, 3);
  const Matrix X2 = X.replicate(2, 1), R2 = R.replicate(2, 1);
  CHECK(gmm::log_likelihood(params, X2) == Approx(2.0 * gmm::log_likelihood(params, X)).epsilon(1e-14));
  CHECK(gmm::elbo(params, X2, R2) == Approx(2.0 * gmm::elbo(params, X, R)).epsilon(1e-14));
  CHECK(support::distance(gmm::m_step(X, R), gmm::m_step(X2, R2)) < 1e-13);
}
