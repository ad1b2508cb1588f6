// Weighted least squares, for the M-step and the starts. Internal.
#pragma once

#include <optional>

#include "lvm/types.hpp"

namespace lvm::linear_mixture {

/// argmin_w sum_n r_n (y_n - w^T x_n)^2 by QR with column pivoting. No normal equations: they would square the
/// condition number, which an offset of X makes large.
///
/// @param X  N x D
/// @param y  N
/// @param r  N, nonnegative, at least one > 0
/// @return   w, D; nothing if the design sqrt(r) X has rank below D to working precision, whatever the units of its
///           columns
std::optional<Vector> weighted_least_squares(const Matrix& X, const Vector& y, const Vector& r);

}  // namespace lvm::linear_mixture
