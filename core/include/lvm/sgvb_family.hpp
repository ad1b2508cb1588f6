/// Variational families of SGVB: Gaussians q(z) = N(mean, L L^T) over m latent variables, in unconstrained parameters.
///
/// A family decides what q can be, and thereby how tight the bound can get. Both are location-scale families:
/// z = mean + L eps with eps ~ N(0, I) (the reparameterization trick, CS229 (Fall 2020) PS3 eq. 17; Kingma and Welling,
/// "Auto-Encoding Variational Bayes", ICLR 2014, section 2.4). Scales are kept as logarithms (CS229 PS3 eq. 24), so
/// that every real number is a valid parameter and gradient steps need no constraint. A gradient, and any direction in
/// parameter space, has the type of its family: same names, same shapes.
/// Log scales must lie within [-300, 300]; beyond, exp(2 log_sigma) comes near the limits of doubles. That is an error
/// and never clamped.
#pragma once

#include <concepts>

#include "lvm/types.hpp"

namespace lvm::sgvb {

/// q(z) = prod_i N(z_i; mean_i, sigma_i^2): independent coordinates, the family of CS229.
struct Factorized {
  Vector mean;       ///< mu, m
  Vector log_sigma;  ///< rho = ln sigma, m
};

/// q(z) = N(mean, L L^T) with L = lower + diag(exp(log_diagonal)): every Gaussian, and so also the exact posterior.
struct Full {
  Vector mean;          ///< mu, m
  Vector log_diagonal;  ///< ln L_ii, m
  Matrix lower;         ///< L_ij for i > j, m x m; zero on and above the diagonal
};

template <class Q>
concept Family = std::same_as<Q, Factorized> || std::same_as<Q, Full>;

/// The prior N(0, I) as a member of the family, where CS229's script starts.
///
/// @param m  number of latent variables, >= 1
/// @throws InvalidArgument  if m < 1
template <Family Q>
Q standard_normal(Index m);

/// The full Gaussian with this mean and Cholesky factor.
///
/// @param mean  m
/// @param L     m x m, lower triangular with positive diagonal
/// @throws InvalidArgument  if shapes disagree, L is not lower triangular, its diagonal is not positive or out of range
Full full_from(const Vector& mean, const Matrix& L);

/// L with covariance L L^T: diag(sigma) of a factorized Gaussian.
///
/// @return  m x m, lower triangular with positive diagonal
/// @throws InvalidArgument  if shapes within q disagree, an entry is not finite or a log scale is out of range
template <Family Q>
Matrix cholesky_factor(const Q& q);

/// L L^T, m x m.
/// @throws as cholesky_factor
template <Family Q>
Matrix covariance(const Q& q);

/// Samples from given noise: z_s = mean + L eps_s (CS229 PS3 eq. 17).
///
/// @param eps  S x m, standard normal
/// @return     S x m
/// @throws     as cholesky_factor, or if eps does not fit
template <Family Q>
Matrix transform(const Q& q, const Matrix& eps);

/// H[q] = -E_q ln q(z) = m (1 + ln 2 pi) / 2 + sum_i ln L_ii, nats.
/// @throws as cholesky_factor
template <Family Q>
double entropy(const Q& q);

/// KL(q || N(0, I)) >= 0, nats (CS229 PS3 eq. 14).
/// @throws as cholesky_factor
template <Family Q>
double kl_to_prior(const Q& q);

/// The parameters in a row, for algorithms that treat them alike: mean, log scales, and lower row by row.
/// @return  2 m entries (factorized) or 2 m + m (m - 1) / 2 (full)
template <Family Q>
Vector flatten(const Q& q);

/// The inverse of flatten.
///
/// @param parameters  as many entries as flatten gives
/// @param m           number of latent variables
/// @throws InvalidArgument  if the length does not fit
template <Family Q>
Q unflatten(const Vector& parameters, Index m);

}  // namespace lvm::sgvb
