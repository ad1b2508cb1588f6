// Standard normals, eight at a time, the same bits as portable::log and portable::sincos_turns give one by one. Internal.
#pragma once

#include "lvm/random.hpp"

namespace lvm::simd {

/// to[i], i < count: entry i of the sequence that `source` names.
void box_muller(const random::Source& source, double* to, Index count);

}  // namespace lvm::simd
