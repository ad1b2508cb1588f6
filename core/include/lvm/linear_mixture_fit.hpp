/// EM to convergence, for headless use: a loop over the half-steps of linear_mixture.hpp.
#pragma once

#include "lvm/linear_mixture.hpp"

namespace lvm::linear_mixture {

using em::Phase;
using em::Progress;
using em::TracePoint;
using Fit = em::Fit<Params>;

struct FitOptions {
  double tolerance = 1e-3;    ///< stop when |change of objective| < tolerance, nats; > 0
  int max_iterations = 1000;  ///< of E and M together, >= 1
  double variance_floor = 0;  ///< see m_step
};

/// Semi-supervised EM from `start`; plain EM without labelled examples or with alpha = 0.
///
/// @param X  N x D
/// @param y  N
/// @throws   as e_step and m_step; InvalidArgument if an option is out of range
Fit fit(const Matrix& X, const Vector& y, const Params& start, const Labelled& labelled = {},
        const FitOptions& options = {}, const Progress& progress = {});

}  // namespace lvm::linear_mixture
