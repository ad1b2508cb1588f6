// Cholesky factors of covariances, refused where they would be noise. Internal.
#pragma once

#include "lvm/types.hpp"

namespace lvm {

/// Relative error that the entries of a covariance may carry: what rounding leaves after a sum over the data.
inline constexpr double kRounding = 8.0 * 2.220446049250313e-16;

/// Whether the covariance is positive definite to working precision: normal, finite variances, and correlations that a
/// relative change of kRounding cannot make singular. Scales of the coordinates do not matter.
bool is_positive_definite(const Matrix& covariance);

/// @return L, lower triangular, with covariance = L L^T
/// @throws NumericalError naming component k, unless is_positive_definite
Matrix cholesky(const Matrix& covariance, Index k);

}  // namespace lvm
