/// Randomness as data: noise is a pure function of (seed, stream, step, index).
///
/// There is no generator to advance, so a step can be replayed or recomputed in any order and in any thread
/// with the same result. Only exactly rounded operations (+ - * / sqrt and integers) are used, so the numbers
/// are the same bits natively, in Node and in every browser; std::normal_distribution and libm's log are not.
/// Reference: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), Philox4x32-10.
#pragma once

#include <array>
#include <cstdint>

#include "lvm/types.hpp"

namespace lvm::random {

/// Philox4x32-10: 128 random bits for each counter and key.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// Names one sequence of noise. Different purposes take different streams, successive uses different steps.
struct Source {
  std::uint32_t seed = 0;
  std::uint32_t stream = 0;
  std::uint32_t step = 0;
};

/// @return  `count` independent uniforms on the open interval (0, 1), odd multiples of 2^-53
Vector uniforms(const Source& source, Index count);

/// Standard normals by the Box-Muller transform.
/// @return  rows x cols; the entry at i * cols + j is a pure function of (source, i * cols + j)
Matrix normals(const Source& source, Index rows, Index cols);

/// A uniformly random ordering of 0 .. count-1 (Fisher-Yates).
std::vector<Index> permutation(const Source& source, Index count);

}  // namespace lvm::random
