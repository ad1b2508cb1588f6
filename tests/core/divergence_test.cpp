// Entropy and divergence of discrete distributions.
#include "lvm/divergence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "catch.hpp"
#include "golden.hpp"
#include "lvm/gaussian.hpp"
#include "lvm/random.hpp"
#include "refusal.hpp"

using namespace lvm;
using namespace lvm::divergence;
using golden::json;

namespace {

const double kInfinity = std::numeric_limits<double>::infinity();
const double kNaN = std::numeric_limits<double>::quiet_NaN();

Vector vector(std::initializer_list<double> values) {
  return Eigen::Map<const Vector>(values.begin(), static_cast<Index>(values.size()));
}

// Entries from almost equal (spread 1e-8) to very different (spread 30).
Vector random_distribution(std::uint32_t seed, Index M, double spread) {
  const Vector p = (spread * random::normals({seed, 81, 0}, M, 1).col(0)).array().exp();
  return p / p.sum();
}

Matrix random_table(std::uint32_t seed, Index rows, Index cols, double spread) {
  const Vector p = random_distribution(seed, rows * cols, spread);
  return Eigen::Map<const Matrix>(p.data(), rows, cols);
}

void check_chain_rule(const json& expected) {
  const Matrix P = golden::matrix(expected["P_xy"]), Q = golden::matrix(expected["Q_xy"]);
  const ChainRule terms = chain_rule(P, Q);
  CHECK(std::abs(terms.joint - double(expected["kl_joint"])) < 1e-12);
  CHECK(std::abs(terms.x - double(expected["kl_x"])) < 1e-12);
  CHECK(std::abs(terms.y_given_x - double(expected["kl_y_given_x"])) < 1e-12);
  CHECK(std::abs(terms.y - double(expected["kl_y"])) < 1e-12);
  CHECK(std::abs(terms.x_given_y - double(expected["kl_x_given_y"])) < 1e-12);
  const Eigen::Map<const Vector> p(P.data(), P.size()), q(Q.data(), Q.size());
  CHECK(std::abs(entropy(p) - double(expected["entropy_P"])) < 1e-12);
  CHECK(std::abs(cross_entropy(p, q) - double(expected["cross_entropy_P_Q"])) < 1e-12);
}

void check_joint_convexity(const json& expected) {
  for (const json& row : expected["rows"]) {
    const JointConvexity at =
        joint_convexity(golden::vector(expected["p1"]), golden::vector(expected["q1"]), golden::vector(expected["p2"]),
                        golden::vector(expected["q2"]), row["lam"]);
    CHECK(std::abs(at.kl_of_mixture - double(row["lhs"])) < 1e-12);
    CHECK(std::abs(at.mixture_of_kls - double(row["rhs"])) < 1e-12);
    CHECK(std::abs(at.gap - double(row["f"])) < 1e-12);
  }
}

void check_maximum_likelihood(const json& expected) {
  const Labels data = expected["data"].get<Labels>();
  for (const json& row : expected["rows"]) {
    const double t = row["theta"];
    const EmpiricalFit fit = empirical_fit(data, vector({t * t, 2.0 * t * (1.0 - t), (1.0 - t) * (1.0 - t)}));
    CHECK(std::abs(fit.kl - double(row["kl"])) < 1e-12);
    CHECK(std::abs(fit.mean_log_likelihood - double(row["mean_loglik"])) < 1e-12);
    CHECK(std::abs(-fit.entropy - double(row["sum"])) < 1e-12);
  }
}

}  // namespace

TEST_CASE("divergences agree with the reference numbers") {
  const auto file = golden::read("golden/kl_closed_forms.json");
  if (!file) return;
  const json expected = json::parse(*file);
  check_chain_rule(expected["chain_rule"]);
  check_joint_convexity(expected["joint_convexity"]);
  check_maximum_likelihood(expected["kl_and_mle"]);
  for (const json& row : expected["zero_handling"]) {
    const double exact = row["kl"].is_string() ? kInfinity : double(row["kl"]);
    CHECK(kl(golden::vector(row["p"]), golden::vector(row["q"])) == Approx(exact).epsilon(1e-14));
  }
  for (const json& row : expected["univariate"]) {
    const double value = gaussian::kl(row["mean_p"], row["var_p"], row["mean_q"], row["var_q"]);
    CHECK(std::abs(value - double(row["kl_p_q"])) < 1e-12);
  }
  for (const json& row : expected["multivariate"]) {
    const Vector m0 = golden::vector(row["mu0"]), m1 = golden::vector(row["mu1"]);
    const Matrix S0 = golden::matrix(row["Sigma0"]), S1 = golden::matrix(row["Sigma1"]);
    CHECK(gaussian::kl(m0, S0, m1, S1) == Approx(double(row["kl_0_1"])).epsilon(1e-10));
    CHECK(gaussian::kl(m1, S1, m0, S0) == Approx(double(row["kl_1_0"])).epsilon(1e-10));
  }
}

