// What the bound and its gradients need from a family. Internal: all but the require_ functions take checked arguments.
#pragma once

#include <algorithm>
#include <cmath>

#include "algebra.hpp"
#include "lvm/elementary.hpp"
#include "lvm/sgvb_family.hpp"

namespace lvm::sgvb {

/// exp(2 log_sigma) and its products with data stay well within the range of doubles.
inline constexpr double kLogScaleLimit = 300.0;

/// @throws InvalidArgument unless q has m latent variables, is finite and its log scales are in range
void require_family(const Factorized& q, Index m);
void require_family(const Full& q, Index m);

/// @throws InvalidArgument unless eps is finite, S x m with S >= 1
void require_noise(const Matrix& eps, Index m);

inline const Vector& log_scales(const Factorized& q) { return q.log_sigma; }
inline const Vector& log_scales(const Full& q) { return q.log_diagonal; }
inline Vector& log_scales(Factorized& q) { return q.log_sigma; }
inline Vector& log_scales(Full& q) { return q.log_diagonal; }

/// How many numbers flatten() gives.
inline Index parameter_count(const Factorized& q) { return 2 * q.mean.size(); }
inline Index parameter_count(const Full& q) { return 2 * q.mean.size() + q.mean.size() * (q.mean.size() - 1) / 2; }

/// q += a g
template <Family Q>
void add_scaled(Q& q, double a, const Q& g) {
  q.mean += a * g.mean;
  log_scales(q) += a * log_scales(g);
  if constexpr (std::same_as<Q, Full>) q.lower += a * g.lower;
}

/// Whether each parameter but the log scales satisfies the predicate.
template <Family Q, class Predicate>
bool all_of_the_rest(const Q& q, Predicate predicate) {
  bool all = std::all_of(q.mean.begin(), q.mean.end(), predicate);
  if constexpr (std::same_as<Q, Full>)
    all = all && std::all_of(q.lower.data(), q.lower.data() + q.lower.size(), predicate);
  return all;
}

template <Family Q>
bool all_finite(const Q& q) {
  const auto finite = [](double value) { return std::isfinite(value); };
  return all_of_the_rest(q, finite) && std::all_of(log_scales(q).begin(), log_scales(q).end(), finite);
}

/// A L: of the right type for each family, so that a diagonal L costs no matrix product.
inline Matrix times_factor(const Matrix& A, const Factorized& q) { return A * exp(q.log_sigma).asDiagonal(); }
inline Matrix times_factor(const Matrix& A, const Full& q) { return product(A, cholesky_factor(q)); }

}  // namespace lvm::sgvb
