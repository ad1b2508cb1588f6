// Adam, which SGVB and black-box inference share. Internal: all arguments are taken as checked.
#pragma once

#include "lvm/elementary.hpp"
#include "lvm/types.hpp"

namespace lvm {

/// Updates both moments by the gradient and says how far to go along each parameter, in units of the step size: Kingma and Ba,
/// algorithm 1, upwards.
///
/// @param first, second  running means of the gradient and of its square, 0 before the first step
/// @param t              the number of this step, from 1 on
template <class Options>
Vector adam_direction(Vector& first, Vector& second, double t, const Vector& gradient, const Options& options) {
  first = options.beta1 * first + (1.0 - options.beta1) * gradient;
  second = options.beta2 * second + (1.0 - options.beta2) * gradient.cwiseAbs2();
  // Both start at 0 and are too small at first; the divisors undo that. They are 1 - beta^t, as near to 1 as beta^t may be.
  const Eigen::ArrayXd mean = first.array() / -expm1(t * log(options.beta1));
  const Eigen::ArrayXd square = second.array() / -expm1(t * log(options.beta2));
  return mean / (square.sqrt() + options.epsilon);
}

}  // namespace lvm