TEST_CASE("entropy is between that of a certain and of a uniform outcome") {
  CHECK(entropy(vector({0.0, 1.0, 0.0})) == 0.0);
  CHECK_FALSE(std::signbit(entropy(vector({1.0}))));
  CHECK(entropy(Vector::Constant(8, 0.125)) == Approx(3.0 * std::log(2.0)).epsilon(1e-15));
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Vector p = random_distribution(seed, 9, 2.0);
    CHECK(entropy(p) > 0.0);
    CHECK(entropy(p) < std::log(9.0));
  }
}

TEST_CASE("a divergence is the excess of the cross entropy, never negative, and 0 only for equal distributions") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Vector p = random_distribution(seed, 7, 3.0), q = random_distribution(seed + 100, 7, 3.0);
    CHECK(kl(p, q) > 0.0);
    CHECK(kl(p, q) == Approx(cross_entropy(p, q) - entropy(p)).epsilon(1e-12));
    CHECK(kl(p, p) == 0.0);
  }
}

TEST_CASE("a divergence keeps its digits when the distributions are close") {
  for (const double h : {1e-2, 1e-5, 1e-8}) {
    // KL of (1 + h, 1 - h) / 2 against fair is h^2 / 2 + h^4 / 12 + ..
    const double exact = h * h / 2.0 + std::pow(h, 4) / 12.0 + std::pow(h, 6) / 30.0;
    CHECK(kl(vector({0.5 + 0.5 * h, 0.5 - 0.5 * h}), vector({0.5, 0.5})) == Approx(exact).epsilon(1e-7));
  }
}

TEST_CASE("an outcome that q excludes costs infinity, one that p excludes nothing") {
  CHECK(kl(vector({0.5, 0.5}), vector({1.0, 0.0})) == kInfinity);
  CHECK(cross_entropy(vector({0.5, 0.5}), vector({1.0, 0.0})) == kInfinity);
  CHECK(kl(vector({1.0, 0.0}), vector({0.5, 0.5})) == Approx(std::log(2.0)));
  CHECK(kl(vector({1e-310, 1.0}), vector({1.0, 0.0})) == kInfinity);
  CHECK(kl(vector({1e-310, 1.0}), vector({0.5, 0.5})) == Approx(std::log(2.0)));
  CHECK(kl(vector({0.5, 0.5}), vector({1e-310, 1.0})) == Approx(155.0 * std::log(10.0) - std::log(2.0)));
  CHECK(kl(vector({1.0, 0.0}), vector({1.0, 0.0})) == 0.0);
}

TEST_CASE("the chain rule holds both ways, also where tables have zeros") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    Matrix P = random_table(seed, 4, 3, 1.5), Q = random_table(seed + 100, 4, 3, 1.5);
    if (seed % 2 == 1) {
      P.row(seed % 4).setZero();
      P /= P.sum();
    }
    const ChainRule terms = chain_rule(P, Q);
    CHECK(terms.joint == Approx(terms.x + terms.y_given_x).epsilon(1e-12));
    CHECK(terms.joint == Approx(terms.y + terms.x_given_y).epsilon(1e-12));
    CHECK(std::min({terms.x, terms.y, terms.y_given_x, terms.x_given_y}) >= 0.0);
  }
  Matrix P(2, 2), Q(2, 2);
  P << 0.5, 0.0, 0.25, 0.25;
  Q << 0.5, 0.5, 0.0, 0.0;
  const ChainRule terms = chain_rule(P, Q);
  CHECK(terms.joint == kInfinity);
  CHECK(terms.x + terms.y_given_x == kInfinity);
  CHECK(terms.y + terms.x_given_y == kInfinity);
}

