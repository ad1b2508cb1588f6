// The evidence lower bound: it touches the log-likelihood at the posterior and is KL(R || gamma) below it elsewhere.
#include "catch.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using namespace lvm;
using support::relative_difference;

TEST_CASE("gmm: the bound on random mixtures", "[gmm][property]") {
  const Index D = GENERATE(1, 2, 3, 5, 8), K = GENERATE(range(1, 7));
  const auto seed = GENERATE(range(0u, 4u));
  CAPTURE(seed, D, K);  // the whole reproduction recipe
  const auto [X, params, R] = support::random_problem(seed, 40, D, K);
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);

  SECTION("responsibilities are distributions") {
    CHECK((gamma.array() >= 0.0).all());
    CHECK((gamma.rowwise().sum().array() - 1.0).abs().maxCoeff() < 4e-15);
    CHECK(gmm::effective_counts(gamma).sum() == Approx(40.0).epsilon(1e-14));
    CHECK(gmm::effective_counts(gamma).isApprox(gamma.colwise().sum().transpose(), 1e-14));
  }
  SECTION("it touches after the E-step") {
    CHECK(relative_difference(gmm::elbo(params, X, gamma), log_likelihood) < 1e-12);
    CHECK(relative_difference(gmm::log_likelihood(params, X), log_likelihood) < 1e-14);
    const double gap = gmm::kl_to_posterior(params, X, gamma);
    CHECK(gap >= 0.0);
    CHECK(gap < 1e-25);
  }
  SECTION("it is below by the KL divergence for any R") {
    const double elbo = gmm::elbo(params, X, R), gap = gmm::kl_to_posterior(params, X, R);
    CHECK(elbo <= log_likelihood + 1e-12 * std::abs(log_likelihood));
    CHECK(gap >= 0.0);
    if (K > 1) CHECK(elbo < log_likelihood - 1e-3);
    CHECK(relative_difference(elbo + gap, log_likelihood) < 1e-12);
  }
  SECTION("evaluate says the same as the single functions") {
    const gmm::Evaluation value = gmm::evaluate(params, X, R);
    CHECK(value.elbo == gmm::elbo(params, X, R));
    CHECK(value.gap == gmm::kl_to_posterior(params, X, R));
    CHECK(value.log_likelihood == gmm::log_likelihood(params, X));
    CHECK(value.supervised == 0.0);
    CHECK(value.bound == value.elbo);
    CHECK(value.objective == value.log_likelihood);
  }
}

TEST_CASE("gmm: no R beats the posterior, hard or soft", "[gmm][property]") {
  const auto seed = GENERATE(range(0u, 10u));
  CAPTURE(seed);
  const Index N = 30, K = 3;
  const auto [X, params, R] = support::random_problem(seed, N, 2, K);
  const auto [gamma, log_likelihood] = gmm::e_step(params, X);
  for (Index k = 0; k < K; ++k) {
    Matrix hard = Matrix::Zero(N, K);
    hard.col(k).setOnes();
    // For one-hot rows the gap is -sum_n ln gamma_nk.
    const double expected = -gamma.col(k).array().log().sum();
    CHECK(relative_difference(gmm::kl_to_posterior(params, X, hard), expected) < 1e-11);
    CHECK(gmm::elbo(params, X, hard) < log_likelihood);
  }
  const double far = gmm::elbo(params, X, R);
  double before = far;
  for (const double t : {0.25, 0.5, 0.75, 1.0}) {  // the bound is concave in R, so it rises all the way to the top
    const double here = gmm::elbo(params, X, (1.0 - t) * R + t * gamma);
    CHECK(here > before);
    CHECK(here >= far + t * (log_likelihood - far) - 1e-10);
    before = here;
  }
}

namespace {

// (1 + t) ln(1 + t) - t, |t| < 1/2: the series has no cancellation.
double kl_density(double t) {
  double sum = 0.0;
  for (int j = 40; j >= 2; --j) sum = sum * -t + 1.0 / (j * (j - 1.0));
  return t * t * sum;
}

}  // namespace

TEST_CASE("gmm: the gap keeps its digits when it is tiny", "[gmm]") {
  // Identical components: gamma = weights exactly, whatever x. With r = gamma (1 + t), KL = sum gamma kl_density(t).
  gmm::Params params{Vector(2), Matrix::Constant(2, 1, 0.5), {2, Matrix::Constant(1, 1, 2.0)}};
  params.weights << 0.25, 0.75;
  const Matrix X = Matrix::Constant(1, 1, 0.7);
  const int power = GENERATE(range(3, 30));
  CAPTURE(power);
  const double shift = std::ldexp(1.0, -power);
  Matrix R(1, 2);
  R << 0.25 + shift, 0.75 - shift;
  const double expected = 0.25 * kl_density(4.0 * shift) + 0.75 * kl_density(-shift / 0.75);
  CHECK(gmm::kl_to_posterior(params, X, R) == Approx(expected).epsilon(1e-15 / shift + 1e-13).margin(0));
  CHECK(gmm::elbo(params, X, R) == Approx(gmm::log_likelihood(params, X) - expected).epsilon(1e-14));
}

TEST_CASE("gmm: the gap at the edges of the simplex", "[gmm]") {
  gmm::Params params{Vector::Constant(2, 0.5), Matrix::Zero(2, 1), {2, Matrix::Identity(1, 1)}};
  const Matrix X = Matrix::Zero(1, 1);
  Matrix R(1, 2);
  SECTION("a denormal weight") {
    R << 1.0, 1e-320;
    CHECK(gmm::kl_to_posterior(params, X, R) == Approx(std::log(2.0)).epsilon(1e-14));
  }
  SECTION("mass that the hard assignment leaves out") {
    params.means(1, 0) = 10.0;  // gamma_1 = 1 / (1 + e^50): what -ln(1 - gamma_1) is to working precision
    R << 1.0, 0.0;
    CHECK(gmm::kl_to_posterior(params, X, R) == Approx(std::exp(-50.0)).epsilon(1e-13).margin(0));
  }
  SECTION("a component of weight 0 is harmless without mass, and minus infinity with it") {
    params.weights << 1.0, 0.0;
    R << 1.0, 0.0;
    CHECK(gmm::kl_to_posterior(params, X, R) == 0.0);
    CHECK(gmm::elbo(params, X, R) == gmm::log_likelihood(params, X));
    R << 0.5, 0.5;
    CHECK(gmm::elbo(params, X, R) == -std::numeric_limits<double>::infinity());
    CHECK(gmm::kl_to_posterior(params, X, R) == std::numeric_limits<double>::infinity());
  }
}
