/// The half-steps of EM for a program that shows each of them, with what it shows: linear_mixture.hpp's e_step, m_step and
/// evaluate in passes over tiles, as gmm_half_steps.hpp has them for Gaussian mixtures.
///
/// They agree with linear_mixture.hpp, which is the definition, to 1e-12 of the result; responsibilities below 1e-270 may be 0.
#pragma once

#include "lvm/linear_mixture.hpp"

namespace lvm::linear_mixture {

using em::AfterE;
using AfterM = em::AfterM<Params>;

/// The E-step (NTU HW3 Problem 5), and what it leaves behind.
///
/// @param X  N x D
/// @param y  N
/// @throws as e_step; InvalidArgument if labelled is out of range
AfterE e_half_step(const Params& params, const Matrix& X, const Vector& y, const Labelled& labelled = {});

/// The M-step (NTU HW3 Problem 5), and what it leaves behind.
///
/// @param X  N x D
/// @param y  N
/// @param R  N x K, nonnegative, rows sum to 1
/// @throws as m_step and evaluate
AfterM m_half_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled = {},
                   double variance_floor = 0.0);

}  // namespace lvm::linear_mixture
