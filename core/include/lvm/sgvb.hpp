/// Stochastic gradient variational Bayes (SGVB) in the linear Gaussian model: the bound, its estimates and gradients.
///
/// Notation: q(z) = N(mu, L L^T) from a family of sgvb_family.hpp; one observation x; m latent, d observed dimensions
///   Lambda, mu_x   precision and mean of the exact posterior (linear_gaussian.hpp)
///   eps            noise, S x m, one row for each sample: z_s = mu + L eps_s
/// Noise is an argument, so everything here is a pure function and two estimates can share their draws.
/// Here every expectation is also known in closed form: each estimate stands beside its exact value.
/// All values are in nats. References: CS229 (Fall 2020) PS3 Q3 (equation numbers below); Tuebingen, Data Compression,
/// problem 8.1 (the three forms of the bound); Kingma and Welling, ICLR 2014.
#pragma once

#include "lvm/linear_gaussian.hpp"
#include "lvm/sgvb_family.hpp"

namespace lvm::sgvb {

using linear_gaussian::Model;

/// Every term of the three forms of the bound (CS229 eq. 5, 8, 9; Tuebingen eq. 4, 5, 6):
///   elbo = energy + entropy = reconstruction - kl_to_prior = log_evidence - kl_to_posterior.
/// The first two need no posterior and are tractable in any model; the third is what the gap is.
struct Terms {
  double elbo;             ///< reconstruction - kl_to_prior
  double energy;           ///< E_q ln p(x, z)
  double entropy;          ///< H[q] = -E_q ln q(z)
  double reconstruction;   ///< E_q ln p(x | z)
  double kl_to_prior;      ///< KL(q || p(z)) >= 0
  double log_evidence;     ///< ln p(x)
  double kl_to_posterior;  ///< the gap, KL(q || p(z | x)) >= 0, computed without cancellation
};

/// Which form of the bound is estimated: what is averaged over samples, and what is exact.
enum class Form {
  energy,          ///< mean ln p(x, z_s), entropy exact
  reconstruction,  ///< mean ln p(x | z_s), KL to the prior exact (CS229 eq. 22)
  evidence  ///< mean of ln p(x, z_s) - ln q(z_s) = ln p(x) - (ln q(z_s) - ln p(z_s | x)); constant at the posterior
};

/// What is maximized. Only the first is a lower bound on ln p(x); the others show what the dropped term is for
/// (Tuebingen problem 8.1) and can exceed ln p(x).
enum class Objective {
  elbo,              ///< maximum: the family's best approximation of the posterior
  without_entropy,   ///< not a bound: energy alone; q collapses onto the posterior's mode (MAP), ever narrower
  without_prior_kl,  ///< not a bound: reconstruction alone; q collapses onto a maximum-likelihood z
  kl_only            ///< not a bound: -kl_to_prior alone; q becomes the prior and ignores x
};

/// A mean over samples. It may exceed ln p(x) although the elbo cannot: see standard_error.
struct Estimate {
  double value;
  double standard_error;  ///< sample standard deviation / sqrt(S); NaN for S = 1, where nothing is known of it
};

/// Samples of q and the pull of the likelihood on each, whose means make up the gradient estimate:
/// with respect to mu it is g_s, with respect to L g_s eps_s^T (CS229 eq. 19 to 21).
struct Samples {
  Matrix z;               ///< S x m
  Vector log_likelihood;  ///< ln p(x | z_s), S
  Matrix gradient;        ///< g_s, the gradient of ln p(x | z) with respect to z at z_s, S x m
};

/// The bound and its terms in closed form.
///
/// @param x  d
/// @throws InvalidArgument  if a shape disagrees, an entry is not finite or gamma or a log scale is out of range
/// @throws NumericalError   as linear_gaussian::log_evidence, or if q is so far off that a term exceeds the range of
///                          doubles
template <Family Q>
Terms terms(const Model& model, const Vector& x, const Q& q);

/// The evidence lower bound, exactly: reconstruction - kl_to_prior <= ln p(x) (CS229 eq. 13).
/// @throws as terms
template <Family Q>
double elbo(const Model& model, const Vector& x, const Q& q);

/// The exact value of what is maximized.
/// @throws as terms
template <Family Q>
double objective(const Model& model, const Vector& x, const Q& q, Objective objective);

/// Monte-Carlo estimate of the bound from given noise (CS229 Q3(d) i), unbiased in every form.
///
/// @param x    d
/// @param eps  S x m, S >= 1
/// @throws     as terms; InvalidArgument if eps does not fit
template <Family Q>
Estimate elbo_estimate(const Model& model, const Vector& x, const Q& q, const Matrix& eps,
                       Form form = Form::reconstruction);

/// Gradient of the objective with respect to the parameters of q, exactly.
///
/// @return  the derivatives, each under the name of its parameter
/// @throws  as elbo_estimate
template <Family Q>
Q gradient(const Model& model, const Vector& x, const Q& q, Objective objective = Objective::elbo);

/// Unbiased estimate of gradient() from given noise: the likelihood's part by reparameterization, the rest analytically
/// (CS229 eq. 15 to 26).
///
/// @param eps  S x m, S >= 1
/// @throws     as elbo_estimate
template <Family Q>
Q gradient_estimate(const Model& model, const Vector& x, const Q& q, const Matrix& eps,
                    Objective objective = Objective::elbo);

/// @param eps  S x m, S >= 1
/// @throws     as elbo_estimate
template <Family Q>
Samples samples(const Model& model, const Vector& x, const Q& q, const Matrix& eps);

/// The factorized Gaussian with the highest bound: mu = mu_x, sigma_i^2 = 1 / Lambda_ii. Not the posterior's marginals,
/// which are wider: their variances are (Lambda^-1)_ii.
///
/// @param x  d
/// @throws   as linear_gaussian::log_evidence
Factorized optimum(const Model& model, const Vector& x);

/// The full Gaussian with the highest bound: the posterior itself, with gap 0.
/// @throws as optimum
Full full_optimum(const Model& model, const Vector& x);

/// What the best factorized Gaussian leaves open for every x: (sum_i ln Lambda_ii - ln det Lambda) / 2 >= 0, nats.
/// It is 0 exactly when the columns of W are orthogonal; for m = 2 it is -ln(1 - r^2) / 2, r the posterior correlation.
/// @throws InvalidArgument and NumericalError as linear_gaussian::log_evidence
double irreducible_gap(const Model& model);

}  // namespace lvm::sgvb
