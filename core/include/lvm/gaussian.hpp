/// Kullback-Leibler divergence and entropy of Gaussian distributions, in closed form.
///
/// kl(q, p) = E_q [ln q(z) - ln p(z)] >= 0, argument order as written; all results in nats. Every divergence here is
/// a sum of nonnegative terms, so it is never below 0 and keeps its digits however small it is.
/// Covariances enter through their Cholesky factors; nothing is inverted.
/// References: CS229 (Fall 2020) PS3 eq. 14; Bishop, Pattern Recognition and Machine Learning (2006), eq. B.41.
#pragma once

#include "lvm/types.hpp"

namespace lvm::gaussian {

/// KL(N(mean_q, variance_q) || N(mean_p, variance_p)) of univariate Gaussians.
///
/// @throws InvalidArgument  if a mean is not finite or a variance is not finite and > 0
/// @throws NumericalError   if the divergence exceeds the range of doubles
double kl(double mean_q, double variance_q, double mean_p, double variance_p);

/// KL(N(mean_q, covariance_q) || N(mean_p, covariance_p))
///   = (tr(S_p^-1 S_q) - m - ln det(S_p^-1 S_q) + (mu_q - mu_p)^T S_p^-1 (mu_q - mu_p)) / 2.
///
/// @param mean_q        m
/// @param covariance_q  m x m, symmetric positive definite
/// @param mean_p        m
/// @param covariance_p  m x m, symmetric positive definite
/// @throws InvalidArgument  if shapes disagree, an entry is not finite or a covariance is not symmetric
/// @throws NumericalError   if a covariance is not positive definite (named), or the divergence exceeds the range of
///                          doubles
double kl(const Vector& mean_q, const Matrix& covariance_q, const Vector& mean_p, const Matrix& covariance_p);

/// KL(N(mean, diag(sigma^2)) || N(0, I)) = sum_i [-ln sigma_i + (sigma_i^2 + mu_i^2 - 1) / 2]  (CS229 PS3 eq. 14).
///
/// @param mean       m
/// @param log_sigma  m, ln of the standard deviations
/// @throws InvalidArgument  if shapes disagree or an entry is not finite
/// @throws NumericalError   if the divergence exceeds the range of doubles
double kl_diagonal_to_standard_normal(const Vector& mean, const Vector& log_sigma);

/// Differential entropy of a univariate Gaussian, (1 + ln(2 pi variance)) / 2; negative for a narrow one.
/// @throws InvalidArgument  if the variance is not finite and > 0
double entropy(double variance);

/// Differential entropy of N(., covariance), (m (1 + ln 2 pi) + ln det covariance) / 2.
///
/// @param covariance  m x m, symmetric positive definite
/// @throws InvalidArgument  if it is not square, finite and symmetric
/// @throws NumericalError   if it is not positive definite
double entropy(const Matrix& covariance);

/// Differential entropy of N(., diag(sigma^2)), m (1 + ln 2 pi) / 2 + sum_i ln sigma_i.
///
/// @param log_sigma  m
/// @throws InvalidArgument  if it is empty or not finite
double entropy_diagonal(const Vector& log_sigma);

}  // namespace lvm::gaussian
