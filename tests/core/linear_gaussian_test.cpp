// The exact answers: what must hold for any linear Gaussian model, by formulas that the core does not use.
#include "lvm/linear_gaussian.hpp"

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/gaussian.hpp"
#include "lvm/linear_gaussian_examples.hpp"

using namespace lvm;
using Eigen::MatrixXd;
using problem::difference;
using problem::distance;

TEST_CASE("linear_gaussian: exact answers on random models", "[linear_gaussian][property]") {
  const Index d = GENERATE(1, 2, 5, 9), m = GENERATE(1, 2, 3, 7);
  const auto seed = GENERATE(range(0u, 5u));
  CAPTURE(seed, d, m);  // the whole reproduction recipe
  const auto [model, x] = problem::random_problem(seed, d, m);
  const double log_evidence = linear_gaussian::log_evidence(model, x);
  const linear_gaussian::Posterior posterior = linear_gaussian::posterior(model, x);

  SECTION("the evidence is the marginal's density, by a d x d Cholesky factor") {
    const linear_gaussian::Marginal marginal = linear_gaussian::marginal(model);
    CHECK(difference(log_evidence, problem::log_normal(x, marginal.mean, marginal.covariance)) < 1e-11);
  }
  SECTION("the posterior conditions the joint Gaussian of z and x") {
    const linear_gaussian::Marginal marginal = linear_gaussian::marginal(model);
    const MatrixXd gain = marginal.covariance.llt().solve(MatrixXd(model.W)).transpose();  // W^T C^-1
    CHECK(distance(posterior.mean, Vector(gain * (x - model.b))) < 1e-11);
    CHECK(distance(posterior.covariance, MatrixXd(MatrixXd::Identity(m, m) - gain * model.W)) < 1e-11);
  }
  SECTION("precision and covariance are each other's inverse and symmetric") {
    const MatrixXd Lambda = MatrixXd::Identity(m, m) + model.W.transpose() * model.W / (model.gamma * model.gamma);
    CHECK(distance(posterior.precision, Lambda) < 1e-11);
    CHECK(distance(MatrixXd(posterior.precision * posterior.covariance), MatrixXd::Identity(m, m)) < 1e-11);
    CHECK(posterior.precision == posterior.precision.transpose());
    CHECK(posterior.covariance == posterior.covariance.transpose());
  }
  SECTION("Bayes' rule holds at every z: p(x) = p(x, z) / p(z | x)") {
    const Matrix Z = random::normals({seed, problem::kNoise, 0}, 4, m);
    const Vector log_joint = linear_gaussian::log_joint(model, x, Z);
    for (Index s = 0; s < Z.rows(); ++s) {
      const double log_posterior = problem::log_normal(Z.row(s), posterior.mean, posterior.covariance);
      CHECK(difference(log_joint[s] - log_posterior, log_evidence) < 1e-11);
    }
  }
  SECTION("the joint is the likelihood times the prior") {
    const Matrix Z = random::normals({seed, problem::kNoise, 1}, 3, m);
    const Vector likelihood = linear_gaussian::log_likelihood(model, x, Z), prior = linear_gaussian::log_prior(Z);
    CHECK(distance(linear_gaussian::log_joint(model, x, Z), Vector(likelihood + prior)) < 1e-13);
    for (Index s = 0; s < Z.rows(); ++s) {
      const Vector z = Z.row(s);
      const MatrixXd noise = model.gamma * model.gamma * MatrixXd::Identity(d, d);
      CHECK(difference(likelihood[s], problem::log_normal(x, model.W * z + model.b, noise)) < 1e-12);
      CHECK(difference(prior[s], problem::log_normal(z, Vector::Zero(m), MatrixXd::Identity(m, m))) < 1e-13);
    }
  }
  SECTION("a rotation of x-space changes nothing about z") {
    const MatrixXd rotation = problem::random_rotation(seed, d);
    const linear_gaussian::Model rotated{rotation * model.W, rotation * model.b, model.gamma};
    const Vector rotated_x = rotation * x;
    const linear_gaussian::Posterior other = linear_gaussian::posterior(rotated, rotated_x);
    CHECK(difference(linear_gaussian::log_evidence(rotated, rotated_x), log_evidence) < 1e-10);
    CHECK(distance(other.mean, posterior.mean) < 1e-10);
    CHECK(distance(other.covariance, posterior.covariance) < 1e-10);
  }
  SECTION("other units of x: scaling W, b, gamma and x by c moves the evidence by -d ln c and z not at all") {
    for (const double c : {1e-150, 1e-3, 1e150}) {
      const linear_gaussian::Model scaled{c * model.W, c * model.b, c * model.gamma};
      const double shift = -static_cast<double>(d) * std::log(c);
      CHECK(difference(linear_gaussian::log_evidence(scaled, c * x), log_evidence + shift) < 1e-11);
      CHECK(distance(linear_gaussian::posterior(scaled, c * x).mean, posterior.mean) < 1e-10);
    }
  }
}

TEST_CASE("linear_gaussian: the experiments have equal evidence and unequal tightness", "[linear_gaussian]") {
  const linear_gaussian::Example one = linear_gaussian::experiment_1(), two = linear_gaussian::experiment_2();
  const double evidence_1 = linear_gaussian::log_evidence(one.model, one.x);
  const double evidence_2 = linear_gaussian::log_evidence(two.model, two.x);
  CHECK(evidence_1 == Approx(-2.1914).margin(5e-5));
  CHECK(difference(evidence_1, evidence_2) < 1e-5);
  CHECK(sgvb::irreducible_gap(one.model) == Approx(0.003).margin(5e-4));
  CHECK(sgvb::irreducible_gap(two.model) == Approx(1.048).margin(5e-4));
}

TEST_CASE("linear_gaussian: the angle between the columns sets correlation and gap", "[linear_gaussian]") {
  const double angle = GENERATE(0.0, 0.3, 1.0, std::numbers::pi / 2, 2.5, std::numbers::pi);
  const linear_gaussian::Example example = linear_gaussian::angle_example(angle);
  const MatrixXd S = linear_gaussian::posterior(example.model, example.x).covariance;
  const double r = S(0, 1) / std::sqrt(S(0, 0) * S(1, 1));
  CHECK(r == Approx(-25.0 / 26.0 * std::cos(angle)).margin(1e-12));
  CHECK(sgvb::irreducible_gap(example.model) == Approx(-0.5 * std::log(1.0 - r * r)).margin(1e-12));
  CHECK(example.model.W.colwise().norm().isApproxToConstant(1.0, 1e-15));
}
