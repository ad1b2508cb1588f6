// Every refusal names the argument and says what is allowed.
#include "catch.hpp"

#include <limits>

#include "bbvi_cases.hpp"

using namespace bbvi_cases;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The name of the argument that is refused, "" if none is.
template <class F>
std::string refused(const F& call) {
  try {
    call();
  } catch (const InvalidArgument& error) {
    return error.argument();
  }
  return "";
}

const Method kReparameterization{Estimator::reparameterization, {}};

std::string refused_target(const Target& target) {
  return refused([&] { log_evidence(target); });
}

}  // namespace

TEST_CASE("bbvi: targets out of range are refused by name", "[bbvi][error]") {
  CHECK(refused_target({GaussianMean{kNaN}}) == "target.x");
  CHECK(refused_target({GaussianMean{1.0, 0.0}}) == "target.noise_sigma");
  CHECK(refused_target({GaussianMean{1.0, 1.0, kInfinity}}) == "target.prior_mean");
  CHECK(refused_target({GaussianMean{1.0, 1.0, 0.0, -1.0}}) == "target.prior_sigma");
  CHECK(refused_target({GaussianMean{}, kInfinity}) == "target.log_constant");
  CHECK(refused_target({Banana{kNaN, 1.0}}) == "target.curvature");
  CHECK(refused_target({Banana{1.0, 1e-200}}) == "target.sigma");
  CHECK(refused_target({Funnel{kInfinity}}) == "target.sigma");
  CHECK(refused_target({Discrete{Vector::Zero(1)}}) == "target.log_weights");
  CHECK(refused_target({Discrete{Vector::Constant(2, -kInfinity)}}) == "target.log_weights");

  auto plane = std::get<LinearGaussian>(linear_gaussian_plane().model);
  plane.x.resize(2);
  CHECK(refused_target({plane}) == "target.x");
  plane.x = Vector::Zero(3);
  plane.model.gamma = 0.0;
  CHECK(refused_target({plane}) == "target.gamma");
  plane.model.W.resize(0, 2);
  CHECK(refused_target({plane}) == "target.W");

  auto mixture = std::get<Mixture>(mixture_line().model);
  mixture.sigmas[1] = 0.0;
  CHECK(refused_target({mixture}) == "target.sigmas");
  mixture.weights[0] = 0.9;
  CHECK(refused_target({mixture}) == "target.weights");
}

TEST_CASE("bbvi: points, q and noise are checked", "[bbvi][error]") {
  const Target line{GaussianMean{}};
  const Gaussian q = gaussian({0.1}, {0.2});
  const Matrix eps = noise_of(q, 1, 4);
  const auto with_q = [&](const Q& other) {
    return refused([&] { gradients(line, other, eps, kReparameterization); });
  };
  const auto with_eps = [&](const Matrix& other) {
    return refused([&] { gradients(line, q, other, kReparameterization); });
  };

  CHECK(refused([&] { log_joint(line, Matrix::Zero(3, 2)); }) == "Z");
  CHECK(refused([&] { log_joint(line, Matrix::Constant(3, 1, kNaN)); }) == "Z");
  CHECK(refused([&] { log_joint(discrete().target, Matrix::Constant(1, 1, 4.0)); }) == "Z");
  CHECK(refused([&] { log_joint(discrete().target, Matrix::Constant(1, 1, 0.5)); }) == "Z");
  CHECK(refused([&] { grad_log_joint(discrete().target, Matrix::Zero(1, 1)); }) == "target");
  CHECK(refused([&] { grad_log_likelihood({Banana{}}, Matrix::Zero(1, 2)); }) == "target");

  CHECK(with_q(gaussian({}, {})) == "q.mean");
  CHECK(with_q(gaussian({0.0}, {0.0, 0.0})) == "q.log_sigma");
  CHECK(with_q(gaussian({kNaN}, {0.0})) == "q.mean");
  CHECK(with_q(gaussian({0.0}, {kNaN})) == "q.log_sigma");
  CHECK(with_q(gaussian({0.0}, {800.0})) == "q.log_sigma");
  CHECK(with_q(gaussian({0.0}, {-800.0})) == "q.log_sigma");
  CHECK(with_q(gaussian({0.0, 1.0}, {0.0, 0.0})) == "q.mean");
  CHECK(with_q(Categorical{Vector::Zero(2)}) == "q");
  CHECK(refused([&] { elbo(discrete().target, q); }) == "q");
  CHECK(refused([&] { elbo(discrete().target, Categorical{Vector::Zero(3)}); }) == "q.logits");
  CHECK(refused([&] { elbo(discrete().target, Categorical{Vector::Constant(4, kNaN)}); }) == "q.logits");
  CHECK(refused([&] { entropy(Categorical{Vector::Zero(1)}); }) == "q.logits");

  CHECK(with_eps(Matrix(0, 1)) == "eps");
  CHECK(with_eps(Matrix::Zero(3, 2)) == "eps");
  CHECK(with_eps(Matrix::Constant(3, 1, kInfinity)) == "eps");
  CHECK(refused([&] { sample(discrete().q, Matrix::Constant(1, 1, 1.0)); }) == "eps");
  CHECK(refused([&] { sample(discrete().q, Matrix::Constant(1, 1, -0.1)); }) == "eps");
  CHECK(refused([&] { noise(q, {}, 0); }) == "samples");
  CHECK(refused([&] { with_parameters(q, Vector::Zero(3)); }) == "phi");
}

