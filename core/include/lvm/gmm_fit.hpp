/// EM to convergence, for headless use: a loop over the half-steps of gmm.hpp.
#pragma once

#include <functional>
#include <vector>

#include "lvm/gmm.hpp"

namespace lvm::gmm {

enum class Phase { E, M };

/// One half-step. After E, gap = 0; after M, objective and bound have both risen.
struct TracePoint {
  Phase phase;
  Evaluation value;
};

struct FitOptions {
  double tolerance = 1e-3;      ///< stop when |change of objective| < tolerance, nats (CS229: 1e-3); > 0
  int max_iterations = 1000;    ///< of E and M together, >= 1
  double covariance_floor = 0;  ///< see m_step
};

struct Fit {
  Params params;
  Matrix responsibilities;  ///< the posterior under params, N x K
  int iterations;           ///< full EM iterations done
  bool converged;           ///< false if max_iterations came first
  std::vector<TracePoint> trace;  ///< 2 * iterations entries, E first
};

/// Told after each full iteration; returns false to stop early.
using Progress = std::function<bool(int iteration, double objective)>;

/// Semi-supervised EM from `start` (CS229 PS3 Q2(d), (e)); plain EM without labelled examples or with alpha = 0.
///
/// @param X  N x D
/// @throws   as e_step and m_step; InvalidArgument if an option is out of range
Fit fit(const MatrixRef& X, const Params& start, const Labelled& labelled = {}, const FitOptions& options = {},
        const Progress& progress = {});

}  // namespace lvm::gmm
