#include "linear_mixture_least_squares.hpp"

#include <Eigen/QR>

#include <cmath>
#include <limits>

namespace lvm::linear_mixture {

std::optional<Vector> weighted_least_squares(const MatrixRef& X, const Vector& y, const Vector& r) {
  const Index N = X.rows(), D = X.cols();
  if (N < D) return std::nullopt;
  const Vector root = (r.array() / r.maxCoeff()).sqrt();
  Eigen::MatrixXd design = X.array().colwise() * root.array();
  Vector norms(D);  // columns of length 1: the rank does not depend on units
  for (Index d = 0; d < D; ++d) {
    norms[d] = design.col(d).stableNorm();
    if (!(norms[d] > 0.0)) return std::nullopt;
    design.col(d) /= norms[d];
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
  // Rounding in N rows leaves a column that depends on the others with a length of about sqrt(N) epsilon.
  qr.setThreshold(8.0 * std::numeric_limits<double>::epsilon() * std::sqrt(static_cast<double>(N)));
  if (qr.rank() < D) return std::nullopt;
  const Vector target = y.array() * root.array();
  Vector w = qr.solve(target);
  w += qr.solve(target - design * w);  // one refinement: an exact fit then leaves residuals of rounding size at any N
  return Vector(w.array() / norms.array());
}

}  // namespace lvm::linear_mixture