TEST_CASE("bbvi: variances and coefficients need enough samples", "[bbvi][error]") {
  const Case c = continuous_cases().front();
  const auto with_samples = [&](Index S, const Method& method) {
    return refused([&] { gradients(c.target, c.q, noise_of(c.q, 1, S), method); });
  };
  CHECK(with_samples(1, kReparameterization).empty());
  CHECK(with_samples(1, with_coefficient(-1.0)).empty());
  CHECK(with_samples(1, with_coefficient(Coefficient::common, Origin::exact)).empty());
  CHECK(with_samples(1, with_coefficient(Coefficient::common, Origin::same_samples)) == "eps");
  CHECK(with_samples(2, with_coefficient(Coefficient::per_coordinate, Origin::leave_one_out)) == "eps");
  CHECK(with_samples(1, with_coefficient(Coefficient::minus_elbo, Origin::leave_one_out)) == "eps");
  CHECK(with_samples(2, with_coefficient(Coefficient::minus_elbo, Origin::leave_one_out)).empty());
  CHECK(refused([&] { estimate(c.target, c.q, noise_of(c.q, 1, 1), kReparameterization); }) == "eps");
  CHECK(refused([&] { summarize(Matrix::Zero(1, 2)); }) == "per_sample");
  CHECK(refused([&] { variance_parabolas(c.target, c.q, noise_of(c.q, 1, 1)); }) == "eps");
}

TEST_CASE("bbvi: combinations without meaning are refused", "[bbvi][error]") {
  const Case c = continuous_cases().front();
  const Matrix eps = noise_of(c.q, 1, 10);
  const auto with_method = [&](const Method& method) {
    return refused([&] { gradients(c.target, c.q, eps, method); });
  };

  CHECK(with_method(with_coefficient(kNaN)) == "control.value");
  CHECK(with_method(with_coefficient(kInfinity)) == "control.value");
  CHECK(with_method({Estimator::reparameterization, {Coefficient::given, 1.0, Origin::exact, {}}}) == "control");
  CHECK(with_method({Estimator::sticking_the_landing, {Coefficient::common, 0.0, Origin::exact, {}}}) == "control");
  CHECK(with_method(with_coefficient(Coefficient::common, Origin::pilot)) == "control.pilot");
  CHECK(with_method(with_coefficient(Coefficient::common, Origin::pilot, Matrix::Zero(5, 2))) == "control.pilot");
  CHECK(with_method(with_coefficient(Coefficient::common, Origin::pilot, Matrix::Zero(1, 1))) == "control.pilot");

  for (const Case& other : continuous_cases()) {
    if (has_gaussian_prior(other.target)) continue;
    CAPTURE(other.name);
    const Method kl{Estimator::reparameterization_kl, {}};
    CHECK(refused([&] { gradients(other.target, other.q, noise_of(other.q, 1, 3), kl); }) == "estimator");
    CHECK(refused([&] { exact_variance(other.target, other.q, kl); }) == "estimator");
  }
  Mixture deep{Vector::Ones(1), Matrix::Zero(1, 3), Vector::Ones(1)};
  CHECK(refused([&] { elbo({deep}, gaussian({0, 0, 0}, {0, 0, 0})); }) == "target");
}

TEST_CASE("bbvi: what has no finite answer is a NumericalError", "[bbvi][error]") {
  const Target funnel{Funnel{1.0}};
  const Gaussian far = gaussian({-800.0, 1.0}, {0.0, 0.0});
  const Matrix eps = noise_of(far, 1, 4);
  CHECK_THROWS_AS(gradients(funnel, far, eps, kReparameterization), NumericalError);
  CHECK_THROWS_WITH(gradients(funnel, far, eps, with_coefficient(0.0)), catch_contains("not finite at sample 0"));
  CHECK_THROWS_AS(elbo(funnel, far), NumericalError);
  const Gaussian huge = gaussian({1e308}, {300.0});
  CHECK_THROWS_AS(sample(huge, Matrix::Constant(1, 1, 1e200)), NumericalError);
}