TEST_CASE("KL is jointly convex; the gap is exact at the ends and for equal pairs") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Vector p1 = random_distribution(seed, 5, 2.0), p2 = random_distribution(seed + 100, 5, 2.0);
    const Vector q1 = random_distribution(seed + 200, 5, 2.0), q2 = random_distribution(seed + 300, 5, 2.0);
    for (const double lambda : {0.0, 0.2, 0.5, 0.9, 1.0}) {
      const JointConvexity at = joint_convexity(p1, q1, p2, q2, lambda);
      CHECK(at.gap >= 0.0);
      CHECK(at.mixture_of_kls - at.kl_of_mixture == Approx(at.gap).margin(1e-13));
      CHECK(at.mixture_of_kls == Approx(lambda * kl(p1, q1) + (1.0 - lambda) * kl(p2, q2)).epsilon(1e-12));
      CHECK(at.kl_of_mixture ==
            Approx(kl(lambda * p1 + (1.0 - lambda) * p2, lambda * q1 + (1.0 - lambda) * q2)).epsilon(1e-11));
    }
    CHECK(joint_convexity(p1, q1, p1, q1, 0.3).gap < 1e-30);
    CHECK(joint_convexity(p1, q1, p2, q2, 0.0).gap == 0.0);
  }
  const JointConvexity infinite = joint_convexity(vector({1, 0}), vector({0, 1}), vector({0, 1}), vector({0, 1}), 0.5);
  CHECK(infinite.mixture_of_kls == kInfinity);
  CHECK(infinite.gap == kInfinity);
  CHECK(infinite.kl_of_mixture == kInfinity);
}

TEST_CASE("the model of maximum likelihood is the one closest to the empirical distribution") {
  const Labels data{0, 2, 1, 2, 2, 0, 2, 1, 2, 2};
  const Vector shares = empirical_distribution(data, 3);
  CHECK((shares - vector({0.2, 0.2, 0.6})).norm() < 1e-15);
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Vector q = random_distribution(seed, 3, 1.0);
    const EmpiricalFit fit = empirical_fit(data, q);
    double mean = 0.0;
    for (const int x : data) mean += std::log(q[x]) / 10.0;
    CHECK(fit.mean_log_likelihood == Approx(mean).epsilon(1e-13));
    CHECK(fit.kl == Approx(-fit.entropy - fit.mean_log_likelihood).epsilon(1e-13));
    CHECK(fit.mean_log_likelihood < empirical_fit(data, shares).mean_log_likelihood);
  }
  CHECK(empirical_fit(data, shares).kl == 0.0);
  CHECK(empirical_fit(data, vector({0.0, 0.5, 0.5})).mean_log_likelihood == -kInfinity);
}

TEST_CASE("what is not a distribution is refused by name") {
  const Vector fair = vector({0.5, 0.5});
  CHECK(refused_argument([&] { entropy(Vector()); }) == "p");
  CHECK(refused_argument([&] { entropy(vector({0.5, 0.6})); }) == "p");
  CHECK(refused_argument([&] { entropy(vector({1.5, -0.5})); }) == "p");
  CHECK(refused_argument([&] { kl(vector({kNaN, 1.0}), fair); }) == "p");
  CHECK(refused_argument([&] { kl(fair, vector({kInfinity, 0.0})); }) == "q");
  CHECK(refused_argument([&] { kl(fair, vector({1.0})); }) == "q");
  CHECK(refused_argument([&] { chain_rule(Matrix::Constant(2, 2, 0.25), Matrix::Constant(1, 4, 0.25)); }) == "Q");
  CHECK(refused_argument([&] { chain_rule(Matrix::Constant(2, 2, 0.3), Matrix::Constant(2, 2, 0.25)); }) == "P");
  CHECK(refused_argument([&] { chain_rule(Matrix(0, 0), Matrix(0, 0)); }) == "P");
  CHECK(refused_argument([&] { joint_convexity(fair, fair, fair, fair, kNaN); }) == "lambda");
  CHECK(refused_argument([&] { joint_convexity(fair, fair, vector({1.0}), fair, 0.5); }) == "p2");
  CHECK(refused_argument([&] { joint_convexity(fair, fair, fair, vector({0.5, 0.4}), 0.5); }) == "q2");
  CHECK(refused_argument([&] { empirical_distribution({}, 3); }) == "data");
  CHECK(refused_argument([&] { empirical_distribution({0, 3}, 3); }) == "data");
  CHECK(refused_argument([&] { empirical_distribution({-1}, 3); }) == "data");
  CHECK(refused_argument([&] { empirical_distribution({0}, 0); }) == "outcomes");
  CHECK(refused_argument([&] { empirical_fit({0}, vector({0.3, 0.3})); }) == "q");
}
