// Checks that a single step and a whole run share. Internal.
#pragma once

#include <string>

#include "lvm/sgvb_fit.hpp"

namespace lvm::sgvb {

/// "0.001", for messages.
std::string compact(double value);

/// @throws InvalidArgument  naming the option that is out of range
void require_options(const StepOptions& options);

}  // namespace lvm::sgvb
