/// Mixture of linear regressions fitted by expectation-maximization, with or without labelled examples.
///
/// Notation: N examples (x_n, y_n), D features, K lines; x_n is row n of X,
///   pi, w_k, rho_k  mixing weights, coefficients, noise variances (theta = (pi, w, rho) in NTU HW3)
///   p(y | x) = sum_k pi_k N(y; w_k^T x, rho_k)
///   gamma_nk        responsibility p(z_n = k | x_n, y_n) (delta in NTU HW3)
///   R               any weights over z, N x K, rows sum to 1; after the E-step R = gamma
/// X is used as given: an intercept is a column of ones, see with_intercept.
/// All log quantities are in nats and are sums over examples; x is given, so its density is in none of them.
/// References: NTU ML 2024 HW3 Problem 5; Bishop, Pattern Recognition and Machine Learning (2006), section 14.5.1.
#pragma once

#include "lvm/em.hpp"
#include "lvm/types.hpp"

namespace lvm::linear_mixture {

using em::Evaluation;
using em::Posterior;
using em::WeightsFrom;

struct Params {
  Vector weights;    ///< pi, K, on the simplex
  Matrix W;          ///< K x D, row k is w_k
  Vector variances;  ///< rho, K, > 0, in squared units of y
};

/// Examples whose line was observed. Default: none, which is plain EM.
struct Labelled {
  Matrix X;                                     ///< N_l x D, may be empty
  Vector y;                                     ///< N_l
  Labels z;                                     ///< N_l labels in 0 .. K-1; lines may be missing
  double alpha = 0.0;                           ///< weight of each labelled example, >= 0
  WeightsFrom weights_from = WeightsFrom::all;  ///< see WeightsFrom
};

/// X with a column of ones before its own: w_k then starts with the intercept.
///
/// @param X  N x D
/// @return   N x (D + 1)
/// @throws InvalidArgument  if X is not finite
Matrix with_intercept(const Matrix& X);

/// What each line predicts: w_k^T x_n.
///
/// @param X  N x D
/// @return   N x K, in units of y
/// @throws InvalidArgument  if shapes disagree, X is not finite or params is out of range
Matrix predictions(const Params& params, const Matrix& X);

/// ln p(y_n, z_n = k | x_n), for every example and line; -inf where pi_k = 0.
///
/// @param X  N x D, finite
/// @param y  N, finite
/// @return   N x K
/// @throws InvalidArgument  if shapes disagree, X or y is not finite, weights are off the simplex or a variance is
///                          not > 0
Matrix log_joint(const Params& params, const Matrix& X, const Vector& y);

/// E-step: the exact posterior over z under the current parameters (NTU HW3 Problem 5).
///
/// Lines equal in every parameter get exactly equal responsibilities, so that EM never separates them.
///
/// @return  responsibilities and log-likelihood
/// @throws  as log_joint; NumericalError if an example is so far from every line that its density is 0
Posterior e_step(const Params& params, const Matrix& X, const Vector& y);

/// sum_n ln p(y_n | x_n), nats.
/// @throws as e_step
double log_likelihood(const Params& params, const Matrix& X, const Vector& y);

/// M-step: the parameters that maximize  elbo + alpha * l_sup  for fixed R (NTU HW3 Problem 5).
///
///   w_k   = argmin_w sum_n R_nk (y_n - w^T x_n)^2, by QR with column pivoting
///   rho_k = sum_n R_nk (y_n - w_k^T x_n)^2 / sum_n R_nk, with the new w_k
///   pi_k  = sum_n R_nk / N
/// A labelled example (x, y, z) enters as a row with responsibility alpha * onehot(z), except that with
/// WeightsFrom::unlabelled it does not count for pi. Neither the units of the columns of X nor those of y matter.
///
/// @param X               N x D
/// @param y               N
/// @param R               N x K, nonnegative; rows need not sum to 1
/// @param variance_floor  smallest rho_k allowed, in squared units of y, >= 0. A smaller one is raised to it, which is
///                        the exact maximizer under that constraint: once every rho_k respects the floor, EM never
///                        lowers the objective. A line without mass then takes the w and rho of all the data.
/// @throws InvalidArgument  if shapes disagree, there are fewer examples than columns (labelled ones count), or X, y,
///                          R, alpha, z or variance_floor is out of range
/// @throws NumericalError   if line k has no mass, its weighted design has rank below D, or it has collapsed (it passes
///                          through all its examples, so that rho_k = 0 to working precision); names the component
Params m_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled = {},
              double variance_floor = 0.0);

/// Evidence lower bound  F(theta, R) = sum_nk R_nk (ln p(y_n, z_n = k | x_n) - ln R_nk), with 0 ln 0 = 0.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @return   nats; -inf if R puts mass where p(y_n, z_n = k | x_n) = 0
/// @throws   as log_joint
double elbo(const Params& params, const Matrix& X, const Vector& y, const Matrix& R);

/// The bound, the objective, their gap and their parts from one pass over the data.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @throws   as elbo and e_step; InvalidArgument if labelled is out of range
Evaluation evaluate(const Params& params, const Matrix& X, const Vector& y, const Matrix& R,
                    const Labelled& labelled = {});

}  // namespace lvm::linear_mixture
