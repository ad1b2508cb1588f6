// The two halves of em_step, for a loop that looks at what happens between them. Internal.
#pragma once

#include "kernels/gmm_pass.hpp"
#include "lvm/gmm_dataset.hpp"

namespace lvm::gmm {

using mixture::Expectation;

/// @param params  checked
/// @throws as e_step
Expectation expect(const Dataset& data, const Params& params);

/// @param expectation  of data under params; all arguments checked
/// @throws as m_step
Params maximize(const Dataset& data, const Params& params, const Expectation& expectation, const Labelled& labelled,
                double covariance_floor);

/// As kl_of_posteriors, all arguments checked.
double kl_unchecked(const Dataset& data, const Params& before, const Params& after);

}  // namespace lvm::gmm
