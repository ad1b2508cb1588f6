// Parameters from sums over the examples, for the M-step of gmm.hpp and its kernel. Internal.
#pragma once

#include "lvm/types.hpp"

namespace lvm::gmm {

/// counts / their sum.
/// @throws NumericalError  if the sum is beyond the range of double
Vector mixing_weights(const Vector& counts);

/// Raises eigenvalues below the floor to it: the maximizer of the Gaussian likelihood over Sigma >= floor * I.
Matrix with_floor(const Matrix& covariance, double floor);

}  // namespace lvm::gmm
