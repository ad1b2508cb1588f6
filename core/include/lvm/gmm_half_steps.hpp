/// The half-steps of EM for a program that shows each of them, with what it shows: gmm.hpp's e_step, m_step and evaluate in
/// passes over a Dataset.
///
/// They agree with gmm.hpp, which is the definition, to 1e-12 of the result; responsibilities below 1e-270 may be 0. Where the
/// passes cannot vouch for that (a covariance nearly singular, a component that has nearly nothing), they leave the work to
/// gmm.hpp. Same arguments, same bits.
#pragma once

#include "lvm/gmm_dataset.hpp"

namespace lvm::gmm {

using em::AfterE;
using AfterM = em::AfterM<Params>;

/// The E-step (CS229 PS3 Q2(b)), and what it leaves behind.
///
/// @throws as e_step; InvalidArgument if labelled is out of range
AfterE e_half_step(const Dataset& data, const Params& params, const Labelled& labelled = {});

/// The M-step (CS229 PS3 Q2(c)), and what it leaves behind.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @throws as m_step and evaluate
AfterM m_half_step(const Dataset& data, const Matrix& R, const Labelled& labelled = {}, double covariance_floor = 0.0);

/// Every scalar of a bound, as evaluate of gmm.hpp.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @throws as there
Evaluation evaluate(const Dataset& data, const Params& params, const Matrix& R, const Labelled& labelled = {});

}  // namespace lvm::gmm
