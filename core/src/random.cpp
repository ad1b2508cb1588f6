#include "lvm/random.hpp"

#include <numeric>
#include <utility>

#include "kernels/box_muller.hpp"
#include "kernels/philox.hpp"

namespace lvm::random {
namespace {

using Block = std::array<std::uint32_t, 4>;

Block block(const Source& source, std::uint32_t index) {
  return philox({index, source.step, 0, 0}, {source.seed, source.stream});
}

// The upper 53 of 64 bits, centred in their interval: never 0 and never 1, so that ln u is finite.
double uniform(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32 | low) >> 12;
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

}  // namespace

Block philox(Block counter, std::array<std::uint32_t, 2> key) {
  std::array<Block, 1> blocks{counter};
  simd::philox(blocks, simd::round_keys<std::uint32_t>(key));
  return blocks[0];
}

Vector uniforms(const Source& source, Index count) {
  Vector u(count);
  for (Index i = 0; i < count; i += 2) {
    const Block b = block(source, static_cast<std::uint32_t>(i / 2));
    u[i] = uniform(b[0], b[1]);
    if (i + 1 < count) u[i + 1] = uniform(b[2], b[3]);
  }
  return u;
}

Matrix normals(const Source& source, Index rows, Index cols) {
  Matrix eps(rows, cols);
  simd::box_muller(source, eps.data(), eps.size());
  return eps;
}

std::vector<Index> permutation(const Source& source, Index count) {
  std::vector<Index> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), Index{0});
  const Vector u = uniforms(source, count);
  for (Index i = count - 1; i > 0; --i) {
    const auto j = static_cast<Index>(u[i] * static_cast<double>(i + 1));
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
  }
  return order;
}

}  // namespace lvm::random
