/// Random problems for the tests of linear_gaussian and sgvb, all from lvm::random: the same ones on every platform.
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "lvm/linear_gaussian.hpp"
#include "lvm/random.hpp"
#include "lvm/sgvb_fit.hpp"

namespace problem {

using lvm::Index;
using lvm::Matrix;
using lvm::Vector;
namespace linear_gaussian = lvm::linear_gaussian;
namespace random = lvm::random;
namespace sgvb = lvm::sgvb;

/// The streams that the tests use; the core's own are far away.
enum Stream : std::uint32_t { kW = 1, kOffset, kObservation, kMean, kLogScale, kLower, kNoise, kRotation };

inline Vector normals(random::Source source, Index n) { return random::normals(source, n, 1).col(0); }

struct Problem {
  linear_gaussian::Model model;
  Vector x;
};

inline Problem random_problem(std::uint32_t seed, Index d, Index m, double gamma = 0.5) {
  Problem p{{random::normals({seed, kW, 0}, d, m), normals({seed, kOffset, 0}, d), gamma}, Vector()};
  p.x = p.model.b + 1.5 * normals({seed, kObservation, 0}, d);
  return p;
}

/// Away from the special values: no log scale is 0.
template <sgvb::Family Q>
Q random_q(std::uint32_t seed, Index m) {
  const Vector mean = normals({seed, kMean, 0}, m);
  const Vector log_scale = 0.5 * normals({seed, kLogScale, 0}, m).array() - 0.4;
  if constexpr (std::same_as<Q, sgvb::Full>) {
    Matrix lower = Matrix::Zero(m, m);
    lower.triangularView<Eigen::StrictlyLower>() = 0.5 * random::normals({seed, kLower, 0}, m, m);
    return {mean, log_scale, lower};
  } else {
    return {mean, log_scale};
  }
}

inline Matrix random_rotation(std::uint32_t seed, Index d) {
  const Matrix A = random::normals({seed, kRotation, 0}, d, d);
  return Eigen::HouseholderQR<Matrix>(A).householderQ();
}

/// ln N(x; mean, covariance) by the textbook formula.
inline double log_normal(const Vector& x, const Vector& mean, const Matrix& covariance) {
  const Eigen::LLT<Matrix> llt(covariance);
  const double log_det = 2.0 * llt.matrixLLT().diagonal().array().log().sum();
  const Vector whitened = llt.matrixL().solve(x - mean);
  return -0.5 * (static_cast<double>(x.size()) * std::log(2.0 * std::numbers::pi) + log_det + whitened.squaredNorm());
}

/// |a - b| relative to the larger of both and 1: what rounding may do to a sum of nats.
inline double difference(double a, double b) { return std::abs(a - b) / std::max({1.0, std::abs(a), std::abs(b)}); }

/// Largest entry of |a - b|.
template <class A, class B>
double distance(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<B>& b) {
  return (a - b).cwiseAbs().maxCoeff();
}

}  // namespace problem
