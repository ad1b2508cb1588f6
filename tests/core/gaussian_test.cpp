// Divergences and entropies of Gaussians: independent numbers, identities, and digits that subtraction would lose.
#include "lvm/gaussian.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/errors.hpp"

using namespace lvm;
using Eigen::MatrixXd;
using nlohmann::json;
using problem::difference;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Vector to_vector(const json& values) {
  Vector v(static_cast<Index>(values.size()));
  for (Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

MatrixXd to_matrix(const json& rows) {
  MatrixXd A(static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size()));
  for (Index i = 0; i < A.rows(); ++i) A.row(i) = to_vector(rows[static_cast<std::size_t>(i)]);
  return A;
}

MatrixXd random_covariance(std::uint32_t seed, Index m) {
  const MatrixXd A = random::normals({seed, 1, 0}, m, m);
  return A * A.transpose() + 0.2 * MatrixXd::Identity(m, m);
}

Vector random_mean(std::uint32_t seed, Index m) { return problem::normals({seed, 2, 0}, m); }

}  // namespace

TEST_CASE("gaussian: divergences reproduce independent numbers", "[gaussian][golden]") {
  std::ifstream file(LVM_SHARED_DIR "/golden/kl_closed_forms.json");
  if (!file) {
    WARN("golden kl_closed_forms.json is absent: not compared");
    return;
  }
  const json golden = json::parse(file);
  for (const json& c : golden["univariate"]) {
    const double kl = gaussian::kl(c["mean_p"], c["var_p"], c["mean_q"], c["var_q"]);
    CHECK(difference(kl, c["kl_p_q"]) < 1e-13);
  }
  for (const json& c : golden["multivariate"]) {
    const Vector mu0 = to_vector(c["mu0"]), mu1 = to_vector(c["mu1"]);
    const MatrixXd S0 = to_matrix(c["Sigma0"]), S1 = to_matrix(c["Sigma1"]);
    CHECK(difference(gaussian::kl(mu0, S0, mu1, S1), c["kl_0_1"]) < 1e-12);
    CHECK(difference(gaussian::kl(mu1, S1, mu0, S0), c["kl_1_0"]) < 1e-12);
  }
  const json& c = golden["diag_to_standard_normal"];
  const double kl = gaussian::kl_diagonal_to_standard_normal(to_vector(c["mu"]), to_vector(c["sigma"]).array().log());
  CHECK(difference(kl, c["kl"]) < 1e-13);
}

TEST_CASE("gaussian: the divergence is 0 only between equals, and the special cases agree", "[gaussian][property]") {
  const Index m = GENERATE(1, 2, 3, 7);
  const auto seed = GENERATE(range(0u, 10u));
  CAPTURE(seed, m);
  const Vector a = random_mean(seed, m), b = random_mean(seed + 100, m);
  const MatrixXd A = random_covariance(seed, m), B = random_covariance(seed + 100, m);

  CHECK(gaussian::kl(a, A, b, B) > 0.0);
  CHECK(gaussian::kl(a, A, a, A) >= 0.0);
  CHECK(gaussian::kl(a, A, a, A) < 1e-28);

  // KL(q || p) = cross-entropy - entropy, where the cross-entropy averages -ln p over q.
  const double quadratic = (B.llt().solve(A)).trace() + (a - b).dot(B.llt().solve(a - b));
  const double cross_entropy = -problem::log_normal(b, b, B) + 0.5 * quadratic;
  CHECK(difference(gaussian::kl(a, A, b, B), cross_entropy - gaussian::entropy(A)) < 1e-11);

  const Vector log_sigma = 0.3 * b;
  const MatrixXd D = (2.0 * log_sigma.array()).exp().matrix().asDiagonal();
  CHECK(difference(gaussian::kl_diagonal_to_standard_normal(a, log_sigma),
                   gaussian::kl(a, D, Vector::Zero(m), MatrixXd::Identity(m, m))) < 1e-13);
  CHECK(difference(gaussian::entropy_diagonal(log_sigma), gaussian::entropy(D)) < 1e-13);
  if (m == 1) {
    CHECK(difference(gaussian::kl(a[0], A(0, 0), b[0], B(0, 0)), gaussian::kl(a, A, b, B)) < 1e-13);
    CHECK(difference(gaussian::entropy(A(0, 0)), gaussian::entropy(A)) < 1e-15);
  }
}

TEST_CASE("gaussian: an invertible affine map of z leaves the divergence alone", "[gaussian][property]") {
  const auto seed = GENERATE(range(0u, 10u));
  const Index m = 4;
  const Vector a = random_mean(seed, m), b = random_mean(seed + 100, m), shift = random_mean(seed + 200, m);
  const MatrixXd A = random_covariance(seed, m), B = random_covariance(seed + 100, m);
  const MatrixXd M = random_covariance(seed + 200, m);
  CHECK(difference(gaussian::kl(M * a + shift, M * A * M.transpose(), M * b + shift, M * B * M.transpose()),
                   gaussian::kl(a, A, b, B)) < 1e-10);
}

