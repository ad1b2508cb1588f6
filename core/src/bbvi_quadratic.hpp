// Closed forms for targets whose ln p(x, z) is quadratic in z. Internal.
#pragma once

#include <optional>

#include "lvm/bbvi_control.hpp"

namespace lvm::bbvi {

/// l and the pathwise pulls as functions of the noise eps at a Gaussian q:
///   l = elbo + b . eps + (eps^T C eps - tr C) / 2,   d ln p(x, z) / dz = joint.constant + joint.slope eps
struct Quadratic {
  struct Affine {
    Vector constant;  ///< m
    Matrix slope;     ///< m x m
  };
  double elbo;
  Vector b;           ///< m
  Matrix C;           ///< m x m, symmetric; 0 where q is the posterior
  Vector sigma;       ///< of q, m
  Affine joint;       ///< d ln p(x, z) / dz
  Affine likelihood;  ///< d ln p(x | z) / dz
};

/// Nothing unless the target is linear Gaussian and q a Gaussian.
std::optional<Quadratic> quadratic(const Target& target, const Q& q);

Vector elbo_gradient(const Quadratic& l);
Vector pathwise_variance(const Quadratic& l, Estimator estimator);
VarianceParabolas score_parabolas(const Quadratic& l);

}  // namespace lvm::bbvi
