/// Where EM for a mixture of linear regressions starts. The start decides which local optimum EM reaches.
#pragma once

#include <cstdint>

#include "lvm/linear_mixture.hpp"

namespace lvm::linear_mixture {

/// Splits the examples at random into K groups of nearly equal size and fits a line to each; pi_k = 1/K.
///
/// The groups are alike, so the lines start close together: EM leaves this start slowly.
///
/// @param X  N x D
/// @param y  N
/// @param K  from 1; every group needs more than D examples
/// @throws InvalidArgument  if shapes disagree, X or y is not finite, or K is out of range
/// @throws NumericalError   if a group's design has rank below D or its line fits it exactly; names the component
Params init_random_split(const Matrix& X, const Vector& y, Index K, std::uint32_t seed, double variance_floor = 0.0);

/// Each line passes through D examples drawn at random (two points in the plane); pi_k = 1/K, and every rho_k is the
/// residual variance of one least-squares line through all the data, wide enough for each line to find examples.
///
/// @throws InvalidArgument  as init_random_split, but K may be up to N
/// @throws NumericalError   if X has rank below D, one line fits all the data exactly, or D examples that determine a
///                          line are not found in 100 draws
Params init_random_lines(const Matrix& X, const Vector& y, Index K, std::uint32_t seed, double variance_floor = 0.0);

}  // namespace lvm::linear_mixture
