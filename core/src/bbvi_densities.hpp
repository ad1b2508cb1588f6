// The six models' formulas, one set of overloads each. Arguments are checked by the callers. Internal.
#pragma once

#include "lvm/bbvi_target.hpp"

namespace lvm::bbvi {

/// ln p(x, z_s) without the target's constant, S.
Vector log_density(const GaussianMean& model, const Matrix& Z);
Vector log_density(const LinearGaussian& target, const Matrix& Z);
Vector log_density(const Banana& model, const Matrix& Z);
Vector log_density(const Mixture& model, const Matrix& Z);
Vector log_density(const Funnel& model, const Matrix& Z);
Vector log_density(const Discrete& model, const Matrix& Z);

/// d ln p(x, z_s) / d z_s, S x m.
Matrix density_gradient(const GaussianMean& model, const Matrix& Z);
Matrix density_gradient(const LinearGaussian& target, const Matrix& Z);
Matrix density_gradient(const Banana& model, const Matrix& Z);
Matrix density_gradient(const Mixture& model, const Matrix& Z);
Matrix density_gradient(const Funnel& model, const Matrix& Z);

/// d ln p(x | z_s) / d z_s, S x m.
Matrix likelihood_gradient(const GaussianMean& model, const Matrix& Z);
Matrix likelihood_gradient(const LinearGaussian& target, const Matrix& Z);

/// ln of the integral (or sum) of p(x, z) over z, without the target's constant.
double log_normalizer(const GaussianMean& model);
double log_normalizer(const LinearGaussian& target);
double log_normalizer(const Banana& model);
double log_normalizer(const Mixture& model);
double log_normalizer(const Funnel& model);
double log_normalizer(const Discrete& model);

/// The Gaussian prior prod_i N(z_i; mean_i, sigma_i^2).
struct Prior {
  Vector mean;
  Vector sigma;
};
Prior prior(const GaussianMean& model);
Prior prior(const LinearGaussian& target);

/// ln sum_k exp(a_k), a finite.
double log_sum_exp(const Vector& a);

}  // namespace lvm::bbvi
