/// What the gradient estimators estimate, and how well, without sampling.
///
/// Closed forms where ln p(x, z) is quadratic in z (GaussianMean, LinearGaussian); enumeration where z is discrete;
/// else quadrature over the noise for m <= 2: Gauss-Hermite (48 nodes a dimension) for Banana, where it is exact up to
/// rounding, and Funnel; for Mixture, whose logarithm is too sharply bent for that, the trapezoidal rule on [-10, 10]
/// (801 nodes for m = 1, 241 for m = 2). Its error is about exp(-2 pi d / h) with spacing h in units of q's sigma and
/// d = pi sigma_k^2 / (distance of the modes sigma): 1e-7 or less unless modes are far more than 10 sigma_k apart.
/// References: Trefethen and Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56 (2014).
#pragma once

#include "lvm/bbvi_control.hpp"

namespace lvm::bbvi {

/// ELBO(q) = E[ln p(x, z)] + H[q] <= log_evidence, nats.
///
/// @throws InvalidArgument  if q is not of the target's kind and size, or neither closed form nor quadrature applies
/// @throws NumericalError   if an expectation overflows
double elbo(const Target& target, const Q& q);

/// grad_phi ELBO, the common mean of all unbiased estimators.
/// @return  P
/// @throws  as elbo
Vector elbo_gradient(const Target& target, const Q& q);

/// The variance of one per-sample gradient; the mean of S independent ones has 1/S of it.
///
/// With a coefficient other than given, that of the exact coefficient, whatever control.origin says.
///
/// @return  P
/// @throws  as elbo and gradients
Vector exact_variance(const Target& target, const Q& q, const Method& method);

/// The parabolas that those of variance_parabolas estimate.
/// @throws as elbo
VarianceParabolas exact_variance_parabolas(const Target& target, const Q& q);

}  // namespace lvm::bbvi
