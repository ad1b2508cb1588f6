// What the bound, its gradients and the steps share. Internal: arguments are taken as checked.
#pragma once

#include "linear_gaussian_exact.hpp"
#include "lvm/sgvb.hpp"

namespace lvm::sgvb {

/// The bound's terms from an exact solution that is already at hand.
template <Family Q>
Terms terms_from(const Model& model, const Vector& x, const Q& q, const linear_gaussian::Exact& exact);

double objective_from(const Terms& terms, Objective objective);

/// Which terms an objective has: likelihood E_q ln p(x | z), prior E_q ln p(z), entropy H[q]; 1 or 0 each.
struct Weights {
  double likelihood;
  double prior;
  double entropy;
};

Weights weights_of(Objective objective);

/// Makes the objective's gradient of the likelihood's.
/// @throws NumericalError  if it is not finite
template <Family Q>
void assemble(const Q& q, Objective objective, Q& g);

/// @throws InvalidArgument  unless model, x and q are valid and fit each other
template <Family Q>
void require_arguments(const Model& model, const Vector& x, const Q& q);

}  // namespace lvm::sgvb
