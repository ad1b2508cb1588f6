// What the bound and its gradients need from a family. Internal: all but the require_ functions take checked arguments.
#pragma once

#include "lvm/sgvb_family.hpp"

namespace lvm::sgvb {

/// exp(2 log_sigma) and its products with data stay well within the range of doubles.
inline constexpr double kLogScaleLimit = 300.0;

/// @throws InvalidArgument unless q has m latent variables, is finite and its log scales are in range
void require_family(const Factorized& q, Index m);
void require_family(const Full& q, Index m);

/// @throws InvalidArgument unless eps is finite, S x m with S >= 1
void require_noise(const MatrixRef& eps, Index m);

inline const Vector& log_scales(const Factorized& q) { return q.log_sigma; }
inline const Vector& log_scales(const Full& q) { return q.log_diagonal; }
inline Vector& log_scales(Factorized& q) { return q.log_sigma; }
inline Vector& log_scales(Full& q) { return q.log_diagonal; }

/// A L: of the right type for each family, so that a diagonal L costs no matrix product.
inline Eigen::MatrixXd times_factor(const Eigen::MatrixXd& A, const Factorized& q) {
  return A * q.log_sigma.array().exp().matrix().asDiagonal();
}
inline Eigen::MatrixXd times_factor(const Eigen::MatrixXd& A, const Full& q) {
  return A * cholesky_factor(q).triangularView<Eigen::Lower>();
}

}  // namespace lvm::sgvb
