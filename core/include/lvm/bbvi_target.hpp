/// The log joints that black-box variational inference is tried on: small, famous, each difficult in its own way.
///
/// Notation: z is the latent variable, m its dimension, S the number of points asked about; z_s is row s of Z.
/// x was observed and is part of the target, so ln p(x, z) is a function of z alone. It may be off by a constant
/// (ln p known up to normalization is the usual case), which is why Target carries one.
/// All log quantities are in nats.
/// References: Tübingen "Data Compression" (summer 2023) PS8, eq. 1; CS229 (Fall 2020) PS3 Q3.
#pragma once

#include <variant>

#include "lvm/linear_gaussian.hpp"
#include "lvm/types.hpp"

namespace lvm::bbvi {

/// z ~ N(prior_mean, prior_sigma^2), x | z ~ N(z, noise_sigma^2). m = 1; everything about it has a closed form.
struct GaussianMean {
  double x = 1.5;
  double noise_sigma = 1.0;  ///< > 0
  double prior_mean = 0.0;
  double prior_sigma = 1.0;  ///< > 0
};

/// z ~ N(0, I), x | z ~ N(W z + b, gamma^2 I) (CS229 PS3 Q3). Closed forms for every m.
struct LinearGaussian {
  linear_gaussian::Model model;
  Vector x;  ///< D
};

/// z_1 ~ N(0, 1), z_2 | z_1 ~ N(curvature (z_1^2 - 1), sigma^2): a bent Gaussian. m = 2, normalized.
struct Banana {
  double curvature = 1.0;
  double sigma = 0.5;  ///< > 0
};

/// sum_k weights_k N(z; means_k, sigmas_k^2 I): separate modes. Normalized.
struct Mixture {
  Vector weights;  ///< K, on the simplex
  Matrix means;    ///< K x m
  Vector sigmas;   ///< K, > 0
};

/// z_1 ~ N(0, sigma^2), z_2 | z_1 ~ N(0, exp(z_1)): a width that itself varies. m = 2, normalized.
/// Reference: Neal, "Slice sampling", Annals of Statistics 31 (2003), section 8.
struct Funnel {
  double sigma = 1.5;  ///< > 0
};

/// z in {0, .., K-1} with ln p(x, z = k) = log_weights_k. There is no gradient with respect to z.
struct Discrete {
  Vector log_weights;  ///< K >= 2, finite, any total
};

using Model = std::variant<GaussianMean, LinearGaussian, Banana, Mixture, Funnel, Discrete>;

struct Target {
  Model model;
  double log_constant = 0.0;  ///< c, added to the model's ln p(x, z); moves the posterior nowhere, the evidence by c
};

/// m, the number of columns of Z; 1 for a discrete target.
Index dimension(const Target& target);

bool is_discrete(const Target& target);

/// Whether p(x, z) = p(x | z) p(z) with a Gaussian prior whose KL to a Gaussian q is known:
/// the two linear Gaussian targets.
bool has_gaussian_prior(const Target& target);

/// ln p(x, z_s) + c for every row of Z.
///
/// @param Z  S x m, finite; for a discrete target S x 1, whole numbers in 0 .. K-1
/// @return   S, nats; -inf only where the density underflows (far out in the funnel)
/// @throws InvalidArgument  if Z has the wrong shape or values, or the target is not one
Vector log_joint(const Target& target, const Matrix& Z);

/// d ln p(x, z_s) / d z_s for every row of Z. The constant c is never looked at, so it cannot change a single bit.
///
/// @return  S x m
/// @throws  as log_joint; InvalidArgument if the target is discrete
Matrix grad_log_joint(const Target& target, const Matrix& Z);

/// d ln p(x | z_s) / d z_s: the gradient of the joint without the prior's part.
///
/// @return  S x m
/// @throws  as grad_log_joint; InvalidArgument unless has_gaussian_prior
Matrix grad_log_likelihood(const Target& target, const Matrix& Z);

/// ln p(x) = ln integral of p(x, z) dz, constant included: what every ELBO stays below. Known for all of these targets.
/// @throws InvalidArgument  if the target is not one
double log_evidence(const Target& target);

}  // namespace lvm::bbvi
