#include "cholesky.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "algebra.hpp"
#include "lvm/errors.hpp"

namespace lvm {

bool is_positive_definite(const Matrix& covariance) {
  const Vector variances = covariance.diagonal();
  if (!(variances.array() >= std::numeric_limits<double>::min()).all() || !covariance.allFinite()) return false;
  const Vector scale = variances.cwiseSqrt().cwiseInverse();
  const Matrix correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
  const std::optional<Matrix> root = cholesky_root(correlation);
  if (!root) return false;
  const Index D = covariance.rows();
  // The smallest eigenvalue is at least one over the sum of the inverse's.
  const double distance_to_singular = 1.0 / solve_lower(*root, Matrix::Identity(D, D)).squaredNorm();
  return distance_to_singular > kRounding * static_cast<double>(D);
}

Matrix cholesky(const Matrix& covariance, Index k) {
  if (is_positive_definite(covariance)) {
    if (std::optional<Matrix> root = cholesky_root(covariance)) return std::move(*root);
  }
  fail({"covariance ", k, " is not positive definite to working precision"}, k);
}

}  // namespace lvm
