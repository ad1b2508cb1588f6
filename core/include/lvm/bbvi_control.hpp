/// The variance of a score-function gradient as a function of its control variate's coefficient: a parabola.
///
/// Var(l s_i + a s_i) = Var(l s_i) + 2 a Cov(l s_i, s_i) + a^2 Var(s_i), per parameter i and one sample.
/// A constant c added to ln p acts exactly as a does, so the same parabola says what it costs.
/// References: Tübingen "Data Compression" (summer 2023) PS8.3(b), note; Ranganath, Gerrish and Blei, "Black box
/// variational inference" (AISTATS 2014), section 3.
#pragma once

#include <vector>

#include "lvm/bbvi.hpp"

namespace lvm::bbvi {

/// V(a) = constant + linear a + quadratic a^2 = minimum + quadratic (a - argmin)^2.
struct Parabola {
  double constant;   ///< variance of g1, a = 0
  double linear;     ///< 2 Cov(l s, s)
  double quadratic;  ///< Var(s) >= 0
  double argmin;     ///< -linear / (2 quadratic); 0 where the parabola is flat and every coefficient as good
  double minimum;    ///< V(argmin) >= 0, computed on its own: accurate where the coefficients would cancel

  /// V(a), by the form that does not cancel.
  double at(double a) const { return minimum + quadratic * (a - argmin) * (a - argmin); }
};

struct VarianceParabolas {
  std::vector<Parabola> coordinates;  ///< P
  Parabola total;                     ///< their sum, whose argmin is the best common coefficient
};

/// From samples (divisor S - 1): at(a) is the sample variance of s (l + a), argmin the coefficient of Origin::same_samples.
///
/// @param eps  S x m (S x 1 for a Categorical), S >= 2
/// @throws     as log_ratio; InvalidArgument if S < 2
VarianceParabolas variance_parabolas(const Target& target, const Q& q, const Matrix& eps);

/// The coefficients that `gradients` with Estimator::score_function and this control puts to use.
///
/// @return  S x P; rows differ only with Origin::leave_one_out, columns only with Coefficient::per_coordinate
/// @throws  as gradients
Matrix coefficients(const Target& target, const Q& q, const Matrix& eps, const Control& control);

}  // namespace lvm::bbvi
