// Checks that a single step and a whole run share. Internal.
#pragma once

#include "lvm/sgvb_fit.hpp"

namespace lvm::sgvb {

/// @throws InvalidArgument  naming the option that is out of range
void require_options(const StepOptions& options);

}  // namespace lvm::sgvb
