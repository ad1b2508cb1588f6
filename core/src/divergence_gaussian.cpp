#include "divergence_gaussian.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lvm/elementary.hpp"
#include "lvm/gaussian.hpp"
#include "mixture.hpp"

namespace lvm::divergence {
namespace {

constexpr double kReach = 10.0;       // standard deviations; what lies outside weighs exp(-50)
constexpr double kMaxLogSigma = 300;  // sigma and 1 / sigma^2 stay in the range of doubles

constexpr double kHalfLogTwoPi = 0.5 * kLogTwoPi;

// E_q of ln (sigma p), of its slope s in eps, and of eps s.
std::array<double, 3> expectations(const Mixture& p, const Gaussian& q) {
  const Standardized seen(p, q);
  const auto integrand = [&](double eps) {
    const double density = exp(log_standard_normal(eps));
    const Standardized::At at = seen.at(eps);
    return std::array<double, 3>{density * at.log_density, density * at.slope, density * eps * at.slope};
  };
  std::vector<Feature> features = seen.features();
  features.push_back({0.0, 1.0});
  return Integrator<3>::integrate(integrand, panels(features, -kReach, kReach));
}

// D(q || p) = -H(q) - E_q ln p with x = mean + sigma eps; the gradient by reparameterization.
Evaluation exclusive(const Mixture& p, const Gaussian& q) {
  const auto [log_density, slope, scale] = expectations(p, q);
  return {std::max(0.0, -0.5 - kHalfLogTwoPi - log_density), {-slope / exp(q.log_sigma), -1.0 - scale}};
}

// D(p || q) for the q of closest fit: what no Gaussian can describe of p.
double negentropy(const Mixture& p, const Gaussian& closest) {
  double sum = 0.0;
  for (Index k = 0; k < p.weights.size(); ++k) {
    if (p.weights[k] == 0.0) continue;
    const double log_sigma = log(p.sigmas[k]);
    sum += p.weights[k] * (expectations(p, {p.means[k], log_sigma})[0] - log_sigma);
  }
  return std::max(0.0, sum + 0.5 + kHalfLogTwoPi + closest.log_sigma);
}

// D(p || q) = D(p || closest) + D(closest || q): ln q is quadratic, so only the moments of p matter to it.
Evaluation inclusive(double irreducible, const Gaussian& closest, const Gaussian& q) {
  const double shift = (q.mean - closest.mean) / exp(q.log_sigma);
  const double ratio = exp(2.0 * (closest.log_sigma - q.log_sigma));
  double value = std::numeric_limits<double>::infinity();
  if (std::isfinite(shift * shift + ratio)) value = irreducible + gaussian::kl(-shift, ratio, 0.0, 1.0);
  return {value, {shift / exp(q.log_sigma), 1.0 - ratio - shift * shift}};
}

}  // namespace

void require_mixture(const Mixture& p) {
  mixture::require_simplex(p.weights);
  const Index K = p.weights.size();
  require(p.means.size() == K, "means", "must be one per weight, ", K, "; got ", p.means.size());
  require(p.means.allFinite(), "means", "must be finite");
  require(p.sigmas.size() == K, "sigmas", "must be one per weight, ", K, "; got ", p.sigmas.size());
  require(p.sigmas.allFinite() && (p.sigmas.array() > 0.0).all(), "sigmas", "must be finite and > 0");
}

bool in_range(const Gaussian& q) { return std::isfinite(q.mean) && std::abs(q.log_sigma) <= kMaxLogSigma; }

void require_gaussian(const Gaussian& q, const char* argument) {
  require(in_range(q), argument, "must have a finite mean and a log_sigma from -300 to 300; got ", q.mean, " and ",
          q.log_sigma);
}

const Evaluation& require_representable(const Evaluation& at) {
  if (!std::isfinite(at.value) || !std::isfinite(at.gradient.mean) || !std::isfinite(at.gradient.log_sigma)) {
    fail({"the divergence exceeds the range of doubles: p and q are too far apart"});
  }
  return at;
}

double log_standard_normal(double eps) { return -0.5 * eps * eps - kHalfLogTwoPi; }

Standardized::Standardized(const Mixture& p, const Gaussian& q) {
  for (Index k = 0; k < p.weights.size(); ++k) {
    if (p.weights[k] == 0.0) continue;
    const double ratio = exp(q.log_sigma - log(p.sigmas[k]));
    const double shift = (q.mean - p.means[k]) / p.sigmas[k];
    components_.push_back({log(p.weights[k]) + q.log_sigma - log(p.sigmas[k]) - kHalfLogTwoPi, shift, ratio});
    features_.push_back({-shift / ratio, 1.0 / ratio});
  }
}

Standardized::At Standardized::at(double eps) const {
  // At the mean of q itself the ratio does not matter, not even an infinite one: infinity * 0 would be NaN.
  const auto place = [eps](const Component& c) { return eps == 0.0 ? c.shift : c.shift + c.ratio * eps; };
  double largest = -std::numeric_limits<double>::infinity();
  for (const Component& c : components_) {
    const double u = place(c);
    largest = std::max(largest, c.log_height - 0.5 * u * u);
  }
  if (std::isinf(largest)) return {largest, std::numeric_limits<double>::quiet_NaN()};  // no density, hence no slope
  double sum = 0.0, slope = 0.0;
  for (const Component& c : components_) {
    const double u = place(c);
    const double share = exp(c.log_height - 0.5 * u * u - largest);
    sum += share;
    slope -= share * u * c.ratio;
  }
  return {largest + log(sum), slope / sum};
}

Divergence::Divergence(Direction direction, const Mixture& p) : direction_(direction), p_(p) {
  require_mixture(p);
  if (direction == Direction::exclusive) return;
  closest_ = inclusive_fit(p);
  irreducible_ = negentropy(p, closest_);
}

Evaluation Divergence::operator()(const Gaussian& q) const {
  return direction_ == Direction::exclusive ? exclusive(p_, q) : inclusive(irreducible_, closest_, q);
}

}  // namespace lvm::divergence
