// The bound and its terms: three forms of one number, below the evidence by the divergence from the posterior.
#include <cmath>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/gaussian.hpp"
#include "lvm/linear_gaussian_examples.hpp"

using namespace lvm;
using Eigen::MatrixXd;
using problem::difference;
using problem::distance;
using sgvb::Factorized;
using sgvb::Full;

TEMPLATE_TEST_CASE("sgvb: the bound for any q", "[sgvb][property]", Factorized, Full) {
  const Index d = GENERATE(1, 3, 8), m = GENERATE(1, 2, 5);
  const auto seed = GENERATE(range(0u, 8u));
  CAPTURE(seed, d, m);
  const auto [model, x] = problem::random_problem(seed, d, m);
  const TestType q = problem::random_q<TestType>(seed, m);
  const sgvb::Terms t = sgvb::terms(model, x, q);

  SECTION("the three forms agree") {
    CHECK(difference(t.energy + t.entropy, t.elbo) < 1e-10);
    CHECK(difference(t.reconstruction - t.kl_to_prior, t.elbo) < 1e-15);
    CHECK(difference(t.log_evidence - t.kl_to_posterior, t.elbo) < 1e-10);
    CHECK(sgvb::elbo(model, x, q) == t.elbo);
  }
  SECTION("it never exceeds the evidence") {
    CHECK(t.log_evidence == linear_gaussian::log_evidence(model, x));
    CHECK(t.elbo <= t.log_evidence + 1e-12 * std::abs(t.log_evidence));
    CHECK(t.kl_to_posterior >= 0.0);
    CHECK(t.kl_to_prior >= 0.0);
  }
  SECTION("each term by formulas that the core does not use") {
    const linear_gaussian::Posterior posterior = linear_gaussian::posterior(model, x);
    const MatrixXd S = sgvb::covariance(q), I = MatrixXd::Identity(m, m);
    CHECK(difference(t.kl_to_posterior, gaussian::kl(q.mean, S, posterior.mean, posterior.covariance)) < 1e-10);
    CHECK(difference(t.kl_to_prior, gaussian::kl(q.mean, S, Vector::Zero(m), I)) < 1e-11);
    CHECK(difference(t.entropy, gaussian::entropy(S)) < 1e-12);
    const double at_mean = linear_gaussian::log_joint(model, x, q.mean.transpose())[0];
    CHECK(difference(t.energy, at_mean - 0.5 * (posterior.precision * S).trace()) < 1e-11);
  }
  SECTION("a rotation of x-space leaves every term alone") {
    const MatrixXd rotation = problem::random_rotation(seed, d);
    const sgvb::Terms r = sgvb::terms({rotation * model.W, rotation * model.b, model.gamma}, rotation * x, q);
    CHECK(difference(r.reconstruction, t.reconstruction) < 1e-10);
    CHECK(difference(r.elbo, t.elbo) < 1e-10);
    CHECK(difference(r.kl_to_posterior, t.kl_to_posterior) < 1e-10);
  }
  SECTION("objectives are the bound with terms left out") {
    using sgvb::Objective;
    CHECK(sgvb::objective(model, x, q, Objective::elbo) == t.elbo);
    CHECK(sgvb::objective(model, x, q, Objective::without_entropy) == t.energy);
    CHECK(sgvb::objective(model, x, q, Objective::without_prior_kl) == t.reconstruction);
    CHECK(sgvb::objective(model, x, q, Objective::kl_only) == -t.kl_to_prior);
  }
}

TEST_CASE("sgvb: the optimum and what it leaves open", "[sgvb][property]") {
  const Index d = GENERATE(1, 4), m = GENERATE(1, 2, 6);
  const auto seed = GENERATE(range(0u, 8u));
  CAPTURE(seed, d, m);
  const auto [model, x] = problem::random_problem(seed, d, m);
  const linear_gaussian::Posterior posterior = linear_gaussian::posterior(model, x);
  const Factorized best = sgvb::optimum(model, x);
  const double gap = sgvb::irreducible_gap(model), at_best = sgvb::elbo(model, x, best);

  SECTION("closed forms") {
    CHECK(distance(best.mean, posterior.mean) < 1e-15);
    const Vector variances = (2.0 * best.log_sigma.array()).exp();
    CHECK(distance(variances, Vector(posterior.precision.diagonal().cwiseInverse())) < 1e-12);
    const double log_det = 2.0 * posterior.precision.llt().matrixLLT().diagonal().array().log().sum();
    CHECK(gap == Approx(0.5 * (posterior.precision.diagonal().array().log().sum() - log_det)).margin(1e-11));
    CHECK(difference(sgvb::terms(model, x, best).kl_to_posterior, gap) < 1e-11);
    if (m == 1) CHECK(gap == 0.0);
  }
  SECTION("no factorized Gaussian is better, and the gradient vanishes there") {
    for (std::uint32_t i = 0; i < 20; ++i) {
      const Factorized noise = problem::random_q<Factorized>(1000 * seed + i, m);
      const Factorized other{best.mean + 0.05 * noise.mean, best.log_sigma + 0.05 * noise.log_sigma};
      CHECK(sgvb::elbo(model, x, other) < at_best);
    }
    CHECK(sgvb::flatten(sgvb::gradient(model, x, best)).cwiseAbs().maxCoeff() < 1e-12);
  }
  SECTION("the full family reaches the posterior: gap 0, gradient 0") {
    const Full posterior_q = sgvb::full_optimum(model, x);
    const sgvb::Terms t = sgvb::terms(model, x, posterior_q);
    CHECK(distance(sgvb::covariance(posterior_q), posterior.covariance) < 1e-13);
    CHECK(t.kl_to_posterior >= 0.0);
    CHECK(t.kl_to_posterior < 1e-25);
    CHECK(difference(t.elbo, t.log_evidence) < 1e-11);
    CHECK(sgvb::flatten(sgvb::gradient(model, x, posterior_q)).cwiseAbs().maxCoeff() < 1e-11);
  }
}

