/// Linear Gaussian model: a latent variable model whose evidence and posterior are known exactly.
///
///   z ~ N(0, I_m),   x | z ~ N(W z + b, gamma^2 I_d)
///
/// Notation: d observed and m latent dimensions, any d, m >= 1;
///   Lambda = I_m + W^T W / gamma^2   the posterior's precision, which does not depend on x
///   Sigma_x = Lambda^-1              its covariance
///   mu_x = Sigma_x W^T (x - b) / gamma^2
/// All log quantities are in nats and belong to one observation x.
/// How it is computed: the least-squares problem  min_z |x - b - W z|^2 / gamma^2 + |z|^2  (ridge regression) is solved
/// by QR of [W / gamma; I]. The triangle is the Cholesky factor of Lambda without W^T W being formed, the solution is
/// mu_x, and the minimum (x - b)^T C^-1 (x - b) for the marginal covariance C = W W^T + gamma^2 I (Woodbury); with
/// det C = gamma^(2d) det Lambda (determinant lemma) no d x d matrix is needed, and small gamma costs no more digits
/// than rounding x itself does.
/// References: CS229 (Fall 2020) PS3 Q3; Bishop, Pattern Recognition and Machine Learning (2006), sections 2.3.3, 12.2.
#pragma once

#include "lvm/types.hpp"

namespace lvm::linear_gaussian {

struct Model {
  Matrix W;      ///< d x m, column j is what one unit of z_j adds to x
  Vector b;      ///< d, the mean of x
  double gamma;  ///< standard deviation of the noise, > 0, in units of x
};

/// N(mean, covariance) over x.
struct Marginal {
  Vector mean;        ///< b, d
  Matrix covariance;  ///< C = W W^T + gamma^2 I, d x d
};

/// N(mean, covariance) over z.
struct Posterior {
  Vector mean;        ///< mu_x, m
  Matrix covariance;  ///< Sigma_x, m x m
  Matrix precision;   ///< Lambda, m x m
};

/// p(x), what is left when z is integrated out (CS229 PS3 Q3(a); Bishop eq. 2.115).
///
/// @throws InvalidArgument  if W is empty, shapes disagree, an entry is not finite or gamma is not > 0
/// @throws NumericalError   if the covariance exceeds the range of doubles
Marginal marginal(const Model& model);

/// ln p(x) = ln N(x; b, W W^T + gamma^2 I) (CS229 PS3 Q3(a)).
///
/// @param x  d
/// @return   nats
/// @throws   InvalidArgument as marginal, or if x does not fit; NumericalError if W / gamma or (x - b) / gamma is so
///           large that its square exceeds the range of doubles
double log_evidence(const Model& model, const Vector& x);

/// p(z | x) = N(mu_x, Sigma_x) (CS229 PS3 Q3(e) i; Bishop eq. 2.116).
///
/// @param x  d
/// @throws   as log_evidence
Posterior posterior(const Model& model, const Vector& x);

/// ln p(z) = ln N(z; 0, I), for each row of Z.
///
/// @param Z  S x m
/// @return   S
/// @throws InvalidArgument  if Z is empty or not finite
Vector log_prior(const Matrix& Z);

/// ln p(x | z) = ln N(x; W z + b, gamma^2 I), for each row of Z.
///
/// @param x  d
/// @param Z  S x m
/// @return   S
/// @throws   InvalidArgument as marginal, or if x or Z does not fit; NumericalError if one exceeds the range of doubles
Vector log_likelihood(const Model& model, const Vector& x, const Matrix& Z);

/// ln p(x, z) = ln p(x | z) + ln p(z), for each row of Z.
///
/// @return  S
/// @throws  as log_likelihood
Vector log_joint(const Model& model, const Vector& x, const Matrix& Z);

}  // namespace lvm::linear_gaussian
