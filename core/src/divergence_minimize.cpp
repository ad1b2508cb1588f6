#include <Eigen/Eigenvalues>

#include <algorithm>

#include "divergence_gaussian.hpp"
#include "lvm/elementary.hpp"

namespace lvm::divergence {
namespace {

using Pair = Eigen::Vector2d;

constexpr int kMaxIterations = 200;
constexpr double kFlat = 1e-6;       // a curvature of this size is rounding and finite differencing
constexpr double kSmallStep = 1e-9;  // in standard deviations, and in ln sigma

// Coordinates about q without units: mean + sigma a, log_sigma + b.
struct Chart {
  const Objective& f;
  Gaussian q;
  bool fixed_sigma;

  double sigma() const { return exp(q.log_sigma); }
  Gaussian at(const Pair& move) const { return {q.mean + sigma() * move[0], q.log_sigma + move[1]}; }
  Pair slope(const Evaluation& e) const {
    return {sigma() * e.gradient.mean, fixed_sigma ? 0.0 : e.gradient.log_sigma};
  }

  // By central differences of the gradient; with sigma fixed, a curvature of 1 that takes no part.
  Eigen::Matrix2d curvature() const {
    constexpr double h = 1e-4;
    Eigen::Matrix2d H = Eigen::Matrix2d::Identity();
    for (Index i = 0; i < (fixed_sigma ? 1 : 2); ++i) {
      const Pair move = h * Pair::Unit(i);
      H.col(i) = (slope(f(at(move))) - slope(f(at(-move)))) / (2.0 * h);
    }
    return 0.5 * (H + H.transpose());
  }
};

using Eigen2 = Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d>;

// By the quadratic formula, which is as accurate for a step's direction as iterating and a hundredth of its code.
Eigen2 decompose(const Eigen::Matrix2d& H) { return Eigen2().computeDirect(H); }

// Newton's step where the curvature is positive, its mirror image where it is negative; never longer than 1.
Pair newton_step(const Eigen2& eigen, const Pair& g) {
  const Pair along = eigen.eigenvectors().transpose() * g;
  const Pair d = -eigen.eigenvectors() * along.cwiseQuotient(eigen.eigenvalues().cwiseAbs().cwiseMax(kFlat));
  return d / std::max(1.0, d.norm());
}

// The downhill direction of a saddle, towards the larger mean.
Pair way_out(const Eigen2& eigen) {
  const Pair v = eigen.eigenvectors().col(0);
  return v[0] < 0.0 ? Pair(-v) : v;
}

// The longest of step, step / 2, step / 4, .. that lowers f; 0 if none does.
Pair backtrack(const Chart& chart, double value, Pair move) {
  for (; move.norm() > kSmallStep; move *= 0.5) {
    if (in_range(chart.at(move)) && chart.f(chart.at(move)).value < value) return move;
  }
  return Pair::Zero();
}

}  // namespace

Minimum minimize(const Objective& f, const Gaussian& start, bool fixed_sigma, bool leave_saddles) {
  Chart chart{f, start, fixed_sigma};
  for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
    const Evaluation here = require_representable(f(chart.q));
    const Pair g = chart.slope(here);
    const Eigen2 eigen = decompose(chart.curvature());
    const Pair newton = newton_step(eigen, g);
    const Pair move = newton.norm() > kSmallStep ? backtrack(chart, here.value, newton) : Pair(Pair::Zero());
    if (move.norm() > 0.0) {
      chart.q = chart.at(move);
      continue;
    }
    // Nothing lower ahead: rounding hides what is left of the slope, or there is none.
    const bool stationary = newton.norm() < 1e-4, saddle = eigen.eigenvalues()[0] < -kFlat;
    const Pair out =
        stationary && saddle && leave_saddles ? backtrack(chart, here.value, 0.1 * way_out(eigen)) : Pair(Pair::Zero());
    if (!(out.norm() > 0.0)) return {chart.q, here.value, stationary && !saddle};
    chart.q = chart.at(out);
  }
  return {chart.q, f(chart.q).value, false};
}

}  // namespace lvm::divergence
