#include "lvm/divergence_alpha.hpp"

#include <algorithm>

#include "divergence_gaussian.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::divergence {
namespace {

constexpr double kReach = 10.0;  // standard deviations of every component and of q

void require_alpha(double alpha, const char* argument) {
  require(alpha >= 0.0 && alpha <= 1.0, argument, "must be from 0 to 1; got ", alpha);
}

// q ((p / q)^alpha - 1) / alpha, and its limit q ln (p / q) at alpha = 0, from the logarithms of p and q.
double tilted(double log_p, double log_q, double alpha) {
  const double t = log_p - log_q;
  if (alpha == 0.0) return exp(log_q) * t;
  if (alpha * t > 1.0) return (exp(log_q + alpha * t) - exp(log_q)) / alpha;  // q alone may underflow
  return exp(log_q) * expm1(alpha * t) / alpha;
}

// As p and q both integrate to 1, D is the integral of (alpha p + (1 - alpha) q - p^alpha q^(1 - alpha)) over
// alpha (1 - alpha), which is nowhere negative and has its limits at alpha = 0 and 1.
double excess(double log_p, double log_q, double alpha) {
  if (alpha > 0.5) return excess(log_q, log_p, 1.0 - alpha);
  return (exp(log_p) - exp(log_q) - tilted(log_p, log_q, alpha)) / (1.0 - alpha);
}

Evaluation divergence_unchecked(const Mixture& p, const Gaussian& q, double alpha) {
  const Standardized seen(p, q);
  std::vector<Feature> features = seen.features();
  features.push_back({0.0, 1.0});
  double low = 0.0, high = 0.0;
  for (const Feature& feature : features) {
    low = std::min(low, feature.center - kReach * feature.width);
    high = std::max(high, feature.center + kReach * feature.width);
  }
  // grad D = -integral of tilted(p, q) grad ln q, where the gradient of ln q is (eps / sigma, eps^2 - 1).
  const auto integrand = [&](double eps) {
    const double log_p = seen.at(eps).log_density, log_q = log_standard_normal(eps);
    const double pull = tilted(log_p, log_q, alpha);
    return std::array<double, 3>{excess(log_p, log_q, alpha), pull * eps, pull * (eps * eps - 1.0)};
  };
  const auto [value, mean, scale] = Integrator<3>::integrate(integrand, panels(features, low, high));
  return {std::max(0.0, value), {-mean / exp(q.log_sigma), -scale}};
}

}  // namespace

Evaluation alpha_divergence(const Mixture& p, const Gaussian& q, double alpha) {
  require_mixture(p);
  require_gaussian(q, "q");
  require_alpha(alpha, "alpha");
  return require_representable(divergence_unchecked(p, q, alpha));
}

std::vector<PathPoint> alpha_path(const Mixture& p, const Gaussian& start, const Vector& alphas, bool fixed_sigma) {
  require_mixture(p);
  require_gaussian(start, "start");
  require(alphas.size() >= 1, "alphas", "must have at least one entry");
  for (const double alpha : alphas) require_alpha(alpha, "alphas");
  std::vector<PathPoint> path;
  Gaussian q = start;
  for (const double alpha : alphas) {
    const Minimum found =
        minimize([&](const Gaussian& at) { return divergence_unchecked(p, at, alpha); }, q, fixed_sigma, true);
    q = found.q;
    path.push_back({alpha, q, found.value});
  }
  return path;
}

}  // namespace lvm::divergence