TEST_CASE("sgvb: the full family contains the factorized one", "[sgvb][property]") {
  const auto seed = GENERATE(range(0u, 5u));
  const Index m = 3;
  const auto [model, x] = problem::random_problem(seed, 4, m);
  const Factorized narrow = problem::random_q<Factorized>(seed, m);
  const Full wide{narrow.mean, narrow.log_sigma, Matrix::Zero(m, m)};
  const Matrix eps = random::normals({seed, problem::kNoise, 0}, 5, m);
  CHECK(difference(sgvb::elbo(model, x, narrow), sgvb::elbo(model, x, wide)) < 1e-13);
  CHECK(distance(sgvb::transform(narrow, eps), sgvb::transform(wide, eps)) < 1e-14);
  const Factorized g = sgvb::gradient(model, x, narrow);
  const Full h = sgvb::gradient(model, x, wide);
  CHECK(distance(g.mean, h.mean) < 1e-12);
  CHECK(distance(g.log_sigma, h.log_diagonal) < 1e-12);
}

TEMPLATE_TEST_CASE("sgvb: families in their own terms", "[sgvb]", Factorized, Full) {
  const Index m = GENERATE(1, 2, 5);
  const TestType q = problem::random_q<TestType>(3, m);
  const Vector row = sgvb::flatten(q);
  CHECK(sgvb::flatten(sgvb::unflatten<TestType>(row, m)) == row);
  const Matrix L = sgvb::cholesky_factor(q);
  const Matrix eps = random::normals({3, problem::kNoise, 0}, 4, m), z = sgvb::transform(q, eps);
  for (Index s = 0; s < 4; ++s)
    CHECK(distance(z.row(s).transpose(), Vector(q.mean + L * eps.row(s).transpose())) < 1e-14);
  CHECK(distance(sgvb::covariance(q), MatrixXd(L * L.transpose())) < 1e-15);
  CHECK(distance(sgvb::cholesky_factor(sgvb::full_from(q.mean, L)), L) < 1e-15);
  const TestType prior = sgvb::standard_normal<TestType>(m);
  CHECK(sgvb::kl_to_prior(prior) == 0.0);
  CHECK(sgvb::covariance(prior) == MatrixXd::Identity(m, m));
}

TEST_CASE("sgvb: extremes of the model leave the bound right", "[sgvb][extremes]") {
  const double gamma = GENERATE(1e-8, 1e-4, 1e8);
  const auto [d, m] = GENERATE(std::pair<Index, Index>{5, 2}, std::pair<Index, Index>{2, 5});
  CAPTURE(gamma, d, m);
  const auto [model, x] = problem::random_problem(2, d, m, gamma);
  const double log_evidence = linear_gaussian::log_evidence(model, x), gap = sgvb::irreducible_gap(model);
  const double tolerance = 1e-11 + 1e-14 / gamma;
  const sgvb::Terms best = sgvb::terms(model, x, sgvb::optimum(model, x));
  CHECK(difference(best.kl_to_posterior, gap) < tolerance);
  CHECK(difference(best.elbo + gap, log_evidence) < tolerance);
  CHECK(sgvb::terms(model, x, sgvb::full_optimum(model, x)).kl_to_posterior < tolerance);
  const sgvb::Terms far = sgvb::terms(model, x, sgvb::standard_normal<Factorized>(m));
  CHECK(difference(far.elbo + far.kl_to_posterior, log_evidence) / std::max(1.0, far.kl_to_posterior) < 1e-10);
}
