// Numerics and checks that any mixture model needs once it has log_p(n, k) = ln p(x_n, z_n = k). Internal.
#pragma once

#include <limits>

#include "lvm/em.hpp"

namespace lvm::mixture {

/// Below this a component's parameters are quotients of denormal numbers, that is, noise.
inline constexpr double kSmallestMass = std::numeric_limits<double>::min() / std::numeric_limits<double>::epsilon();

/// ln p(x_n) = ln sum_k exp(log_p(n, k)).
/// @throws NumericalError  if an example has density 0 under every component
Vector log_evidence(const Matrix& log_p);

/// Responsibilities and log-likelihood. Equal columns of log_p give exactly equal columns of responsibilities.
/// @throws as log_evidence
em::Posterior posterior(const Matrix& log_p);

/// sum_nk R_nk (log_p(n, k) - ln R_nk), with 0 ln 0 = 0.
double elbo(const Matrix& log_p, const Matrix& R);

/// alpha * supervised, where alpha = 0 silences even a label of a component with weight 0.
double weighted(double alpha, double supervised);

/// sum_i log_p(i, z_i): the log-likelihood of examples whose component was observed.
double supervised(const Matrix& log_p, const Labels& z);

/// How far the bound of weights R is below the log-likelihood.
struct Shortfall {
  double log_likelihood;
  double gap;  ///< KL(R || gamma) >= 0, accurate when tiny
};

/// The same from a pass that has no more than these.
em::Evaluation evaluation(const Shortfall& shortfall, double alpha, double supervised);

/// @throws as log_evidence
em::Evaluation evaluate(const Matrix& log_p, const Matrix& R, double alpha, double supervised);

/// @throws InvalidArgument unless weights has an entry, all are >= 0 and they sum to 1
void require_simplex(const Vector& weights);

/// @throws InvalidArgument unless R is N x K, finite and nonnegative, and, where asked, its rows sum to 1
void require_weights_over_z(const Matrix& R, Index N, Index K, bool rows_sum_to_one);

/// @throws InvalidArgument unless alpha is finite and >= 0 and z has N labels, each in 0 .. K-1
void require_labels(const Labels& z, double alpha, Index N, Index K);

/// @throws InvalidArgument unless the floor is finite and >= 0
void require_floor(double floor, const char* argument);

}  // namespace lvm::mixture
