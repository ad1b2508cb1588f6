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

// k (k - 1) for k = 18, 16, ..., 4, and for k = 17, 15, ..., 3: a table that the compiler may not look into, as kAtanhSeries.
constexpr std::array<double, 8> kCosine{306, 240, 182, 132, 90, 56, 30, 12}, kSine{272, 210, 156, 110, 72, 42, 20, 6};

const double* hidden(const double* table) {
  asm("" : "+r"(table));
  return table;
}

// Four normals twice over, as portable::log and portable::sincos_turns have them, operation by operation: seeded runs, and links to
// them, count on the bits. Two pairs of each side by side, since each waits for itself.
void transform(const std::array<Words, 2>& radial, const std::array<Words, 2>& angular, double* to) {
  std::array<Pair, 2> mantissa, exponent, x, x2, s, c;
  std::array<Bits, 2> quarter;
  unroll<2>([&](auto n) {
    const Scaled parts = split_evenly(uniform(radial[n]));
    mantissa[n] = parts.mantissa;
    exponent[n] = to_double(parts.exponent);
    const Pair u = uniform(angular[n]), t = 4.0 * u + 0.5;
    quarter[n] = -((t >= 1.0) + (t >= 2.0) + (t >= 3.0) + (t >= 4.0));  // a true lane is -1
    x[n] = (u - 0.25 * to_double(quarter[n])) * (2.0 * std::numbers::pi);
    x2[n] = x[n] * x[n];
    s[n] = c[n] = splat(1.0);
  });
  const std::array<Pair, 2> log = log_scaled(mantissa, exponent);
  const double *sine = hidden(kSine.data()), *cosine = hidden(kCosine.data());
  unroll<7>([&](auto i) {
    const Pair a = splat(sine[i]), b = splat(cosine[i]);
    unroll<2>([&](auto n) {
      s[n] = 1.0 - x2[n] / a * s[n];
      c[n] = 1.0 - x2[n] / b * c[n];
    });
  });
  unroll<2>([&](auto n) {
    c[n] = 1.0 - x2[n] / cosine[7] * c[n];
    s[n] = x[n] - x[n] * (x2[n] / sine[7] * s[n]);
    c[n] = 1.0 - 0.5 * x2[n] * c[n];
    // A quarter turn swaps the two, and signs follow.
    const Bits odd = (quarter[n] & 1) == 1;
    const Bits sine_sign = (quarter[n] & 2) << 62, cosine_sign = ((quarter[n] + 1) & 2) << 62;
    const Pair radius = sqrt(-2.0 * log[n]);
    const Pair first = radius * from_bits(to_bits(select(odd, s[n], c[n])) ^ cosine_sign);
    const Pair second = radius * from_bits(to_bits(select(odd, c[n], s[n])) ^ sine_sign);
    store(to + 4 * n, Pair{first[0], second[0]});
    store(to + 4 * n + 2, Pair{first[1], second[1]});
  });
}

}  // namespace

// Pairs of normals are numbered through all steps, and worked on four at a time whatever step they belong to.
void box_muller(const random::Source& source, double* to, Index count, std::uint32_t steps) {
  const Words zero{};
  const Index each = (count + 1) / 2, all = static_cast<Index>(steps) * each;
  const auto pairs = static_cast<std::uint32_t>(each);
  std::uint32_t next = 0, next_step = source.step;
  for (Index done = 0; done < all; done += kBlocks) {
    Words place, step;
    for (int lane = 0; lane < kBlocks; ++lane) {
      place[lane] = next;
      step[lane] = next_step;
      if (++next < pairs) continue;
      next = 0;
      ++next_step;
    }
    const auto [a, b, c, d] = philox<Words>({place, step, zero, zero}, {source.seed, source.stream});
    std::array<double, kNormals> normals;
    transform({interleave<0>(a, b), interleave<2>(a, b)}, {interleave<0>(c, d), interleave<2>(c, d)}, normals.data());
    const auto made = static_cast<int>(std::min(kBlocks, all - done));
    if (count % 2 == 0) {
      to = std::copy_n(normals.data(), 2 * made, to);
      continue;
    }
    for (int lane = 0; lane < made; ++lane) {  // the second of each step's last pair is nobody's
      const double* pair = normals.data() + static_cast<std::ptrdiff_t>(2) * lane;
      *to++ = pair[0];
      if (place[lane] != pairs - 1) *to++ = pair[1];
    }
  }
}

}  // namespace lvm::simd
