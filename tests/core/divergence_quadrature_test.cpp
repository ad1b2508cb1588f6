// Divergences between a mixture and a Gaussian: their values, their gradients and what they refuse.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "catch.hpp"
#include "divergence_mixtures.hpp"
#include "lvm/divergence_alpha.hpp"
#include "lvm/errors.hpp"
#include "lvm/gaussian.hpp"
#include "refusal.hpp"

using namespace lvm;
using namespace lvm::divergence;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

// By brute force: a fine trapezoidal sum over the line, independent of the library's panels.
double integral(const Mixture& p, const Gaussian& q, double (*f)(double log_p, double log_q)) {
  constexpr int count = 80000;
  constexpr double low = -40.0, high = 40.0, h = (high - low) / count;
  double sum = 0.0;
  for (int i = 0; i <= count; ++i) {
    const double x = low + h * i;
    double density = 0.0;
    for (Index k = 0; k < p.weights.size(); ++k) {
      density += p.weights[k] * std::exp(log_normal(x, p.means[k], p.sigmas[k]));
    }
    sum += h * f(std::log(std::max(density, 1e-320)), log_normal(x, q.mean, std::exp(q.log_sigma)));
  }
  return sum;
}

void check_close(const Evaluation& a, const Evaluation& b, double tolerance) {
  CHECK(a.value == Approx(b.value).epsilon(tolerance).margin(tolerance));
  CHECK(a.gradient.mean == Approx(b.gradient.mean).epsilon(tolerance).margin(tolerance));
  CHECK(a.gradient.log_sigma == Approx(b.gradient.log_sigma).epsilon(tolerance).margin(tolerance));
}

template <class F>
void check_gradient(F value, const Gaussian& q, const Gradient& gradient) {
  const double h = 1e-4;
  const auto slope = [&](const Gaussian& d) {
    const auto at = [&](double t) { return value(Gaussian{q.mean + t * d.mean, q.log_sigma + t * d.log_sigma}); };
    return (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
  };
  CHECK(slope({1.0, 0.0}) == Approx(gradient.mean).epsilon(1e-7).margin(1e-7));
  CHECK(slope({0.0, 1.0}) == Approx(gradient.log_sigma).epsilon(1e-7).margin(1e-7));
}

}  // namespace

TEST_CASE("against a single Gaussian, quadrature gives the closed form") {
  const Mixture p = mixture({0.25, 0.75}, {0.7, 0.7}, {0.3, 0.3});
  for (const double mean : {-1.0, 0.7, 5.0}) {
    for (const double log_sigma : {-3.0, -1.2, 0.0, 4.0}) {
      CAPTURE(mean, log_sigma);
      const double variance = std::exp(2.0 * log_sigma);
      const Gaussian q{mean, log_sigma};
      const double exclusive = gaussian::kl(mean, variance, 0.7, 0.09);
      const double inclusive = gaussian::kl(0.7, 0.09, mean, variance);
      CHECK(evaluate(Direction::exclusive, p, q).value == Approx(exclusive).epsilon(1e-12).margin(1e-13));
      CHECK(evaluate(Direction::inclusive, p, q).value == Approx(inclusive).epsilon(1e-12).margin(1e-13));
      CHECK(evaluate(Direction::exclusive, p, q).gradient.mean == Approx((mean - 0.7) / 0.09).margin(1e-9));
      CHECK(evaluate(Direction::exclusive, p, q).gradient.log_sigma == Approx(variance / 0.09 - 1.0).epsilon(1e-11));
    }
  }
  const Gaussian itself{0.7, std::log(0.3)};
  for (const Direction direction : kDirections) CHECK(evaluate(direction, p, itself).value < 1e-12);
}

TEST_CASE("quadrature agrees with brute force to 1e-8") {
  for (std::uint32_t seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    const Mixture p = random_mixture(seed, 1 + seed % 4);
    const Gaussian q{0.5, 0.3};
    const auto forward = [](double log_p, double log_q) { return std::exp(log_p) * (log_p - log_q); };
    const auto hellinger = [](double log_p, double log_q) { return std::exp(0.5 * (log_p + log_q)); };
    CHECK(std::abs(evaluate(Direction::inclusive, p, q).value - integral(p, q, forward)) < 1e-8);
    CHECK(std::abs(alpha_divergence(p, q, 0.5).value - 4.0 * (1.0 - integral(p, q, hellinger))) < 1e-8);
    if (p.sigmas.minCoeff() < 0.7) continue;  // brute force cannot follow ln p where p underflows
    const auto reverse = [](double log_p, double log_q) { return std::exp(log_q) * (log_q - log_p); };
    CHECK(std::abs(evaluate(Direction::exclusive, p, q).value - integral(p, q, reverse)) < 1e-8);
  }
}

