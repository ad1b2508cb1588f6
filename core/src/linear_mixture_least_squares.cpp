#include "linear_mixture_least_squares.hpp"

#include <cmath>
#include <limits>

#include "algebra.hpp"

namespace lvm::linear_mixture {

std::optional<Vector> weighted_least_squares(const Matrix& X, const Vector& y, const Vector& r) {
  const Index N = X.rows(), D = X.cols();
  if (N < D) return std::nullopt;
  const Vector root = (r.array() / r.maxCoeff()).sqrt();
  Matrix design = X.array().colwise() * root.array();
  Vector norms(D);  // columns of length 1: the rank does not depend on units
  for (Index d = 0; d < D; ++d) {
    norms[d] = design.col(d).stableNorm();
    if (!(norms[d] > 0.0)) return std::nullopt;
    design.col(d) /= norms[d];
  }
  const QR qr(design, QR::Pivoting::columns);
  // Rounding in N rows leaves a column that depends on the others with a length of about sqrt(N) epsilon.
  const double threshold = 8.0 * std::numeric_limits<double>::epsilon() * std::sqrt(static_cast<double>(N));
  const Vector lengths = qr.R().diagonal().cwiseAbs();
  if (!(lengths.minCoeff() > threshold * lengths.maxCoeff())) return std::nullopt;
  const Vector target = y.array() * root.array();
  Vector w = qr.solve(qr.rotated(target));
  w += qr.solve(qr.rotated(
      target - times(design, w)));  // one refinement: an exact fit then leaves residuals of rounding size at any N
  return Vector(w.array() / norms.array());
}

}  // namespace lvm::linear_mixture
