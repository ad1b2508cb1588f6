/// Every target with a q that is neither at its optimum nor at log_sigma = 0 (which hides exp(rho) for exp(2 rho)).
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "lvm/bbvi_exact.hpp"
#include "lvm/errors.hpp"

namespace bbvi_cases {

using namespace lvm;
using namespace lvm::bbvi;

struct Case {
  std::string name;
  Target target;
  Q q;
};

inline Gaussian gaussian(std::initializer_list<double> mean, std::initializer_list<double> log_sigma) {
  const std::vector<double> a = mean, b = log_sigma;
  return {Eigen::Map<const Vector>(a.data(), std::ssize(a)), Eigen::Map<const Vector>(b.data(), std::ssize(b))};
}

inline Target linear_gaussian_plane() {
  LinearGaussian target{{Matrix(3, 2), Vector(3), 0.8}, Vector(3)};
  target.model.W << 1.0, 0.5, -0.3, 1.2, 0.7, 0.9;
  target.model.b << 0.1, -0.2, 0.3;
  target.x << 1.1, 0.4, -0.6;
  return {target, 0.7};
}

inline Target mixture_line() {
  Mixture target{Vector(2), Matrix(2, 1), Vector(2)};
  target.weights << 0.3, 0.7;
  target.means << -2.0, 1.5;
  target.sigmas << 0.5, 0.8;
  return {target};
}

inline Target mixture_plane() {
  Mixture target{Vector(3), Matrix(3, 2), Vector(3)};
  target.weights << 0.5, 0.3, 0.2;
  target.means << -1.5, 0.0, 1.5, 0.5, 0.0, -1.5;
  target.sigmas << 0.6, 0.7, 0.9;
  return {target, -0.4};
}

inline Case discrete() {
  Vector log_weights(4), logits(4);
  log_weights << -1.0, 0.5, -2.5, 0.2;
  logits << 0.3, -0.4, 0.8, 0.0;
  return {"discrete", {Discrete{log_weights}, 0.3}, Categorical{logits}};
}

inline Case bernoulli() {
  Vector log_weights(2), logits(2);
  log_weights << -0.7, -2.0;
  logits << -0.5, 0.6;
  return {"Bernoulli", {Discrete{log_weights}}, Categorical{logits}};
}

inline std::vector<Case> continuous_cases() {
  return {{"Gaussian mean", {GaussianMean{1.2, 0.7, -0.4, 1.3}, 0.5}, gaussian({0.3}, {-0.4})},
          {"linear Gaussian", linear_gaussian_plane(), gaussian({0.4, -0.2}, {-0.5, 0.2})},
          {"banana", {Banana{0.8, 0.6}, -0.2}, gaussian({0.5, -0.3}, {-0.3, -0.6})},
          {"mixture on a line", mixture_line(), gaussian({0.4}, {0.3})},
          {"mixture in the plane", mixture_plane(), gaussian({0.2, -0.3}, {0.1, -0.4})},
          {"funnel", {Funnel{1.5}, 0.1}, gaussian({0.3, 0.5}, {-0.6, -0.2})}};
}

inline std::vector<Case> all_cases() {
  std::vector<Case> cases = continuous_cases();
  cases.push_back(discrete());
  cases.push_back(bernoulli());
  return cases;
}

inline Matrix noise_of(const Q& q, std::uint32_t seed, Index S) { return noise(q, {seed, 0, 0}, S); }

/// Estimators without a coefficient that exist for the target.
inline std::vector<Estimator> pathwise_estimators(const Target& target) {
  if (is_discrete(target)) return {};
  if (!has_gaussian_prior(target)) return {Estimator::reparameterization, Estimator::sticking_the_landing};
  return {Estimator::reparameterization_kl, Estimator::reparameterization, Estimator::sticking_the_landing};
}

inline Method with_coefficient(double value) {
  return {Estimator::score_function, {Coefficient::given, value, Origin::exact, {}}};
}

inline Method with_coefficient(Coefficient coefficient, Origin origin, const Matrix& pilot = {}) {
  return {Estimator::score_function, {coefficient, 0.0, origin, pilot}};
}

/// Mean and variance of one per-sample gradient by the trapezoidal rule over the noise, for m <= 2: an independent
/// check of closed forms and of other quadrature.
struct Moments {
  Vector mean, variance;
};

inline Moments grid_moments(const Target& target, const Q& q, const Method& method) {
  const Index m = dimension(target), n = m == 1 ? 2001 : 321, count = m == 1 ? n : n * n;
  const auto point = [n](Index i) { return -9.5 + 19.0 * static_cast<double>(i) / static_cast<double>(n - 1); };
  Matrix eps(count, m);
  for (Index s = 0; s < count; ++s) {
    eps(s, 0) = point(s % n);
    if (m == 2) eps(s, 1) = point(s / n);
  }
  Vector weights = (-0.5 * eps.rowwise().squaredNorm()).array().exp();
  weights /= weights.sum();
  const Matrix g = gradients(target, q, eps, method);
  const Eigen::RowVectorXd mean = weights.transpose() * g;
  const Eigen::RowVectorXd variance = weights.transpose() * (g.rowwise() - mean).cwiseAbs2();
  return {mean.transpose(), variance.transpose()};
}

/// |a - b| <= tolerance * (1 + |b|) in every entry.
inline bool close(const Vector& a, const Vector& b, double tolerance) {
  return a.size() == b.size() && ((a - b).array().abs() <= tolerance * (1.0 + b.array().abs())).all();
}

/// |mean - expected| <= 5 standard errors in every entry, with room for rounding where they are 0.
inline bool within_5_standard_errors(const Vector& mean, const Vector& expected, const Vector& standard_error) {
  return ((mean - expected).array().abs() <= 5.0 * standard_error.array() + 1e-11).all();
}

}  // namespace bbvi_cases