TEST_CASE("no component is too narrow to be seen") {
  for (const double sigma : {1e-2, 1e-4, 1e-6}) {
    CAPTURE(sigma);
    // Far apart on the scale of sigma, ln p is that of the nearest component except at a kink of width sigma^2.
    const Mixture p = mixture({0.5, 0.5}, {-1.0, 1.0}, {sigma, sigma});
    const double nearest = 1.0 + 1.0 - 2.0 * std::sqrt(2.0 / std::numbers::pi);  // E (|x| - 1)^2 under N(0, 1)
    const double exact = std::log(2.0) + std::log(sigma) - 0.5 + nearest / (2.0 * sigma * sigma);
    CHECK(evaluate(Direction::exclusive, p, {0.0, 0.0}).value == Approx(exact).epsilon(1e-7));
    // A spike in a wide Gaussian, against a sum on a grid that is fine at the spike: x = 0.3 + sigma sinh v.
    const Mixture spiked = mixture({0.999, 1e-3}, {0.0, 0.3}, {1.0, sigma});
    constexpr int count = 20000;
    const double end = std::asinh(40.0 / sigma), h = 2.0 * end / count;
    double sum = 0.0;
    for (int i = 0; i <= count; ++i) {
      const double v = -end + h * i, x = 0.3 + sigma * std::sinh(v);
      const double wide = std::exp(log_normal(x, 0.0, 1.0)), spike = std::exp(-0.5 * std::pow(std::sinh(v), 2));
      const double density = 0.999 * wide + 1e-3 * spike / (sigma * std::sqrt(2.0 * std::numbers::pi));
      if (density > 0.0) sum += h * sigma * std::cosh(v) * density * (std::log(density) - log_normal(x, 0.0, 1.0));
    }
    CHECK(std::abs(evaluate(Direction::inclusive, spiked, {0.0, 0.0}).value - sum) < 1e-8);
    CHECK(std::abs(alpha_divergence(spiked, {0.0, 0.0}, 1.0).value - sum) < 1e-8);
  }
}

TEST_CASE("gradients agree with finite differences in every direction and at every alpha") {
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    CAPTURE(seed);
    const Mixture p = random_mixture(seed, 3);
    const Gaussian q{0.4, -0.6 + 0.3 * seed};
    for (const Direction direction : kDirections) {
      check_gradient([&](const Gaussian& at) { return evaluate(direction, p, at).value; }, q,
                     evaluate(direction, p, q).gradient);
    }
    for (const double alpha : {0.0, 0.1, 0.5, 0.8, 1.0}) {
      check_gradient([&](const Gaussian& at) { return alpha_divergence(p, at, alpha).value; }, q,
                     alpha_divergence(p, q, alpha).gradient);
    }
  }
}

TEST_CASE("the ends of the alpha path are the two KL divergences, and it is continuous there") {
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    const Mixture p = random_mixture(seed, 3);
    const Gaussian q{-0.3, 0.5};
    const Evaluation exclusive = evaluate(Direction::exclusive, p, q), inclusive = evaluate(Direction::inclusive, p, q);
    check_close(alpha_divergence(p, q, 0.0), exclusive, 1e-9);
    check_close(alpha_divergence(p, q, 1.0), inclusive, 1e-9);
    check_close(alpha_divergence(p, q, 1e-9), exclusive, 1e-6);
    check_close(alpha_divergence(p, q, 1.0 - 1e-9), inclusive, 1e-6);
  }
}

TEST_CASE("an alpha divergence is not negative, and between Gaussians has the closed form") {
  const Mixture p = mixture({1.0}, {1.0}, {2.0});
  for (const double alpha : {0.2, 0.5, 0.9}) {
    // integral p^a q^(1-a) for N(1, 4) and N(0, 1)
    const double blend = alpha * 1.0 + (1.0 - alpha) * 4.0;
    const double affinity =
        std::exp(-0.5 * alpha * (1.0 - alpha) / blend) * std::pow(2.0, 1.0 - alpha) / std::sqrt(blend);
    CHECK(alpha_divergence(p, {0.0, 0.0}, alpha).value ==
          Approx((1.0 - affinity) / (alpha * (1.0 - alpha))).epsilon(1e-12));
    CHECK(alpha_divergence(p, {1.0, std::log(2.0)}, alpha).value < 1e-20);
  }
}

