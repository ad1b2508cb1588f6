// Weighted points that turn an expectation under q into a sum. Internal.
#pragma once

#include "bbvi_terms.hpp"

namespace lvm::bbvi {

struct Nodes {
  Draws draws;
  Vector weights;  ///< sum to 1
};

/// A one-dimensional rule for expectations under N(0, 1).
struct Rule {
  Vector points;
  Vector weights;  ///< sum to 1
};

/// Gauss-Hermite: exact for polynomials of degree below 2 count.
Rule gauss_hermite(Index count);

/// Trapezoidal on [-10, 10]; converges geometrically for analytic integrands, however sharply bent.
Rule trapezoidal(Index count);

/// Every state of a discrete z, or a tensor grid over the noise.
/// @throws InvalidArgument  if m > 2
Nodes nodes(const Target& target, const Q& q);

}  // namespace lvm::bbvi
