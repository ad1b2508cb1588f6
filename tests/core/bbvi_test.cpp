// What must hold for every estimator of the ELBO's gradient.
#include "catch.hpp"

#include "bbvi_cases.hpp"

using namespace bbvi_cases;

namespace {

// Every unbiased way to estimate the gradient of this target.
std::vector<Method> unbiased_methods(const Case& c) {
  std::vector<Method> methods;
  for (const Estimator estimator : pathwise_estimators(c.target)) methods.push_back({estimator, {}});
  for (const double a : {0.0, -1.0, 2.5}) methods.push_back(with_coefficient(a));
  const Matrix pilot = noise_of(c.q, 77, 200);
  for (const Coefficient rule : {Coefficient::per_coordinate, Coefficient::common, Coefficient::minus_elbo}) {
    methods.push_back(with_coefficient(rule, Origin::exact));
    methods.push_back(with_coefficient(rule, Origin::leave_one_out));
    methods.push_back(with_coefficient(rule, Origin::pilot, pilot));
  }
  return methods;
}

// Natural logarithm of the variance of a mean over N samples, from R such means, and its standard error, which comes
// from the fourth moment.
struct LogVariance {
  double value, error;
};

LogVariance log_variance_of_mean(const Vector& g, Index N) {
  const Index R = g.size() / N;
  const Vector means = Eigen::Map<const Matrix>(g.data(), R, N).rowwise().mean();
  const Eigen::ArrayXd square = (means.array() - means.mean()).square();
  const double kurtosis = square.square().mean() / (square.mean() * square.mean());
  return {std::log(square.mean()), std::sqrt((kurtosis - 1.0) / static_cast<double>(R))};
}

}  // namespace

TEST_CASE("bbvi: every estimator is unbiased on every target it exists for", "[bbvi][property]") {
  for (const Case& c : all_cases()) {
    const Vector exact = elbo_gradient(c.target, c.q);
    const Matrix eps = noise_of(c.q, 3, 10000);
    for (const Method& method : unbiased_methods(c)) {
      CAPTURE(c.name, static_cast<int>(method.estimator), static_cast<int>(method.control.coefficient),
              static_cast<int>(method.control.origin), method.control.value);
      const Estimate sampled = estimate(c.target, c.q, eps, method);
      CAPTURE(exact.transpose(), sampled.mean.transpose(), sampled.standard_error.transpose());
      CHECK(within_5_standard_errors(sampled.mean, exact, sampled.standard_error));
    }
  }
}

TEST_CASE("bbvi: exact means and variances agree with an independent grid", "[bbvi][exact]") {
  for (const Case& c : continuous_cases()) {
    std::vector<Method> methods{with_coefficient(0.0), with_coefficient(-1.0)};
    for (const Coefficient rule : {Coefficient::per_coordinate, Coefficient::common, Coefficient::minus_elbo}) {
      methods.push_back(with_coefficient(rule, Origin::exact));
    }
    for (const Estimator estimator : pathwise_estimators(c.target)) methods.push_back({estimator, {}});
    for (const Method& method : methods) {
      CAPTURE(c.name, static_cast<int>(method.estimator), method.control.value);
      const Moments grid = grid_moments(c.target, c.q, method);
      CHECK(close(elbo_gradient(c.target, c.q), grid.mean, 1e-9));
      CHECK(close(exact_variance(c.target, c.q, method), grid.variance, 1e-9));
    }
  }
}

TEST_CASE("bbvi: a constant added to ln p changes no bit of the pathwise gradients", "[bbvi][property]") {
  for (const Case& c : continuous_cases()) {
    const Matrix eps = noise_of(c.q, 9, 200);
    for (const double constant : {1e-3, -17.0, 1e9}) {
      Target shifted = c.target;
      shifted.log_constant += constant;
      for (const Estimator estimator : pathwise_estimators(c.target)) {
        CAPTURE(c.name, constant, static_cast<int>(estimator));
        CHECK(gradients(shifted, c.q, eps, {estimator, {}}) == gradients(c.target, c.q, eps, {estimator, {}}));
        CHECK(exact_variance(shifted, c.q, {estimator, {}}) == exact_variance(c.target, c.q, {estimator, {}}));
      }
    }
  }
}

TEST_CASE("bbvi: the raw score function's variance grows with the square of the constant", "[bbvi][property]") {
  for (const Case& c : all_cases()) {
    CAPTURE(c.name);
    const VarianceParabolas before = exact_variance_parabolas(c.target, c.q);
    const Matrix eps = noise_of(c.q, 4, 300);
    const Estimate raw = estimate(c.target, c.q, eps, with_coefficient(0.0));
    for (const double constant : {-3.0, 10.0, 1e4}) {
      Target shifted = c.target;
      shifted.log_constant += constant;
      const Vector variance = exact_variance(shifted, c.q, with_coefficient(0.0));
      for (Index i = 0; i < variance.size(); ++i) {
        CHECK(variance[i] == Approx(before.coordinates[static_cast<std::size_t>(i)].at(constant)).epsilon(1e-9));
      }
      // A best coefficient takes the constant back, so neither the estimate nor its spread knows of it.
      const Method best = with_coefficient(Coefficient::common, Origin::leave_one_out);
      const Estimate a = estimate(c.target, c.q, eps, best), b = estimate(shifted, c.q, eps, best);
      CHECK(close(a.mean, b.mean, 1e-8));
      CHECK(close(a.covariance.diagonal(), b.covariance.diagonal(), 1e-7));
    }
    Target shifted = c.target;
    shifted.log_constant += 1e4;
    const Estimate loud = estimate(shifted, c.q, eps, with_coefficient(0.0));
    CHECK(loud.covariance.trace() > 1e4 * raw.covariance.trace());
  }
}

