// The two halves of em_step, for a loop that looks at what happens between them. Internal.
#pragma once

#include <optional>
#include <vector>

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

/// The parameters that maximize the bound, or nothing where the sums do not determine them well enough.
///
/// @param sums   of each component as kernel::sums_of says, about `means`; labelled examples come in addition
/// @param means  K x D
/// @param N      how many examples were summed
/// @throws NumericalError  as m_step
std::optional<Params> from_sums(std::vector<double> sums, const Matrix& means, Index N, const Labelled& labelled,
                                double covariance_floor);

/// As kl_of_posteriors, all arguments checked.
double kl_unchecked(const Dataset& data, const Params& before, const Params& after);

}  // namespace lvm::gmm
