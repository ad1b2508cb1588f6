// Monte-Carlo estimates: unbiased, and honest about their own error. Seeds are fixed; bounds are in standard errors.
#include <cmath>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"

using namespace lvm;
using Eigen::MatrixXd;
using sgvb::Factorized;
using sgvb::Form;
using sgvb::Full;
using sgvb::Objective;

namespace {

// Standard deviation of ln p(x | z) for z ~ q: a quadratic form in eps, whose variance is known.
template <sgvb::Family Q>
double exact_sd(const linear_gaussian::Model& model, const Vector& x, const Q& q) {
  const MatrixXd B = model.W * sgvb::cholesky_factor(q) / model.gamma;
  const Vector residual = (x - model.b - model.W * q.mean) / model.gamma;
  return std::sqrt(0.5 * (B.transpose() * B).squaredNorm() + (B.transpose() * residual).squaredNorm());
}

}  // namespace

TEMPLATE_TEST_CASE("sgvb: the estimate of the bound is unbiased in every form", "[sgvb][monte-carlo]", Factorized,
                   Full) {
  const Form form = GENERATE(Form::energy, Form::reconstruction, Form::evidence);
  const auto seed = GENERATE(range(0u, 4u));
  const Index d = 4, m = 3;
  const auto [model, x] = problem::random_problem(seed, d, m);
  const TestType q = problem::random_q<TestType>(seed, m);
  const Matrix eps = sgvb::noise(seed, 0, 20000, m);
  const sgvb::Estimate estimate = sgvb::elbo_estimate(model, x, q, eps, form);
  CHECK(std::abs(estimate.value - sgvb::elbo(model, x, q)) < 5.0 * estimate.standard_error);
  if (form == Form::reconstruction) {
    CHECK(estimate.standard_error * std::sqrt(20000.0) == Approx(exact_sd(model, x, q)).epsilon(0.05));
  }
}

TEST_CASE("sgvb: the standard error is the spread of repeated estimates", "[sgvb][monte-carlo]") {
  const auto [model, x] = problem::random_problem(5, 4, 3);
  const Factorized q = problem::random_q<Factorized>(5, 3);
  const double elbo = sgvb::elbo(model, x, q);
  const int replications = 600;
  double chi_square = 0.0, variance = 0.0, claimed = 0.0;
  for (std::uint32_t t = 0; t < replications; ++t) {
    const sgvb::Estimate estimate = sgvb::elbo_estimate(model, x, q, sgvb::noise(5, t, 100, 3));
    const double error = estimate.value - elbo;
    chi_square += std::pow(error / estimate.standard_error, 2) / replications;
    variance += error * error / replications;
    claimed += std::pow(estimate.standard_error, 2) / replications;
  }
  // A chi-square with 600 degrees of freedom, per degree: 1 with standard deviation sqrt(2 / 600) = 0.06.
  CHECK(variance / claimed == Approx(1.0).margin(0.3));
  CHECK(chi_square == Approx(1.0).margin(0.4));  // a little more: estimate and its error are not independent
}

TEST_CASE("sgvb: an estimate may exceed the evidence, the bound cannot", "[sgvb][monte-carlo]") {
  const auto [model, x] = problem::random_problem(6, 4, 2);
  const Factorized q = sgvb::optimum(model, x);
  int above = 0;
  for (std::uint32_t t = 0; t < 50; ++t) {
    above += sgvb::elbo_estimate(model, x, q, sgvb::noise(6, t, 5, 2)).value > linear_gaussian::log_evidence(model, x);
  }
  CHECK(above > 0);
  CHECK(sgvb::elbo(model, x, q) < linear_gaussian::log_evidence(model, x));
}

TEST_CASE("sgvb: at the posterior the evidence form has no variance", "[sgvb][monte-carlo]") {
  const auto [model, x] = problem::random_problem(7, 4, 3);
  const Full posterior = sgvb::full_optimum(model, x);
  const sgvb::Estimate estimate = sgvb::elbo_estimate(model, x, posterior, sgvb::noise(7, 0, 50, 3), Form::evidence);
  CHECK(problem::difference(estimate.value, linear_gaussian::log_evidence(model, x)) < 1e-12);
  CHECK(estimate.standard_error < 1e-12);
}

