#include "box_muller.hpp"

#include <algorithm>

#include "philox.hpp"
#include "simd.hpp"

namespace lvm::simd {
namespace {

// Side by side, since each waits for itself: two vectors of four blocks of random words, and so four vectors of two pairs of normals.
constexpr std::size_t kVectors = 2, kPairs = 2 * kVectors;
constexpr std::uint32_t kBlocks = 4 * kVectors;
constexpr std::size_t kNormals = 4 * kPairs;

// Word by word, lanes 0 and 1 or 2 and 3 of both.
template <int kFirst>
UnsignedBits interleave(Words a, Words b) {
  return __builtin_bit_cast(UnsignedBits, __builtin_shufflevector(a, b, kFirst, 4 + kFirst, kFirst + 1, 5 + kFirst));
}

Pair with_low_bits(double v, UnsignedBits bits) {
  return from_bits(__builtin_bit_cast(Bits, bits) | to_bits(splat(v)));
}

/// What words of 64 bits make: the first of each pair of normals takes one, the second another.
using Wide = std::array<UnsignedBits, kPairs>;

// sqrt(-2 ln u), u as random.cpp's: the upper 52 bits, centred in their interval.
std::array<Pair, kPairs> radii(const Wide& words) {
  std::array<Pair, kPairs> mantissa, exponent, radius;
  unroll<kPairs>([&](auto n) {
    const EvenlyScaled parts = split_evenly(with_low_bits(1.0, words[n] >> 12) - (1.0 - 0x1p-53));
    mantissa[n] = parts.mantissa;
    exponent[n] = parts.exponent;
  });
  const std::array<Pair, kPairs> log = log_scaled(mantissa, exponent);
  unroll<kPairs>([&](auto n) { radius[n] = sqrt(-2.0 * log[n]); });
  return radius;
}

// Pairs of normals, as lvm::log and lvm::sincos_turns have them, operation by operation.
void transform(const Wide& radial, const Wide& angular, double* to) {
  constexpr std::int64_t sign = std::numeric_limits<std::int64_t>::min();
  const std::array<Pair, kPairs> radius = radii(radial);
  std::array<Pair, kPairs> t, t2, sine, cosine;
  Wide
      turns;  // its two upper bits count the quarters that are nearest; t is what is left of the turn, within an eighth
  unroll<kPairs>([&](auto n) {
    turns[n] = angular[n] + (1ULL << 61);
    t[n] = with_low_bits(0.5, (turns[n] << 2 >> 13) | 1ULL) - (0.5 + 0.125);
    t2[n] = t[n] * t[n];
    sine[n] = splat(polynomial::kSine[0]);
    cosine[n] = splat(polynomial::kCosine[0]);
  });
  unroll<6>([&](auto i) {
    const Pair a = splat(polynomial::kSine[i + 1]);
    unroll<kPairs>([&](auto n) { sine[n] = sine[n] * t2[n] + a; });
    if constexpr (i < 5) {
      const Pair b = splat(polynomial::kCosine[i + 1]);
      unroll<kPairs>([&](auto n) { cosine[n] = cosine[n] * t2[n] + b; });
    }
  });
  unroll<kPairs>([&](auto n) {
    const Bits s = to_bits(sine[n] * t[n]), c = to_bits(1.0 + cosine[n] * t2[n]);
    // A quarter turn swaps the two, and signs follow.
    const auto quarters = __builtin_bit_cast(Bits, turns[n]), doubled = __builtin_bit_cast(Bits, turns[n] << 1);
    const Bits odd = from_bits((doubled & sign) | to_bits(splat(1.0))) < 0.0;
    const Bits exchange = (s ^ c) & odd;
    const Pair first = radius[n] * from_bits(c ^ exchange ^ ((quarters ^ doubled) & sign));
    const Pair second = radius[n] * from_bits(s ^ exchange ^ (quarters & sign));
    store(to + 4 * n, Pair{first[0], second[0]});
    store(to + 4 * n + 2, Pair{first[1], second[1]});
  });
}

}  // namespace

// Pairs of normals are numbered through all steps, and worked on eight at a time whatever step they belong to.
void box_muller(const random::Source& source, double* to, Index count, std::uint32_t steps) {
  const auto keys = round_keys<Words>({source.seed, source.stream});
  const auto pairs = static_cast<std::uint32_t>((count + 1) / 2);
  const bool odd = count % 2 != 0;
  std::uint32_t next = 0, next_step = source.step;
  for (std::uint64_t left = std::uint64_t{pairs} * steps; left > 0;) {
    std::array<Block<Words>, kVectors> blocks{};
    std::array<std::uint32_t, kBlocks> place{}, step{};
    const bool within = pairs - next > kBlocks;  // a step that goes on after them
    if (within) {
      unroll<kVectors>([&](auto n) {
        blocks[n][0] = Words{0, 1, 2, 3} + (next + 4 * static_cast<std::uint32_t>(n));
        blocks[n][1] = Words{} + next_step;
      });
      next += kBlocks;
    } else {
      for (std::size_t i = 0; i < kBlocks; ++i) {
        place[i] = next;
        step[i] = next_step;
        if (++next < pairs) continue;
        next = 0;
        ++next_step;
      }
      unroll<kVectors>([&](auto n) {
        std::memcpy(&blocks[n][0], place.data() + 4 * n, sizeof(Words));
        std::memcpy(&blocks[n][1], step.data() + 4 * n, sizeof(Words));
      });
    }
    philox(blocks, keys);
    Wide radial, angular;
    unroll<kVectors>([&](auto n) {
      const auto& [a, b, c, d] = blocks[n];
      radial[2 * n] = interleave<0>(a, b);
      radial[2 * n + 1] = interleave<2>(a, b);
      angular[2 * n] = interleave<0>(c, d);
      angular[2 * n + 1] = interleave<2>(c, d);
    });
    const auto made = static_cast<std::uint32_t>(std::min<std::uint64_t>(kBlocks, left));
    left -= made;
    if (within || (made == kBlocks && !odd)) {
      transform(radial, angular, to);
      to += kNormals;
      continue;
    }
    std::array<double, kNormals> normals;
    transform(radial, angular, normals.data());
    for (std::size_t i = 0; i < made; ++i) {
      *to++ = normals[2 * i];
      // Where their count is odd, the second of a step's last pair is nobody's.
      if (!odd || place[i] != pairs - 1) *to++ = normals[2 * i + 1];
    }
  }
}

}  // namespace lvm::simd
