// Where textbook formulas lose every digit or divide by 0, and what is refused by name.
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_gaussian_examples.hpp"

using namespace lvm;
using Eigen::MatrixXd;
using problem::difference;
using problem::distance;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Numbers that are exact in binary; the expected values are exact rational arithmetic with logarithms to 60 digits.
struct Extreme {
  const char* name;
  double gamma, log_evidence, irreducible_gap;
};

// More latent than observed dimensions: the posterior keeps the prior in one direction, however small gamma is.
linear_gaussian::Model wide(double gamma) {
  linear_gaussian::Model model{Matrix(2, 3), Vector(2), gamma};
  model.W << 0.5, -1.25, 2.0, 1.5, 0.75, -0.5;
  model.b << 0.25, -0.5;
  return model;
}

// Two equal columns: rank 1.
linear_gaussian::Model twin(double gamma) {
  linear_gaussian::Model model{Matrix(3, 2), Vector(3), gamma};
  model.W << 1.0, 1.0, -0.5, -0.5, 0.75, 0.75;
  model.b << 0.5, 0.0, 0.0;
  return model;
}

linear_gaussian::Model tall(double gamma) {
  linear_gaussian::Model model{Matrix(4, 2), Vector::Zero(4), gamma};
  model.W << 1.0, 0.5, -0.5, 1.25, 0.75, -1.0, 2.0, 0.25;
  return model;
}

// Rounding x by half an ulp already moves (x - b) / gamma by 1e-16 / gamma.
double tolerance(double gamma) { return 1e-12 + 1e-15 / gamma; }

void check(const linear_gaussian::Model& model, const Vector& x, const Extreme& expected) {
  CAPTURE(expected.name, expected.gamma);
  CHECK(difference(linear_gaussian::log_evidence(model, x), expected.log_evidence) < tolerance(expected.gamma));
  // Off the diagonal, the square of rounding is all that can stand where the truth is smaller still.
  CHECK(sgvb::irreducible_gap(model) ==
        Approx(expected.irreducible_gap).epsilon(tolerance(expected.gamma)).margin(1e-28));
}

}  // namespace

TEST_CASE("linear_gaussian: evidence and gap from gamma = 1e-8 to 1e8", "[linear_gaussian][extremes]") {
  const Vector two = (Vector(2) << 1.0, 0.75).finished();
  const Vector three = (Vector(3) << 1.5, -0.5, 0.75).finished();
  const Vector four = (Vector(4) << 1.25, 0.5, -0.25, 2.125).finished();
  for (const Extreme& e : {Extreme{"wide", 1e-8, -3.63375327792670477, 18.5808167400274833},
                           Extreme{"wide", 1e-4, -3.63375327912982993, 9.37047637087337115},
                           Extreme{"wide", 1.0, -3.76052633027974226, 0.391082139119160732},
                           Extreme{"wide", 1e8, -38.6792385543140753, 4.2890624999999974e-32}}) {
    check(wide(e.gamma), two, e);
  }
  for (const Extreme& e : {Extreme{"twin", 1e-8, 33.1906187441373959, 18.3714607075457401},
                           Extreme{"twin", 1e-4, 14.7699379994953723, 9.1611203397074874},
                           Extreme{"twin", 1.0, -3.71849973104215836, 0.268335582048344234},
                           Extreme{"twin", 1e8, -58.0188578314711165, 1.64257812499999937e-32}}) {
    check(twin(e.gamma), three, e);
  }
  for (const Extreme& e : {Extreme{"tall", 1e-8, -1.55973744695867156e14, 4.22537725886158993e-3},
                           Extreme{"tall", 1e-4, -1.55972487506583519e6, 4.22537723680208119e-3},
                           Extreme{"tall", 1.0, -5.93185939917546712, 2.67062949459214187e-3},
                           Extreme{"tall", 1e8, -77.3584771086281506, 7.03124999999999409e-34}}) {
    check(tall(e.gamma), four, e);
  }
}

TEST_CASE("linear_gaussian: the posterior at the same extremes", "[linear_gaussian][extremes]") {
  const Vector two = (Vector(2) << 1.0, 0.75).finished(), three = (Vector(3) << 1.5, -0.5, 0.75).finished();
  const linear_gaussian::Posterior a = linear_gaussian::posterior(wide(1e-8), two);
  const Vector expected = (Vector(3) << 0.8617731172545281, 0.08484270734032412, 0.21258341277407053).finished();
  CHECK(distance(a.mean, expected) < 1e-12);
  // x = b + W z exactly, so the posterior is wide along the null space of W only: covariance = the projector on it.
  const Vector null = (Vector(3) << -0.875, 3.25, 2.25).finished().normalized();
  CHECK(distance(a.covariance, MatrixXd(null * null.transpose())) < 1e-7);

  const linear_gaussian::Posterior b = linear_gaussian::posterior(twin(1e-8), three);
  CHECK(distance(b.mean, Vector::Constant(2, 0.5)) < 1e-12);
  CHECK(distance(b.covariance, MatrixXd((MatrixXd(2, 2) << 0.5, -0.5, -0.5, 0.5).finished())) < 1e-7);

  const linear_gaussian::Posterior far = linear_gaussian::posterior(twin(1e8), three);
  CHECK(distance(far.covariance, MatrixXd::Identity(2, 2)) < 1e-15);
}

