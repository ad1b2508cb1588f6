#include "lvm/divergence_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "divergence_gaussian.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::divergence {
namespace {

void require_options(const DescentOptions& options) {
  require(std::isfinite(options.step_size) && options.step_size > 0.0, "step_size", "must be finite and > 0; got ",
          options.step_size);
  require(options.max_steps >= 0, "max_steps", "must be >= 0; got ", options.max_steps);
  require(std::isfinite(options.tolerance) && options.tolerance > 0.0, "tolerance", "must be finite and > 0; got ",
          options.tolerance);
}

bool is_finite(const Evaluation& at) {
  return std::isfinite(at.value) && std::isfinite(at.gradient.mean) && std::isfinite(at.gradient.log_sigma);
}

double length(const Gradient& gradient, bool fixed_sigma) {
  return fixed_sigma ? std::abs(gradient.mean) : hypot(gradient.mean, gradient.log_sigma);
}

void require_grid(const Vector& values, const char* argument) {
  require(values.size() >= 1, argument, "must have at least one entry");
  require(values.allFinite(), argument, "must be finite");
}

Descent descend(const Objective& f, const Gaussian& start, const DescentOptions& options) {
  Descent run{Stop::max_steps, {{start, f(start)}}};
  if (!is_finite(run.trace.back().at)) return {Stop::diverged, run.trace};
  for (int steps = 0; run.stop == Stop::max_steps; ++steps) {
    const DescentPoint& here = run.trace.back();
    if (length(here.at.gradient, options.fixed_sigma) < options.tolerance) {
      run.stop = Stop::converged;
      break;
    }
    if (steps == options.max_steps) break;
    const Gaussian next = step(here.q, here.at.gradient, options.step_size, options.fixed_sigma);
    const Evaluation at = in_range(next) ? f(next) : Evaluation{std::numeric_limits<double>::infinity(), {}};
    if (!is_finite(at))
      run.stop = Stop::diverged;
    else
      run.trace.push_back({next, at});
  }
  return run;
}

// The same optimum, found from two starts to within the precision of Newton's method.
bool same(const Gaussian& a, const Gaussian& b) {
  return std::abs(a.mean - b.mean) < 1e-4 * exp(a.log_sigma) && std::abs(a.log_sigma - b.log_sigma) < 1e-4;
}

// Renumbered so that the deepest optimum comes first.
Optima best_first(const Optima& found) {
  std::vector<int> order, rank(found.optima.size());
  const auto at = [&](int i) -> const Optimum& { return found.optima[static_cast<std::size_t>(i)]; };
  const auto deeper = [&](int a, int b) { return at(a).value < at(b).value; };
  for (int i = 0; i < static_cast<int>(found.optima.size()); ++i) {
    order.insert(std::upper_bound(order.begin(), order.end(), i, deeper), i);
  }
  Optima sorted{{}, found.reached};
  for (const int i : order) {
    rank[static_cast<std::size_t>(i)] = static_cast<int>(sorted.optima.size());
    sorted.optima.push_back(at(i));
  }
  for (int& i : sorted.reached) i = i < 0 ? -1 : rank[static_cast<std::size_t>(i)];
  return sorted;
}

}  // namespace

Vector log_density(const Mixture& p, const Vector& x) {
  require_mixture(p);
  lvm::require_finite(x, "x");
  Vector result(x.size());
  for (Index i = 0; i < x.size(); ++i) result[i] = Standardized(p, {x[i], 0.0}).at(0.0).log_density;
  return result;
}

Gaussian inclusive_fit(const Mixture& p) {
  require_mixture(p);
  // Scaled and centred, so that no square overflows and an offset costs no digits.
  const Vector weights = p.weights / p.weights.sum();
  const double origin = p.means[0], mean = origin + weights.dot((p.means.array() - origin).matrix());
  const Vector deviations = p.means.array() - mean;
  const double scale = std::max(deviations.cwiseAbs().maxCoeff(), p.sigmas.maxCoeff());
  const double variance = weights.dot((deviations / scale).cwiseAbs2() + (p.sigmas / scale).cwiseAbs2());
  const Gaussian q{mean, log(scale) + 0.5 * log(variance)};
  if (!in_range(q)) fail({"the variance of the mixture is beyond the range of log_sigma, -300 to 300"});
  return q;
}

Evaluation evaluate(Direction direction, const Mixture& p, const Gaussian& q) {
  require_gaussian(q, "q");
  return require_representable(Divergence(direction, p)(q));
}

Gaussian step(const Gaussian& q, const Gradient& gradient, double step_size, bool fixed_sigma) {
  return {q.mean - step_size * gradient.mean, fixed_sigma ? q.log_sigma : q.log_sigma - step_size * gradient.log_sigma};
}

Descent fit(Direction direction, const Mixture& p, const Gaussian& start, const DescentOptions& options) {
  require_options(options);
  require_gaussian(start, "start");
  Descent run = descend(Divergence(direction, p), start, options);
  require_representable(run.trace.front().at);
  return run;
}

Matrix landscape(Direction direction, const Mixture& p, const Vector& means, const Vector& log_sigmas) {
  require_grid(means, "means");
  require_grid(log_sigmas, "log_sigmas");
  const Divergence f(direction, p);
  Matrix values(means.size(), log_sigmas.size());
  for (Index i = 0; i < means.size(); ++i) {
    for (Index j = 0; j < log_sigmas.size(); ++j) {
      const Gaussian q{means[i], log_sigmas[j]};
      require_gaussian(q, "log_sigmas");
      const double value = f(q).value;
      values(i, j) = std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
    }
  }
  return values;
}

std::vector<Gaussian> grid(const Vector& means, const Vector& log_sigmas) {
  require_grid(means, "means");
  require_grid(log_sigmas, "log_sigmas");
  std::vector<Gaussian> points;
  for (const double mean : means) {
    for (const double log_sigma : log_sigmas) points.push_back({mean, log_sigma});
  }
  return points;
}

Optima local_optima(Direction direction, const Mixture& p, const std::vector<Gaussian>& starts,
                    const DescentOptions& options) {
  require_options(options);
  require(!starts.empty(), "starts", "must have at least one entry");
  for (const Gaussian& start : starts) require_gaussian(start, "starts");
  const Divergence f(direction, p);
  DescentOptions roughly = options;
  roughly.tolerance = std::max(options.tolerance, 1e-3);
  Optima found{{}, std::vector<int>(starts.size(), -1)};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const Descent run = descend(f, starts[i], roughly);
    if (run.stop == Stop::diverged) continue;
    const Minimum end = minimize(f, run.trace.back().q, options.fixed_sigma, false);
    if (!end.is_minimum) continue;
    std::size_t known = 0;
    while (known < found.optima.size() && !same(found.optima[known].q, end.q)) ++known;
    if (known == found.optima.size()) found.optima.push_back({end.q, end.value});
    found.reached[i] = static_cast<int>(known);
  }
  return best_first(found);
}

}  // namespace lvm::divergence
