/// Gaussian mixture model fitted by expectation-maximization, with or without labelled examples.
///
/// Notation: N examples, D features, K components; x_n is row n of X,
///   pi, mu, Sigma   mixing weights, means, covariances (phi, mu, Sigma in CS229)
///   gamma_nk        responsibility p(z_n = k | x_n) (w, Q in CS229; delta in NTU HW3)
///   R               any weights over z, N x K, rows sum to 1; after the E-step R = gamma
/// All log quantities are in nats and are sums over examples.
/// References: CS229 (Fall 2020) PS3 Q2; Bishop, Pattern Recognition and Machine Learning (2006), section 9.2.
#pragma once

#include <cstdint>
#include <vector>

#include "lvm/em.hpp"
#include "lvm/types.hpp"

namespace lvm::gmm {

struct Params {
  Vector weights;                   ///< pi, K, on the simplex
  Matrix means;                     ///< mu, K x D
  std::vector<Matrix> covariances;  ///< Sigma_k, K of D x D, symmetric positive definite
};

using em::Evaluation;
using em::Posterior;
using em::WeightsFrom;

/// Examples whose latent variable was observed. Default: none, which is plain EM.
struct Labelled {
  Matrix X;                                     ///< N_l x D, may be empty
  Labels z;                                     ///< N_l labels in 0 .. K-1; classes may be missing
  double alpha = 0.0;                           ///< weight of each labelled example, >= 0
  WeightsFrom weights_from = WeightsFrom::all;  ///< see WeightsFrom
};

/// ln p(x_n, z_n = k), for every example and component; -inf where pi_k = 0.
///
/// @param params  K components in D dimensions
/// @param X       N x D, finite
/// @return        N x K
/// @throws InvalidArgument  if shapes disagree, X is not finite, weights are off the simplex or a Sigma_k is not symmetric
/// @throws NumericalError   if some Sigma_k is not positive definite; names the component
Matrix log_joint(const Params& params, const Matrix& X);

/// E-step: the exact posterior over z under the current parameters (CS229 PS3 Q2(b); Bishop eq. 9.23, 9.14).
///
/// @return  responsibilities and log-likelihood
/// @throws  as log_joint; NumericalError if an example is so far from every component that its density is 0
Posterior e_step(const Params& params, const Matrix& X);

/// sum_n ln p(x_n), nats.
/// @throws as e_step
double log_likelihood(const Params& params, const Matrix& X);

/// M-step: the parameters that maximize  elbo + alpha * l_sup  for fixed R (CS229 PS3 Q2(c); Bishop eq. 9.24 to 9.26).
///
/// A labelled example (x, z) enters as a row of X with responsibility alpha * onehot(z), except that with
/// WeightsFrom::unlabelled it does not count for pi.
///
/// @param X                 N x D
/// @param R                 N x K, nonnegative; rows need not sum to 1
/// @param covariance_floor  smallest eigenvalue allowed in any Sigma_k, in squared units of X, >= 0. Eigenvalues below
///                          it are raised to it, which is the exact maximizer under that constraint: once every Sigma_k
///                          respects the floor, EM never lowers the objective. A component without mass then takes the mean and covariance of X.
/// @throws InvalidArgument  if shapes disagree, or R, alpha, z or covariance_floor is out of range
/// @throws NumericalError   if component k has no mass or has collapsed (its covariance is singular to working precision)
Params m_step(const Matrix& X, const Matrix& R, const Labelled& labelled = {}, double covariance_floor = 0.0);

/// Evidence lower bound  F(theta, R) = sum_nk R_nk (ln p(x_n, z_n = k) - ln R_nk), with 0 ln 0 = 0.
///
/// Equals the log-likelihood exactly when R is the posterior; below it by KL(R || gamma) otherwise.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @return   nats; -inf if R puts mass where p(x_n, z_n = k) = 0
/// @throws   as log_joint
double elbo(const Params& params, const Matrix& X, const Matrix& R);

/// KL(R || gamma) = log_likelihood - elbo, nats, summed over examples; never negative, and accurate when tiny.
/// @throws as elbo
double kl_to_posterior(const Params& params, const Matrix& X, const Matrix& R);

/// l_sup: log-likelihood of the labelled examples under the convention labelled.weights_from (not times alpha).
/// @throws as log_joint; InvalidArgument if a label is outside 0 .. K-1
double supervised_log_likelihood(const Params& params, const Labelled& labelled);

/// l_unsup + alpha * l_sup, what semi-supervised EM maximizes (CS229 PS3 Q2).
/// @throws as log_joint and supervised_log_likelihood
double objective(const Params& params, const Matrix& X, const Labelled& labelled = {});

/// Every scalar above from one pass over the data.
/// @throws as elbo and supervised_log_likelihood
Evaluation evaluate(const Params& params, const Matrix& X, const Matrix& R, const Labelled& labelled = {});

/// N_k: sum_n R_nk and, where labelled examples
/// are given, alpha for each one with label k.
/// @return  K effective counts
Vector effective_counts(const Matrix& R, const Labelled& labelled = {});

/// A draw from the mixture: z by inversion of the cumulative weights, x = mu_z + L_z eps with Sigma = L L^T.
struct Sample {
  Matrix X;  ///< N x D
  Labels z;  ///< N
};

/// @param count  N >= 1
/// @return       a pure function of its arguments; the first n of a larger sample equal a sample of n
/// @throws       as log_joint
Sample sample(const Params& params, Index count, std::uint32_t seed);

}  // namespace lvm::gmm
