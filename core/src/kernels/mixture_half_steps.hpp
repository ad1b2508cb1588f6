// The half-steps of EM by themselves, over the tiles of a Dataset: responsibilities written out, and responsibilities given. Internal.
#pragma once

#include <optional>
#include <vector>

#include "../mixture.hpp"
#include "mixture_pass.hpp"

namespace lvm::mixture {

/// The E-step. Responsibilities below 2^-900 are 0, or as small.
///
/// @return nothing if an example is at an infinite distance from every component
std::optional<em::Posterior> posterior(const Dataset& data, const Components& components, Kernel& kernel);

/// What Kernel::add sums, for weights R over the components, one component after the other.
///
/// @param about  what the sums are about: only that of each component which `add` reads is taken
std::vector<double> sums_about(const Dataset& data, const Components& about, Kernel& kernel, Index sums_of,
                               const Matrix& R);

/// How far the bound of weights R is below the log-likelihood.
///
/// @param R  N x K, nonnegative, rows sum to 1
/// @return   nothing if that is not finite, or as posterior
std::optional<Shortfall> shortfall(const Dataset& data, const Components& components, Kernel& kernel, const Matrix& R);

}  // namespace lvm::mixture
