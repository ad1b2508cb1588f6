// Integrals of smooth functions with features on very different scales. Internal.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "lvm/errors.hpp"

namespace lvm::divergence {

/// Gauss-Legendre on [-1, 1], exact for polynomials of degree below 32.
struct GaussLegendre {
  static constexpr std::size_t count = 16;
  std::array<double, count> points;
  std::array<double, count> weights;
};

const GaussLegendre& gauss_legendre();

/// Where the density of a Gaussian differs from its neighbourhood: its center, and center +- width * {4, 8, 16, ..},
/// so that however narrow it is beside the others no panel steps over it.
struct Feature {
  double center;
  double width;
};

/// Panel ends on [low, high], increasing.
std::vector<double> panels(const std::vector<Feature>& features, double low, double high);

/// Integrates M functions at once by adaptive composite Gauss-Legendre quadrature.
///
/// A panel is halved until its halves change its integrals by less than 1e-12 of the integral of |f|. A change that
/// small for 16 points means far less for 2 x 16, whose sum is taken: for analytic f the error falls geometrically.
template <std::size_t M>
class Integrator {
 public:
  using Values = std::array<double, M>;

  /// @param f  double -> Values
  template <class F>
  static Values integrate(F f, const std::vector<double>& ends) {
    std::vector<Panel> pending;
    Values magnitude{}, total{};
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
      pending.push_back({ends[i], ends[i + 1], rule(f, ends[i], ends[i + 1], &magnitude)});
    }
    for (int budget = kMaxPanels; !pending.empty(); --budget) {
      if (budget == 0) fail({"the quadrature does not converge: p and q differ too much in scale"});
      const Panel panel = pending.back();
      pending.pop_back();
      const double middle = 0.5 * (panel.low + panel.high);
      const Panel left{panel.low, middle, rule(f, panel.low, middle, nullptr)};
      const Panel right{middle, panel.high, rule(f, middle, panel.high, nullptr)};
      if (agrees(panel, left, right, magnitude)) {
        for (std::size_t m = 0; m < M; ++m) total[m] += left.integral[m] + right.integral[m];
      } else {
        pending.push_back(left);
        pending.push_back(right);
      }
    }
    return total;
  }

 private:
  static constexpr int kMaxPanels = 20000;

  struct Panel {
    double low, high;
    Values integral;
  };

  template <class F>
  static Values rule(F& f, double low, double high, Values* magnitude) {
    const GaussLegendre& gauss = gauss_legendre();
    const double half = 0.5 * (high - low), middle = 0.5 * (low + high);
    Values sum{};
    for (std::size_t i = 0; i < GaussLegendre::count; ++i) {
      const Values value = f(middle + half * gauss.points[i]);
      for (std::size_t m = 0; m < M; ++m) {
        const double share = half * gauss.weights[i] * value[m];
        sum[m] += share;
        if (magnitude) (*magnitude)[m] += std::abs(share);
      }
    }
    return sum;
  }

  // Also true of integrals that are not finite: refining would not help.
  static bool agrees(const Panel& whole, const Panel& left, const Panel& right, const Values& magnitude) {
    for (std::size_t m = 0; m < M; ++m) {
      const double change = std::abs(left.integral[m] + right.integral[m] - whole.integral[m]);
      if (std::isfinite(change) && change > 1e-12 * magnitude[m]) return false;
    }
    return true;
  }
};

}  // namespace lvm::divergence
