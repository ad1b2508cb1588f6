/// Small linear Gaussian models to teach with: two of equal evidence and unequal tightness, and one with a dial.
#pragma once

#include "lvm/linear_gaussian.hpp"

namespace lvm::linear_gaussian {

/// A model and an observation of it.
struct Example {
  Model model;
  Vector x;  ///< d
};

/// Columns of W nearly orthogonal (d = 5, m = 2): posterior correlation 0.08, irreducible gap 0.003 nats.
Example experiment_1();

/// Columns of W nearly parallel (d = 5, m = 2): posterior correlation -0.94, irreducible gap 1.05 nats. The evidence
/// equals that of experiment_1 to five significant figures, ln p(x) = -2.1914.
Example experiment_2();

/// Two unit columns at an angle (d = m = 2, gamma = 0.2): W = [1 cos; 0 sin]. With s = 1 / gamma^2 the posterior
/// correlation is r = -s cos(angle) / (1 + s), the irreducible gap -ln(1 - r^2) / 2: 0 nats at a right angle, 1.29 when
/// the columns align.
///
/// @param angle  radians, finite; 0 and pi align the columns
/// @throws InvalidArgument  if angle is not finite
Example angle_example(double angle);

}  // namespace lvm::linear_gaussian
