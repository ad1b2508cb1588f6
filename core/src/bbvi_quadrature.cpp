#include "bbvi_quadrature.hpp"

#include <cmath>
#include <utility>

#include "algebra.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

constexpr Index kGaussHermite = 48;
constexpr Index kTrapezoidalLine = 801;
constexpr Index kTrapezoidalPlane = 241;
constexpr double kReach = 10.0;  // what lies outside has weight exp(-50), times a power of the noise

// sum_{j < count} h_j(x)^2 of the orthonormal Hermite polynomials; its reciprocal is a node's weight.
double christoffel(double x, Index count) {
  double before = 0.0, h = 1.0, sum = 1.0;
  for (Index j = 1; j < count; ++j) {
    const auto n = static_cast<double>(j);
    const double next = (x * h - std::sqrt(n - 1.0) * before) / std::sqrt(n);
    before = h;
    h = next;
    sum += h * h;
  }
  return sum;
}

Matrix grid(const Vector& points, Index m) {
  if (m == 1) return points;
  const Index n = points.size();
  Matrix result(n * n, 2);
  for (Index i = 0; i < n; ++i) {
    result.col(0).segment(i * n, n).setConstant(points[i]);
    result.col(1).segment(i * n, n) = points;
  }
  return result;
}

Vector grid_weights(const Vector& weights, Index m) {
  if (m == 1) return weights;
  const Index n = weights.size();
  Vector result(n * n);
  for (Index i = 0; i < n; ++i) result.segment(i * n, n) = weights[i] * weights;
  return result;
}

}  // namespace

Rule gauss_hermite(Index count) {
  // The nodes are the eigenvalues of the Jacobi matrix of the recurrence x h_j = sqrt(j+1) h_{j+1} + sqrt(j) h_{j-1}
  // (Golub and Welsch 1969). Its eigenvectors would give weights of absolute accuracy; the recurrence gives relative.
  Matrix jacobi = Matrix::Zero(count, count);
  for (Index j = 1; j < count; ++j) jacobi(j, j - 1) = jacobi(j - 1, j) = std::sqrt(static_cast<double>(j));
  Vector found = spectrum(jacobi).values;
  for (Index i = 0; i < count; ++i) {  // in order
    Index least = 0;
    found.tail(count - i).minCoeff(&least);
    std::swap(found[i], found[i + least]);
  }
  const Vector points = 0.5 * (found - found.reverse());  // symmetric, as the exact ones are
  Vector weights(count);
  for (Index i = 0; i < count; ++i) weights[i] = 1.0 / christoffel(points[i], count);
  return {points, weights / weights.sum()};
}

Rule trapezoidal(Index count) {
  const Vector points = Vector::LinSpaced(count, -kReach, kReach);
  const Vector weights = exp(-0.5 * points.cwiseAbs2());
  return {points, weights / weights.sum()};
}

Nodes nodes(const Target& target, const Q& q) {
  if (const auto* categorical = std::get_if<Categorical>(&q)) {
    const Vector probabilities = exp(log_probabilities(*categorical));
    const Index K = probabilities.size();
    return {{Matrix(K, 0), Vector::LinSpaced(K, 0.0, static_cast<double>(K - 1))}, probabilities};
  }
  const Index m = dimension(target);
  require(m <= 2, "target", "must have at most 2 dimensions for quadrature; it has ", m);
  const bool bent = std::holds_alternative<Mixture>(target.model);
  static const Rule hermite = gauss_hermite(kGaussHermite);  // every step of a run asks for it
  const Rule rule = bent ? trapezoidal(m == 1 ? kTrapezoidalLine : kTrapezoidalPlane) : hermite;
  return {draw(q, grid(rule.points, m)), grid_weights(rule.weights, m)};
}

}  // namespace lvm::bbvi
