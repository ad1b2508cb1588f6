// The exact solution of the linear Gaussian model, in the form that everything else is derived from. Internal.
#pragma once

#include "lvm/linear_gaussian.hpp"

namespace lvm::linear_gaussian {

/// @throws InvalidArgument unless W is not empty, b fits it, both are finite and gamma > 0
void require_model(const Model& model);

/// @throws InvalidArgument unless x is finite and has as many entries as W has rows
void require_observation(const Model& model, const Vector& x);

/// T, m x m, lower triangular with positive diagonal and Lambda = T^T T: T^-1 is the Cholesky factor of Sigma_x.
/// @throws as require_model; NumericalError if W / gamma is too large
Matrix precision_root(const Model& model);

struct Exact {
  Matrix root;          ///< see precision_root
  Vector mean;          ///< mu_x, m
  double log_evidence;  ///< ln p(x)
};

/// @throws as precision_root and require_observation; NumericalError if (x - b) / gamma is too large
Exact solve(const Model& model, const Vector& x);

/// The Cholesky factor of Sigma_x.
Matrix covariance_factor(const Matrix& root);

}  // namespace lvm::linear_gaussian
