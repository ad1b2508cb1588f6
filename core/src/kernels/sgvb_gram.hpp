// The likelihood's part of SGVB's gradient estimate through Gram matrices. Internal: arguments are taken as checked.
//
// The pull of the likelihood on z = mu + L eps is linear in eps: V^T ((x - b) / gamma - V mu) - A L eps with V = W / gamma and
// A = V^T V. So its mean over the samples needs their mean only, and the mean of pull eps^T needs E^T E / N besides: N m^2 / 2
// multiplications in place of 2 N m d.
#pragma once

#include "lvm/sgvb.hpp"

namespace lvm::sgvb::kernel {

/// What is the same for every step: V, A and (x - b) / gamma.
class Projection {
 public:
  Projection(const Model& model, const Vector& x);

  /// The mean of g_s, and of g_s eps_s^T as far as the family has parameters for it: what likelihood_gradient in
  /// sgvb_gradient.cpp computes sample by sample.
  Factorized likelihood_gradient(const Factorized& q, const MatrixRef& eps) const;
  Full likelihood_gradient(const Full& q, const MatrixRef& eps) const;

 private:
  Vector pull(const Vector& z) const;

  Matrix V_;
  Vector centred_;
  Matrix A_;  ///< filled up with zeros to a multiple of 4 rows and columns
};

/// Whether a step from N samples, Projection included, is cheaper this way. Never for what fits on a screen: there the
/// readable implementation is as fast.
template <Family Q>
bool pays(Index m, Index d, Index N);

}  // namespace lvm::sgvb::kernel
