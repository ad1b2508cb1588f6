// What a single step and a whole run share. Internal.
#pragma once

#include <optional>

#include "kernels/sgvb_gram.hpp"
#include "lvm/sgvb_fit.hpp"

namespace lvm::sgvb {

/// @throws InvalidArgument  naming the option that is out of range
void require_options(const StepOptions& options);

/// Model and observation with what every step from `samples` samples needs of them, and room to work in. It refers to both and
/// copies neither.
template <Family Q>
class Problem {
 public:
  Problem(const Model& model, const Vector& x, Index samples);

  /// As sgvb::gradient_estimate, to rounding; eps has `samples` rows. The result is overwritten by the next one.
  const Q& gradient_estimate(const Q& q, const Matrix& eps, Objective objective);

 private:
  const Model& model_;
  const Vector& x_;
  std::optional<kernel::Projection> projection_;
  Q gradient_;
};

/// sgvb::step in place, its arguments but the moments taken as checked. A state that it throws over is lost.
template <Family Q>
void advance(State<Q>& state, Problem<Q>& problem, const StepOptions& options, const Matrix& eps);

}  // namespace lvm::sgvb
