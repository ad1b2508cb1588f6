#include "box_muller.hpp"

#include <algorithm>
#include <numbers>

#include "philox.hpp"
#include "simd.hpp"

namespace lvm::simd {
namespace {

constexpr Index kBlocks = 4, kNormals = 2 * kBlocks;

// As random.cpp's, of the numbers that consecutive words make: 52 of 64 bits, centred in their interval.
Pair uniform(Words words) {
  constexpr double ulp = 0x1p-52, one = 0x1p52;
  using Unsigned = std::uint64_t __attribute__((vector_size(16)));
  const auto bits = __builtin_bit_cast(Bits, __builtin_bit_cast(Unsigned, words) >> 12);
  return ((from_bits(bits | to_bits(splat(one))) - one) + 0.5) * ulp;
}

// Word by word, lanes 0 and 1 or 2 and 3 of both.
template <int kFirst>
Words interleave(Words a, Words b) {
  return __builtin_shufflevector(a, b, kFirst, 4 + kFirst, kFirst + 1, 5 + kFirst);
}

struct Wave {
  Pair sine;
  Pair cosine;
};

// portable::sincos_turns, operation by operation: seeded runs, and links to them, count on the bits. Its divisions by
// constants are no more of the time than multiplications would be that give the same.
Wave sincos_turns(Pair u) {
  const Pair t = 4.0 * u + 0.5;
  const Bits quarter = -((t >= 1.0) + (t >= 2.0) + (t >= 3.0) + (t >= 4.0));  // a true lane is -1
  const Pair x = (u - 0.25 * to_double(quarter)) * (2.0 * std::numbers::pi);
  const Pair x2 = x * x;
  Pair s = splat(1.0), c = splat(1.0);
  unroll<7>([&](auto i) {
    constexpr int k = 17 - 2 * static_cast<int>(i());
    s = 1.0 - x2 / static_cast<double>(k * (k - 1)) * s;
  });
  unroll<8>([&](auto i) {
    constexpr int k = 18 - 2 * static_cast<int>(i());
    c = 1.0 - x2 / static_cast<double>(k * (k - 1)) * c;
  });
  const Pair sine = x - x * (x2 / 6.0 * s), cosine = 1.0 - 0.5 * x2 * c;
  // A quarter turn swaps the two, and signs follow.
  const Bits odd = (quarter & 1) == 1;
  const Bits sine_sign = (quarter & 2) << 62, cosine_sign = ((quarter + 1) & 2) << 62;
  return {from_bits(to_bits(select(odd, cosine, sine)) ^ sine_sign),
          from_bits(to_bits(select(odd, sine, cosine)) ^ cosine_sign)};
}

// Two pairs of normals from two pairs of uniforms.
void transform(Words radial, Words angular, double* to) {
  const Pair radius = sqrt(-2.0 * log(uniform(radial)));
  const Wave wave = sincos_turns(uniform(angular));
  const Pair x = radius * wave.cosine, y = radius * wave.sine;
  store(to, Pair{x[0], y[0]});
  store(to + 2, Pair{x[1], y[1]});
}

}  // namespace

void box_muller(const random::Source& source, double* to, Index count) {
  const Words zero{}, lanes{0, 1, 2, 3};
  for (Index i = 0; i < count; i += kNormals) {
    const auto [a, b, c, d] = philox<Words>({lanes + static_cast<std::uint32_t>(i / 2), zero + source.step, zero, zero},
                                            {source.seed, source.stream});
    std::array<double, kNormals> normals;
    transform(interleave<0>(a, b), interleave<0>(c, d), normals.data());
    transform(interleave<2>(a, b), interleave<2>(c, d), normals.data() + kNormals / 2);
    std::copy_n(normals.data(), std::min(kNormals, count - i), to + i);
  }
}

}  // namespace lvm::simd
