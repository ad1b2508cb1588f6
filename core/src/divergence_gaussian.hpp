// A Gaussian mixture seen from a Gaussian q, and the checks of both. Internal.
#pragma once

#include <vector>

#include "divergence_quadrature.hpp"
#include "lvm/divergence_fit.hpp"

namespace lvm::divergence {

/// @throws InvalidArgument unless p is a mixture
void require_mixture(const Mixture& p);

/// @throws InvalidArgument unless q is in range
void require_gaussian(const Gaussian& q, const char* argument);

bool in_range(const Gaussian& q);

/// @throws NumericalError unless value and gradient are finite
const Evaluation& require_representable(const Evaluation& at);

/// p on the standardized axis of q, eps = (x - mean) / sigma: no units, and no digits lost far from the origin.
class Standardized {
 public:
  Standardized(const Mixture& p, const Gaussian& q);

  struct At {
    double log_density;  ///< ln (sigma p(x))
    double slope;        ///< its derivative in eps
  };
  At at(double eps) const;

  /// Where each component of positive weight sits.
  const std::vector<Feature>& features() const { return features_; }

 private:
  struct Component {
    double log_height;  ///< ln (pi sigma_q / (sigma_k sqrt(2 pi)))
    double shift;       ///< (mean - mu_k) / sigma_k
    double ratio;       ///< sigma / sigma_k
  };
  std::vector<Component> components_;
  std::vector<Feature> features_;
};

/// ln N(eps; 0, 1)
double log_standard_normal(double eps);

/// A divergence as a function of q; not finite where it exceeds the range of doubles.
class Divergence {
 public:
  /// @throws InvalidArgument unless p is a mixture
  Divergence(Direction direction, const Mixture& p);

  Evaluation operator()(const Gaussian& q) const;

 private:
  Direction direction_;
  Mixture p_;
  Gaussian closest_{};        ///< of the inclusive divergence, as is
  double irreducible_ = 0.0;  ///< what no Gaussian can describe of p
};

/// Any such function, which it refers to: std::function without what that brings along.
class Objective {
 public:
  template <class Function>
  Objective(const Function& f)
      : function_(&f), call_([](const void* g, const Gaussian& q) { return (*static_cast<const Function*>(g))(q); }) {}

  Evaluation operator()(const Gaussian& q) const { return call_(function_, q); }

 private:
  const void* function_;
  Evaluation (*call_)(const void*, const Gaussian&);
};

/// Where Newton's method ended.
struct Minimum {
  Gaussian q;
  double value;
  bool is_minimum;  ///< false on a saddle, or where nothing better was found but the gradient is not 0
};

/// Newton's method with backtracking from `start`, at most a standard deviation a step.
///
/// @param leave_saddles  whether to go on downhill from a saddle, towards the larger mean
Minimum minimize(const Objective& f, const Gaussian& start, bool fixed_sigma, bool leave_saddles);

}  // namespace lvm::divergence