TEST_CASE("linear_gaussian: W = 0 leaves the prior", "[linear_gaussian][extremes]") {
  const double gamma = GENERATE(1e-8, 1.0, 1e8);
  const Vector x = (Vector(3) << 1.5, -0.5, 0.75).finished();
  const linear_gaussian::Model model{Matrix::Zero(3, 2), Vector::Zero(3), gamma};
  const linear_gaussian::Posterior posterior = linear_gaussian::posterior(model, x);
  CHECK(posterior.mean.isZero(0.0));
  CHECK(posterior.covariance == MatrixXd::Identity(2, 2));
  CHECK(sgvb::irreducible_gap(model) == 0.0);
  const MatrixXd noise = gamma * gamma * MatrixXd::Identity(3, 3);
  CHECK(difference(linear_gaussian::log_evidence(model, x), problem::log_normal(x, model.b, noise)) < 1e-13);
}

TEST_CASE("linear_gaussian: many dimensions on either side", "[linear_gaussian][extremes]") {
  const auto [d, m] = GENERATE(std::pair<Index, Index>{120, 2}, std::pair<Index, Index>{2, 120});
  const double gamma = GENERATE(1e-3, 1.0, 1e3);
  CAPTURE(d, m, gamma);
  const auto [model, x] = problem::random_problem(7, d, m, gamma);
  const linear_gaussian::Marginal marginal = linear_gaussian::marginal(model);
  CHECK(difference(linear_gaussian::log_evidence(model, x),
                   problem::log_normal(x, marginal.mean, marginal.covariance)) < 1e-9);
}

TEST_CASE("linear_gaussian: numbers beyond doubles are an error, not infinity", "[linear_gaussian][errors]") {
  auto [model, x] = problem::random_problem(1, 3, 2);
  const Vector far = Vector::Constant(3, 1e200);
  CHECK_THROWS_AS(linear_gaussian::log_evidence(model, far), NumericalError);
  CHECK_THROWS_WITH(linear_gaussian::posterior(model, far), catch_contains("(x - b) / gamma"));
  CHECK_THROWS_WITH(linear_gaussian::log_likelihood(model, far, Matrix::Zero(1, 2)), catch_contains("W z"));
  model.W *= 1e200;
  CHECK_THROWS_AS(linear_gaussian::log_evidence(model, x), NumericalError);
  CHECK_THROWS_WITH(linear_gaussian::posterior(model, x), catch_contains("W / gamma"));
  CHECK_THROWS_AS(linear_gaussian::marginal(model), NumericalError);
}

TEST_CASE("linear_gaussian: broken arguments are refused by name", "[linear_gaussian][errors]") {
  const auto [good, x] = problem::random_problem(0, 3, 2);
  const auto with = [&good = good](Matrix W, Vector b, double gamma) {
    return linear_gaussian::Model{std::move(W), std::move(b), gamma};
  };
  const auto refuses = [&x = x](const linear_gaussian::Model& model, const char* message) {
    CHECK_THROWS_AS(linear_gaussian::log_evidence(model, x), InvalidArgument);
    CHECK_THROWS_WITH(linear_gaussian::log_evidence(model, x), catch_contains(message));
    CHECK_THROWS_WITH(linear_gaussian::posterior(model, x), catch_contains(message));
    CHECK_THROWS_WITH(linear_gaussian::marginal(model), catch_contains(message));
    CHECK_THROWS_WITH(sgvb::irreducible_gap(model), catch_contains(message));
  };
  for (const double gamma : {0.0, -1.0, kNaN, kInfinity}) refuses(with(good.W, good.b, gamma), "gamma must be");
  refuses(with(Matrix(0, 2), good.b, 1.0), "W must have");
  refuses(with(Matrix(3, 0), good.b, 1.0), "W must have");
  refuses(with(Matrix::Constant(3, 2, kNaN), good.b, 1.0), "W must be finite");
  refuses(with(good.W, Vector::Zero(2), 1.0), "b must have one entry per row of W, 3");
  refuses(with(good.W, Vector::Constant(3, kInfinity), 1.0), "b must be finite");

  CHECK_THROWS_WITH(linear_gaussian::log_evidence(good, Vector::Zero(2)), catch_contains("x must have"));
  CHECK_THROWS_WITH(linear_gaussian::posterior(good, Vector::Constant(3, kNaN)), catch_contains("x must be finite"));
  CHECK_THROWS_WITH(linear_gaussian::log_joint(good, x, Matrix::Zero(1, 3)), catch_contains("Z must have"));
  CHECK_THROWS_WITH(linear_gaussian::log_likelihood(good, x, Matrix(0, 2)), catch_contains("Z must have"));
  CHECK_THROWS_WITH(linear_gaussian::log_prior(Matrix::Constant(1, 2, kNaN)), catch_contains("Z must be finite"));
  CHECK_THROWS_WITH(linear_gaussian::angle_example(kNaN), catch_contains("angle"));
}
