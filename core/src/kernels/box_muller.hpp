// Standard normals, sixteen at a time, the same bits as lvm::log and lvm::sincos_turns give one by one. Internal.
#pragma once

#include "lvm/random.hpp"

namespace lvm::simd {

/// to[i], i < count: entry i of the sequence that `source` names; after it those of the steps that follow, `steps` in all.
void box_muller(const random::Source& source, double* to, Index count, std::uint32_t steps = 1);

}  // namespace lvm::simd
