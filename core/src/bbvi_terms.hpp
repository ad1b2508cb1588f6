// The pieces that the estimators, their coefficients and their exact moments are made of. Arguments are checked by
// the callers. Internal.
#pragma once

#include "lvm/bbvi_control.hpp"

namespace lvm::bbvi {

/// Points of q's sample space and the noise they came from (empty for a Categorical's states).
struct Draws {
  Matrix eps;  ///< S x m
  Matrix Z;    ///< S x m, or S x 1
};

Draws draw(const Q& q, const Matrix& eps);

/// l and s at the draws.
struct Terms {
  Vector log_ratio;  ///< l, S
  Matrix score;      ///< s, S x P
};

/// @throws NumericalError  if ln p is not finite at a draw
Terms terms(const Target& target, const Q& q, const Draws& draws);

Vector log_q(const Q& q, const Draws& draws);
Matrix score(const Q& q, const Draws& draws);

/// Per-sample gradients of a pathwise estimator, S x P.
/// @throws NumericalError  if the gradient of ln p is not finite at a draw
Matrix pathwise(const Target& target, const Gaussian& q, const Draws& draws, Estimator estimator);

/// s (l + a), S x P, for coefficients a, S x P or 1 x P.
Matrix score_gradients(const Terms& terms, const Matrix& coefficients);

/// The parabolas of the variance under weights (S, sum 1), times `correction` (S / (S - 1) for a sample).
VarianceParabolas parabolas(const Terms& terms, const Vector& weights, double correction);

/// Adds up the coordinates' parabolas.
VarianceParabolas with_total(std::vector<Parabola> coordinates);

/// The coefficients of least variance, 1 x P.
Matrix best_coefficients(const VarianceParabolas& parabolas, Coefficient coefficient);

/// Logarithms of a Categorical's probabilities, K.
Vector log_probabilities(const Categorical& q);

}  // namespace lvm::bbvi
