#include "divergence_quadrature.hpp"

#include <algorithm>
#include <cmath>

#include "lvm/elementary.hpp"

namespace lvm::divergence {
namespace {

constexpr std::size_t kCount = GaussLegendre::count;

struct Legendre {
  double value;
  double derivative;
};

// P_n and P_n' at x by the three-term recurrence.
Legendre legendre(double x) {
  double before = 1.0, p = x;
  for (std::size_t j = 2; j <= kCount; ++j) {
    const auto n = static_cast<double>(j);
    const double next = ((2.0 * n - 1.0) * x * p - (n - 1.0) * before) / n;
    before = p;
    p = next;
  }
  return {p, static_cast<double>(kCount) * (x * p - before) / (x * x - 1.0)};
}

GaussLegendre make_rule() {
  GaussLegendre rule{};
  for (std::size_t i = 0; i < kCount / 2; ++i) {
    double x = sincos_turns(0.5 * (static_cast<double>(i) + 0.75) / (static_cast<double>(kCount) + 0.5)).cos;
    for (int newton = 0; newton < 6; ++newton) {
      const Legendre at = legendre(x);
      x -= at.value / at.derivative;
    }
    const double slope = legendre(x).derivative;
    rule.points[i] = -x;
    rule.points[kCount - 1 - i] = x;
    rule.weights[i] = rule.weights[kCount - 1 - i] = 2.0 / ((1.0 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace

const GaussLegendre& gauss_legendre() {
  static const GaussLegendre rule = make_rule();
  return rule;
}

std::vector<double> panels(const std::vector<Feature>& features, double low, double high) {
  std::vector<double> ends{low, high};
  const auto add = [&](double x) {
    if (!(x > low && x < high)) return;
    const auto place = std::lower_bound(ends.begin(), ends.end(), x);
    if (*place != x) ends.insert(place, x);
  };
  for (const Feature& feature : features) {
    if (!(feature.width > 0.0)) continue;
    add(feature.center);
    for (double reach = 4.0 * feature.width; reach < high - low + std::abs(feature.center - low); reach *= 2.0) {
      add(feature.center - reach);
      add(feature.center + reach);
    }
  }
  return ends;
}

}  // namespace lvm::divergence