TEST_CASE("sgvb: one sample gives a value and says nothing of its error", "[sgvb]") {
  const auto [model, x] = problem::random_problem(8, 4, 2);
  const Factorized q = problem::random_q<Factorized>(8, 2);
  const Matrix eps = sgvb::noise(8, 0, 1, 2);
  const sgvb::Estimate estimate = sgvb::elbo_estimate(model, x, q, eps);
  const double expected = linear_gaussian::log_likelihood(model, x, sgvb::transform(q, eps))[0] - sgvb::kl_to_prior(q);
  CHECK(estimate.value == Approx(expected).epsilon(1e-15));
  CHECK(std::isnan(estimate.standard_error));

  // Of two, the sample standard deviation over sqrt(2) is half their distance.
  const Matrix two = sgvb::noise(8, 0, 2, 2);
  const Vector values = linear_gaussian::log_likelihood(model, x, sgvb::transform(q, two));
  CHECK(sgvb::elbo_estimate(model, x, q, two).standard_error == Approx(0.5 * std::abs(values[0] - values[1])));
}

TEMPLATE_TEST_CASE("sgvb: the gradient estimate is unbiased", "[sgvb][monte-carlo]", Factorized, Full) {
  const Objective objective =
      GENERATE(Objective::elbo, Objective::without_entropy, Objective::without_prior_kl, Objective::kl_only);
  const auto seed = GENERATE(range(0u, 4u));
  const Index m = 3, batches = 400, S = 50;
  CAPTURE(seed, static_cast<int>(objective));
  const auto [model, x] = problem::random_problem(seed, 4, m);
  const TestType q = problem::random_q<TestType>(seed, m);
  const Vector exact = sgvb::flatten(sgvb::gradient(model, x, q, objective));
  Vector sum = Vector::Zero(exact.size()), squares = sum;
  for (std::uint32_t t = 0; t < batches; ++t) {
    const Matrix eps = sgvb::noise(seed, t, S, m);
    const Vector error = sgvb::flatten(sgvb::gradient_estimate(model, x, q, eps, objective)) - exact;
    sum += error;
    squares += error.cwiseAbs2();
  }
  const Vector standard_error = squares.cwiseSqrt() / static_cast<double>(batches);
  for (Index i = 0; i < exact.size(); ++i) {
    CAPTURE(i);
    CHECK(std::abs(sum[i]) / static_cast<double>(batches) <= 5.0 * standard_error[i] + 1e-13);
  }
}

TEST_CASE("sgvb: the samples' pulls are what the gradient estimate averages", "[sgvb]") {
  const Index m = 3;
  const auto [model, x] = problem::random_problem(9, 5, m);
  const Matrix eps = sgvb::noise(9, 0, 20, m);
  const Factorized q = problem::random_q<Factorized>(9, m);
  const sgvb::Samples samples = sgvb::samples(model, x, q, eps);
  CHECK(samples.z == sgvb::transform(q, eps));
  CHECK(samples.log_likelihood == linear_gaussian::log_likelihood(model, x, samples.z));

  const Factorized g = sgvb::gradient_estimate(model, x, q, eps, Objective::without_prior_kl);
  const Vector sigma = q.log_sigma.array().exp();
  CHECK(problem::distance(g.mean, Vector(samples.gradient.colwise().mean())) < 1e-12);
  const Vector by_sigma = (samples.gradient.array() * eps.array()).colwise().mean();
  CHECK(problem::distance(g.log_sigma, Vector(by_sigma.cwiseProduct(sigma))) < 1e-12);

  // Each is the slope of ln p(x | z) at its sample.
  for (Index i = 0; i < m; ++i) {
    const double h = 1e-5;
    Matrix up = samples.z, down = samples.z;
    up.col(i).array() += h;
    down.col(i).array() -= h;
    const Vector slope =
        (linear_gaussian::log_likelihood(model, x, up) - linear_gaussian::log_likelihood(model, x, down)) / (2.0 * h);
    CHECK(problem::distance(slope, samples.gradient.col(i)) < 1e-6);
  }
}
