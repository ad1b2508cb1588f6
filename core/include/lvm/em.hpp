/// What every mixture model fitted by expectation-maximization has in common: what its half-steps leave behind.
///
/// Notation: z_n in 0 .. K-1 is the latent component of example n, gamma_nk = p(z_n = k | data) its responsibility, and
/// R any weights over z, N x K, rows sum to 1. All log quantities are in nats and are sums over examples.
/// The models' own headers bring these names into their namespaces: lvm::gmm::Phase is lvm::em::Phase.
#pragma once

#include <functional>
#include <vector>

#include "lvm/types.hpp"

namespace lvm::em {

struct Posterior {
  Matrix responsibilities;  ///< gamma, N x K, rows sum to 1
  double log_likelihood;    ///< sum_n ln p(x_n)
};

/// Which examples the mixing weights are estimated from. The two sources differ.
enum class WeightsFrom {
  all,        ///< CS229: labelled examples count alpha each; l_sup = sum_i ln p(x_i, z_i)
  unlabelled  ///< NTU HW3: only the unlabelled count; l_sup = sum_i ln p(x_i | z_i), without ln pi
};

/// What a half-step leaves behind. bound = elbo + alpha * supervised <= objective, and objective - bound = gap.
struct Evaluation {
  double elbo;            ///< F(theta, R) = sum_nk R_nk (ln p(x_n, z_n = k) - ln R_nk) <= log_likelihood
  double log_likelihood;  ///< l_unsup = sum_n ln p(x_n)
  double supervised;      ///< l_sup of the labelled examples, not yet times alpha; 0 without any
  double bound;           ///< elbo + alpha * supervised
  double objective;       ///< log_likelihood + alpha * supervised, what EM maximizes
  double gap;             ///< KL(R || gamma) >= 0, computed without cancellation
};

enum class Phase { E, M };

/// One half-step. After E, gap = 0; after M, objective and bound have both risen.
struct TracePoint {
  Phase phase;
  Evaluation value;
};

/// The E half-step done, and what it leaves behind.
struct AfterE {
  Matrix responsibilities;  ///< N x K, the posterior
  Evaluation value;         ///< gap = 0: the bound touches the objective
};

/// The M half-step done, and what it leaves behind.
template <class Params>
struct AfterM {
  Params params;
  Evaluation value;  ///< of the same R under these parameters
};

/// Where a run of EM ended, and how it got there.
template <class Params>
struct Fit {
  Params params;
  Matrix responsibilities;        ///< the posterior under params, N x K
  int iterations;                 ///< full EM iterations done
  bool converged;                 ///< false if max_iterations came first
  std::vector<TracePoint> trace;  ///< 2 * iterations entries, E first
};

/// Told after each full iteration; returns false to stop early.
using Progress = std::function<bool(int iteration, double objective)>;

}  // namespace lvm::em
