/// Black-box variational inference: estimates of the ELBO's gradient that need ln p(x, z) at samples and nothing more.
///
/// Notation: q(z) has P parameters phi; S samples z_s of it are made from given noise, row s of eps;
///   l(z)   = ln p(x, z) - ln q(z), whose expectation is the ELBO (Tübingen PS8 eq. 8)
///   s(z)   = grad_phi ln q(z), the score, whose expectation is 0 (eq. 14)
/// Two families of estimators, each unbiased, g = E[g_s] = grad_phi ELBO:
///   pathwise        differentiate l(mu + sigma eps) (PS8.2, CS229 PS3 Q3(c)); needs d ln p / dz
///   score function  s(z) (l(z) + a) for any coefficient a (PS8.3); works for discrete z as well
/// Noise is an argument, so that estimators can be compared on the same draws. All log quantities are in nats.
/// References: Tübingen "Data Compression" (summer 2023) PS8.2 and PS8.3; CS229 (Fall 2020) PS3 Q3(c).
#pragma once

#include <variant>

#include "lvm/bbvi_target.hpp"
#include "lvm/random.hpp"
#include "lvm/types.hpp"

namespace lvm::bbvi {

/// q(z) = prod_i N(z_i; mean_i, exp(2 log_sigma_i)), P = 2m: the means first, then the log scales.
struct Gaussian {
  Vector mean;       ///< mu, m
  Vector log_sigma;  ///< rho = ln sigma, m, between -300 and 300 so that sigma^2 is finite and positive
};

/// q(z = k) = exp(logits_k) / sum_j exp(logits_j), P = K; K = 2 is a Bernoulli.
struct Categorical {
  Vector logits;  ///< K >= 2
};

using Q = std::variant<Gaussian, Categorical>;

enum class Estimator {
  reparameterization_kl,  ///< pathwise gradient of ln p(x | z), minus the exact gradient of KL(q, p(z)) (CS229 PS3 Q3(c))
  reparameterization,     ///< pathwise gradient of all of l (PS8.2(b)). As -ln q(mu + sigma eps) changes with phi only
                          ///< through sum ln sigma, this is also "exact entropy plus sampled energy" (PS8.2(c))
  sticking_the_landing,  ///< the same without the score: only z moves, phi inside ln q is held. Every sample of it is
                         ///< 0 once q is the posterior (Roeder, Wu and Duvenaud, NeurIPS 2017)
  score_function         ///< s(z) (l(z) + a), with the coefficient a of Control
};

/// Which coefficient the control variate a s(z) gets. Any constant leaves the mean alone; the variance depends on it.
enum class Coefficient {
  given,           ///< Control::value: 0 is g1 of PS8 eq. 13, -1 is g1 + g2
  per_coordinate,  ///< of least variance, for each parameter its own:  a_i = -Cov(l s_i, s_i) / Var(s_i)
  common,          ///< of least total variance, one for all:           a = -sum_i Cov(l s_i, s_i) / sum_i Var(s_i)
  minus_elbo       ///< -E[l], a baseline: l is then measured from its mean
};

/// Where expectations in the coefficient come from. Two of them cost exactness.
enum class Origin {
  exact,          ///< closed form, quadrature or enumeration (see bbvi_exact.hpp); for learning, not for practice
  same_samples,   ///< the samples it is then applied to. BIASED: a depends on z_s, so E[a s(z_s)] is not 0. With
                  ///< minus_elbo the mean is (1 - 1/S) g exactly; in general the bias falls as 1/S
  leave_one_out,  ///< for sample s, the other S - 1. Unbiased, as they are independent of z_s; the S terms are then
                  ///< weakly dependent, so the standard error is right only up to relative order 1/S. With few samples
                  ///< a ratio of estimated moments is wild (of 3 or 4 it has no variance): prefer minus_elbo there
  pilot           ///< other noise, Control::pilot. Unbiased; one more set of evaluations of ln p
};

struct Control {
  Coefficient coefficient = Coefficient::given;
  double value = 0.0;                     ///< with Coefficient::given
  Origin origin = Origin::leave_one_out;  ///< with any other coefficient
  Matrix pilot;                           ///< S' x m noise, with Origin::pilot
};

struct Method {
  Estimator estimator = Estimator::reparameterization;
  Control control;  ///< with Estimator::score_function; as default-constructed otherwise
};

/// What S per-sample gradients say about the gradient.
struct Estimate {
  Matrix per_sample;      ///< g_s, S x P
  Vector mean;            ///< their mean, P: the estimate
  Matrix covariance;      ///< P x P of ONE sample, divisor S - 1; that of the mean is S times smaller
  Vector standard_error;  ///< of the mean, P: sqrt(covariance_ii / S)
};

/// phi as one vector of length P, in the order of the gradients.
Vector parameters(const Q& q);

/// A distribution of q's family and size with the parameters phi.
/// @throws InvalidArgument  if phi has another length than parameters(q), or a value that q may not have
Q with_parameters(const Q& q, const Vector& phi);

/// Noise of the kind q needs: S x m standard normals for a Gaussian, S x 1 uniforms for a Categorical.
/// @throws InvalidArgument  unless samples >= 1
Matrix noise(const Q& q, const random::Source& source, Index samples);

/// z_s = mu + sigma * eps_s (PS8 eq. 11); for a Categorical the state whose share of [0, 1) the uniform falls into.
///
/// @param eps  S x m finite, or S x 1 in [0, 1)
/// @return     S x m, or S x 1 whole numbers
/// @throws InvalidArgument  if q or eps is out of shape or range
/// @throws NumericalError   if a z_s overflows
Matrix sample(const Q& q, const Matrix& eps);

/// H[q] = -E[ln q(z)], nats. O(m): the scales' logarithms are added, no D x D matrix is formed (PS8.2(c)).
double entropy(const Q& q);

/// l(z_s) = ln p(x, z_s) - ln q(z_s), whose mean estimates the ELBO.
///
/// @return  S, nats
/// @throws  as sample; InvalidArgument if q is not of the target's kind and size; NumericalError if ln p(x, z_s) = -inf
Vector log_ratio(const Target& target, const Q& q, const Matrix& eps);

/// s(z_s) = grad_phi ln q(z_s): (eps / sigma, eps^2 - 1) for a Gaussian, onehot(z) - q for a Categorical.
/// @return  S x P
/// @throws  as sample
Matrix score(const Q& q, const Matrix& eps);

/// The per-sample gradients g_s of the ELBO. With a pathwise estimator ln p's additive constant changes no bit of them.
///
/// @param eps  S x m (S x 1 for a Categorical), S >= 1; at least 2, or 3, where a coefficient needs a variance
/// @return     S x P; the mean over s is the estimate
/// @throws InvalidArgument  as log_ratio; if a pathwise estimator is asked of a discrete target, where it does not
///                          exist, or reparameterization_kl of one without a Gaussian prior; if Control is out of range
/// @throws NumericalError   if ln p or its gradient is not finite at a sample
Matrix gradients(const Target& target, const Q& q, const Matrix& eps, const Method& method);

/// Mean, covariance and standard error of per-sample gradients.
/// @param per_sample  S x P, S >= 2
/// @throws InvalidArgument  if S < 2 or an entry is not finite
/// @throws NumericalError   if the covariance exceeds the range of doubles
Estimate summarize(Matrix per_sample);

/// summarize(gradients(...)), S >= 2.
/// @throws as gradients
Estimate estimate(const Target& target, const Q& q, const Matrix& eps, const Method& method);

}  // namespace lvm::bbvi
