/// The alpha-divergences, a path from the exclusive to the inclusive KL divergence.
///
/// Convention (Zhu and Rohwer 1995; Minka, "Divergence measures and message passing", 2005, eq. 10), for 0 < alpha < 1:
///   D_alpha(p || q) = (1 - integral p^alpha q^(1 - alpha)) / (alpha (1 - alpha))
/// with the limits  alpha -> 1: D_KL(p || q), inclusive;  alpha -> 0: D_KL(q || p), exclusive;  alpha = 1/2: four times
/// (1 - Bhattacharyya coefficient). D_alpha(p || q) = D_(1 - alpha)(q || p). Amari's alpha is 2 alpha - 1 of this one
/// up to sign, and Renyi's divergence a function of the same integral; both are other conventions.
#pragma once

#include <vector>

#include "lvm/divergence_fit.hpp"

namespace lvm::divergence {

/// D_alpha(p || q) with its gradient with respect to q, in nats at the limits; accuracy as in divergence_fit.hpp.
///
/// @param alpha  in [0, 1]; the ends are the limits
/// @throws InvalidArgument  if p is not a mixture, q or alpha is out of range
/// @throws NumericalError   if the divergence exceeds the range of doubles
Evaluation alpha_divergence(const Mixture& p, const Gaussian& q, double alpha);

struct PathPoint {
  double alpha;
  Gaussian q;    ///< a local minimum of D_alpha
  double value;  ///< D_alpha(p || q)
};

/// Follows a local minimum as alpha changes: each one is found from the one before, the first from `start`.
///
/// From alpha = 1 and inclusive_fit(p) down to 0 it leads from the inclusive to an exclusive fit. Where the minimum
/// splits in two, as for a symmetric mixture, the path takes the one with the larger mean.
///
/// @param alphas       one or more in [0, 1], close enough that the minimum moves little between them
/// @param fixed_sigma  whether log_sigma stays that of start
/// @return             one point per alpha
/// @throws             as alpha_divergence
std::vector<PathPoint> alpha_path(const Mixture& p, const Gaussian& start, const Vector& alphas,
                                  bool fixed_sigma = false);

}  // namespace lvm::divergence
