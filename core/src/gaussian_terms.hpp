// The terms that divergences between Gaussians are made of. Internal: arguments are taken as checked.
#pragma once

#include "lvm/types.hpp"

namespace lvm::gaussian {

/// KL(N(0, s^2) || N(0, 1)) = (s^2 - 1 - ln s^2) / 2 >= 0 as a function of ln s, accurate near ln s = 0.
double scale_divergence(double log_scale);

/// KL(N(delta, A A^T) || N(0, I)) for lower triangular A with nonzero diagonal.
///
/// Any divergence is one of these after whitening: with S_p = L L^T, A = L^-1 L_q and delta = L^-1 (mu_q - mu_p).
double kl_to_standard_normal(const Vector& delta, const Matrix& A);

}  // namespace lvm::gaussian