TEST_CASE("bbvi: at the posterior, sticking the landing is silent", "[bbvi][property]") {
  const Target target{GaussianMean{1.5, 1.0, 0.0, 1.0}, 2.0};
  const Gaussian posterior = gaussian({0.75}, {-0.5 * std::log(2.0)});
  const Method silent{Estimator::sticking_the_landing, {}};
  const Matrix eps = noise_of(posterior, 1, 1000);
  CHECK(gradients(target, posterior, eps, silent).cwiseAbs().maxCoeff() < 1e-14);
  CHECK(exact_variance(target, posterior, silent).maxCoeff() < 1e-28);
  CHECK(elbo(target, posterior) == Approx(log_evidence(target)).epsilon(1e-14));
  // The others keep shaking there; the score function joins in with its best coefficient, minus the ELBO.
  CHECK(exact_variance(target, posterior, {Estimator::reparameterization, {}}).minCoeff() > 1.0);
  CHECK(exact_variance(target, posterior, with_coefficient(Coefficient::minus_elbo, Origin::exact)).maxCoeff() < 1e-28);

  // Orthogonal columns of W make the posterior a factorized Gaussian in more dimensions, too.
  LinearGaussian plane{{Matrix(2, 2), Vector::Zero(2), 0.5}, Vector::Ones(2)};
  plane.model.W << 1.0, -1.0, 1.0, 1.0;
  const Gaussian peak = gaussian({8.0 / 9.0, 0.0}, {-std::log(3.0), -std::log(3.0)});
  CHECK(exact_variance({plane}, peak, silent).maxCoeff() < 1e-24);
  CHECK(gradients({plane}, peak, noise_of(peak, 1, 100), silent).cwiseAbs().maxCoeff() < 1e-13);
}

TEST_CASE("bbvi: the variance of the mean falls as 1/N", "[bbvi][property]") {
  const Case c = continuous_cases().front();
  std::vector<Method> methods{with_coefficient(0.0)};
  for (const Estimator estimator : pathwise_estimators(c.target)) methods.push_back({estimator, {}});
  const Matrix eps = noise_of(c.q, 21, 256 * 400);
  for (const Method& method : methods) {
    CAPTURE(static_cast<int>(method.estimator));
    const Vector g = gradients(c.target, c.q, eps, method).col(1);
    // Least squares of log variance on log N; the five values are treated as if each had the largest error.
    double xy = 0.0, xx = 0.0, error = 0.0;
    for (int k = 0; k <= 4; ++k) {
      const LogVariance v = log_variance_of_mean(g, Index{1} << (2 * k));
      const double x = (k - 2) * std::log(4.0);
      xy += x * v.value;
      xx += x * x;
      error = std::max(error, v.error);
    }
    const double slope_error = error / std::sqrt(xx);
    CAPTURE(slope_error);
    CHECK(slope_error < 0.03);
    CHECK(std::abs(xy / xx + 1.0) < 5.0 * slope_error);
  }
}

TEST_CASE("bbvi: the gradient of a discrete target agrees with enumeration", "[bbvi][discrete]") {
  for (const Case& c : {discrete(), bernoulli()}) {
    CAPTURE(c.name);
    const Vector logits = parameters(c.q), log_pi = logits.array() - std::log(logits.array().exp().sum());
    const Index K = logits.size();
    const Matrix states = Vector::LinSpaced(K, 0.0, static_cast<double>(K - 1));
    const Eigen::ArrayXd pi = log_pi.array().exp(), l = (log_joint(c.target, states) - log_pi).array();
    const double bound = (pi * l).sum();
    CHECK(elbo(c.target, c.q) == Approx(bound).epsilon(1e-14));
    CHECK(close(elbo_gradient(c.target, c.q), pi * (l - bound), 1e-14));

    // Variance of g1 by hand: state k has probability pi_k and gradient (onehot(k) - pi) l_k.
    const Matrix g = (Matrix(Matrix::Identity(K, K)).rowwise() - pi.matrix().transpose()).array().colwise() * l;
    const Vector mean = g.transpose() * pi.matrix(), square = g.cwiseAbs2().transpose() * pi.matrix();
    CHECK(close(exact_variance(c.target, c.q, with_coefficient(0.0)), square - mean.cwiseAbs2(), 1e-14));
    for (const Estimator estimator :
         {Estimator::reparameterization, Estimator::reparameterization_kl, Estimator::sticking_the_landing}) {
      CHECK_THROWS_AS(gradients(c.target, c.q, noise_of(c.q, 1, 10), {estimator, {}}), InvalidArgument);
    }
    CHECK_THROWS_WITH(gradients(c.target, c.q, noise_of(c.q, 1, 10), {}), catch_contains("z is discrete"));
  }
}
