#include "cholesky.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "lvm/errors.hpp"

namespace lvm {

bool is_positive_definite(const Eigen::MatrixXd& covariance) {
  const Vector variances = covariance.diagonal();
  if (!(variances.array() >= std::numeric_limits<double>::min()).all() || !covariance.allFinite()) return false;
  const Vector scale = variances.cwiseSqrt().cwiseInverse();
  const Eigen::MatrixXd correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
  const Cholesky llt(correlation);
  // Eigen's test of a pivot, x <= 0, lets NaN pass.
  if (llt.info() != Eigen::Success || !llt.matrixLLT().diagonal().allFinite()) return false;
  const double norm = correlation.cwiseAbs().colwise().sum().maxCoeff();
  const double distance_to_singular = llt.rcond() * norm;
  return distance_to_singular > kRounding * static_cast<double>(covariance.rows());
}

Cholesky cholesky(const Eigen::MatrixXd& covariance, Index k) {
  if (is_positive_definite(covariance)) {
    Cholesky llt(covariance);
    if (llt.info() == Eigen::Success) return llt;
  }
  fail({"covariance ", k, " is not positive definite to working precision"}, k);
}

}  // namespace lvm