TEST_CASE("units and the origin of x do not matter") {
  const Gaussian q{0.5, -0.2};
  for (const double scale : {1e-100, 1.0, 1e100}) {
    for (const double offset : {0.0, 1e6}) {
      CAPTURE(scale, offset);
      Mixture moved = kSeparated;
      moved.means = scale * (moved.means.array() + offset);
      moved.sigmas *= scale;
      const Gaussian there{scale * (q.mean + offset), q.log_sigma + std::log(scale)};
      for (const Direction direction : kDirections) {
        const Evaluation here = evaluate(direction, kSeparated, q), at = evaluate(direction, moved, there);
        check_close({at.value, {at.gradient.mean * scale, at.gradient.log_sigma}}, here, 1e-8);
      }
      const double log_sigma = inclusive_fit(kSeparated).log_sigma + std::log(scale);
      CHECK(inclusive_fit(moved).log_sigma == Approx(log_sigma).margin(1e-9));
    }
  }
}

TEST_CASE("the log density is finite far out and leaves out components of weight 0") {
  const Mixture p = mixture({0.5, 0.5, 0.0}, {0.0, 1.0, 2.0}, {1.0, 1e-3, 1e-9});
  const Vector at = log_density(p, Eigen::Vector3d(0.3, 1e6, -1e6));
  CHECK(at[0] == Approx(std::log(0.5) + log_normal(0.3, 0.0, 1.0)));
  CHECK(at[1] == Approx(-5e11));
  CHECK(std::isfinite(at[2]));
  const Mixture same = mixture({0.5, 0.5}, {0.0, 1.0}, {1.0, 1e-3});
  for (const Direction direction : kDirections) {
    const Gaussian q{0.2, 0.1};
    CHECK(evaluate(direction, p, q).value == Approx(evaluate(direction, same, q).value).epsilon(1e-13));
  }
}

TEST_CASE("arguments out of range are refused by name; extremes give a number or a named error") {
  const auto refused = [](const Mixture& p, const Gaussian& q) {
    return refused_argument([&] { evaluate(Direction::exclusive, p, q); });
  };
  const Gaussian q{0.0, 0.0};
  CHECK(refused(mixture({0.5, 0.6}, {0, 1}, {1, 1}), q) == "weights");
  CHECK(refused(mixture({0.5, 0.5}, {0}, {1, 1}), q) == "means");
  CHECK(refused(mixture({0.5, 0.5}, {0, kNaN}, {1, 1}), q) == "means");
  CHECK(refused(mixture({0.5, 0.5}, {0, 1}, {1, 0}), q) == "sigmas");
  CHECK(refused(mixture({0.5, 0.5}, {0, 1}, {1}), q) == "sigmas");
  CHECK(refused(kSeparated, {kNaN, 0.0}) == "q");
  CHECK(refused(kSeparated, {0.0, 301.0}) == "q");
  const auto f = [](const DescentOptions& options) {
    return refused_argument([&] { fit(Direction::exclusive, kSeparated, {0.0, 0.0}, options); });
  };
  CHECK(f({.step_size = 0.0}) == "step_size");
  CHECK(f({.max_steps = -1}) == "max_steps");
  CHECK(f({.tolerance = kNaN}) == "tolerance");
  CHECK(refused_argument([&] { alpha_divergence(kSeparated, q, 1.5); }) == "alpha");
  CHECK(refused_argument([&] { alpha_path(kSeparated, q, Vector()); }) == "alphas");
  CHECK(refused_argument([&] { local_optima(Direction::exclusive, kSeparated, {}); }) == "starts");
  CHECK(refused_argument([&] { landscape(Direction::exclusive, kSeparated, Vector(), Vector::Zero(1)); }) == "means");

  for (const double mean : {0.0, 1e300}) {
    for (const double log_sigma : {-300.0, 0.0, 300.0}) {
      for (const double sigma : {5e-324, 1e-150, 1e308}) {
        CAPTURE(mean, log_sigma, sigma);
        const Mixture p = mixture({0.5, 0.5}, {-1.0, 1.0}, {1.0, sigma});
        for (const double alpha : {-1.0, 0.0, 0.3, 1.0}) {
          try {
            const Gaussian at{mean, log_sigma};
            const Evaluation value =
                alpha < 0.0 ? evaluate(Direction::inclusive, p, at) : alpha_divergence(p, at, alpha);
            CHECK(std::isfinite(value.value));
            CHECK(value.value >= 0.0);
          } catch (const NumericalError&) {
            SUCCEED("named");
          }
        }
      }
    }
  }
}
