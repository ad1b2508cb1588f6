// The likelihood's part of SGVB's gradient estimate through Gram matrices. Internal: arguments are taken as checked.
//
// The pull of the likelihood on z = mu + L eps is linear in eps: V^T ((x - b) / gamma - V mu) - A L eps with V = W / gamma and
// A = V^T V. So its mean over the samples needs their mean only, and the mean of pull eps^T needs E^T E / N besides: N m^2 / 2
// multiplications in place of 2 N m d.
#pragma once

#include "lvm/sgvb.hpp"

namespace lvm::sgvb::kernel {

/// What is the same for every step: V, A and (x - b) / gamma, and room to work in: steps of the factorized family allocate nothing.
class Projection {
 public:
  Projection(const Model& model, const Vector& x);

  /// The mean of g_s, and of g_s eps_s^T as far as the family has parameters for it: what likelihood_gradient in
  /// sgvb_gradient.cpp computes sample by sample.
  ///
  /// @param g  of the shapes of q, is overwritten
  void likelihood_gradient(const Factorized& q, const Matrix& eps, Factorized& g);
  void likelihood_gradient(const Full& q, const Matrix& eps, Full& g);

 private:
  // Every row and vector over latent variables is filled up with zeros to a multiple of 4.
  void pull(const Vector& z);            // V^T ((x - b) / gamma - V z), to pull_
  void find_moments(const Matrix& eps);  // of the noise: mean_ and G_
  // Sums over rows of m numbers to mean_, over their outer products to G_, on and below the diagonal.
  void add_moments(const double* rows, Index stride, Index count, Index m);

  Matrix V_;
  Vector centred_;
  Matrix A_;
  Matrix G_;     ///< E^T E
  Matrix part_;  ///< some rows of E
  Vector mean_, z_, scale_, pull_;
};

/// Whether a step from N samples, Projection included, is cheaper this way: always where all is small, since what memory the
/// readable implementation asks for then takes longer than its arithmetic (for the factorized family; the full one's does not).
template <Family Q>
bool pays(Index m, Index d, Index N);

}  // namespace lvm::sgvb::kernel