TEST_CASE("gaussian: tiny divergences keep their digits and never fall below 0", "[gaussian]") {
  for (const double t : {1e-3, 1e-6, 1e-9, -1e-9, -1e-4}) {
    // sigma = 1 + t: KL = t + t^2 / 2 - ln(1 + t), as a series.
    const double expected = t * t * (1.0 - t / 3.0 + t * t / 4.0 - t * t * t / 5.0 + t * t * t * t / 6.0);
    const Vector log_sigma = Vector::Constant(1, std::log1p(t));
    CHECK(gaussian::kl_diagonal_to_standard_normal(Vector::Zero(1), log_sigma) == Approx(expected).epsilon(1e-11));
    CHECK(gaussian::kl(t, 1.0, 0.0, 1.0) == Approx(0.5 * t * t).epsilon(1e-15));
  }
  const Vector zero = Vector::Zero(2);
  MatrixXd tilted = MatrixXd::Identity(2, 2);
  tilted(0, 1) = tilted(1, 0) = 1e-9;  // -ln(1 - r^2) / 2
  CHECK(gaussian::kl(zero, tilted, zero, MatrixXd::Identity(2, 2)) == Approx(0.5e-18).epsilon(1e-8));
}

TEST_CASE("gaussian: extremes have the right value or a named error", "[gaussian]") {
  CHECK(gaussian::kl(0.0, 1e-200, 0.0, 1e200) == Approx(-0.5 - 0.5 * std::log(1e-200) + 0.5 * std::log(1e200)));
  CHECK_THROWS_AS(gaussian::kl(0.0, 1e200, 0.0, 1e-200), NumericalError);
  CHECK_THROWS_AS(gaussian::kl(1e200, 1.0, 0.0, 1.0), NumericalError);
  CHECK(gaussian::entropy(1e-300) == Approx(0.5 * (1.0 + std::log(2.0 * std::numbers::pi) + std::log(1e-300))));
  const double deep = gaussian::kl_diagonal_to_standard_normal(Vector::Zero(1), Vector::Constant(1, -1e6));
  CHECK(deep == Approx(1e6 - 0.5).epsilon(1e-15));
}

TEST_CASE("gaussian: broken arguments are refused by name", "[gaussian][errors]") {
  const Vector one = Vector::Zero(1), two = Vector::Zero(2), nan = Vector::Constant(2, kNaN);
  const MatrixXd I = MatrixXd::Identity(2, 2);
  MatrixXd skewed = I, singular = MatrixXd::Ones(2, 2);
  skewed(0, 1) = 0.5;

  CHECK_THROWS_WITH(gaussian::kl(0.0, 0.0, 0.0, 1.0), catch_contains("variance_q"));
  CHECK_THROWS_WITH(gaussian::kl(0.0, 1.0, 0.0, -1.0), catch_contains("variance_p"));
  CHECK_THROWS_WITH(gaussian::kl(0.0, 1.0, kNaN, 1.0), catch_contains("mean_p"));
  CHECK_THROWS_WITH(gaussian::kl(Vector(), I, two, I), catch_contains("mean_q"));
  CHECK_THROWS_WITH(gaussian::kl(nan, I, two, I), catch_contains("mean_q"));
  CHECK_THROWS_WITH(gaussian::kl(two, I, one, I), catch_contains("mean_p"));
  CHECK_THROWS_WITH(gaussian::kl(two, I, two, MatrixXd::Identity(3, 3)), catch_contains("covariance_p must be 2 x 2"));
  CHECK_THROWS_WITH(gaussian::kl(two, skewed, two, I), catch_contains("covariance_q must be symmetric"));
  CHECK_THROWS_AS(gaussian::kl(two, I, two, singular), NumericalError);
  CHECK_THROWS_WITH(gaussian::kl(two, I, two, singular), catch_contains("covariance_p is not positive definite"));
  CHECK_THROWS_WITH(gaussian::kl_diagonal_to_standard_normal(two, one), catch_contains("log_sigma"));
  CHECK_THROWS_WITH(gaussian::entropy(0.0), catch_contains("variance"));
  CHECK_THROWS_WITH(gaussian::entropy(MatrixXd(0, 0)), catch_contains("covariance"));
  CHECK_THROWS_WITH(gaussian::entropy(-I), catch_contains("not positive definite"));
  CHECK_THROWS_WITH(gaussian::entropy_diagonal(nan), catch_contains("log_sigma"));
}
