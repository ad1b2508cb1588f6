// Two doubles at a time, in one source for SSE2 and WebAssembly, with exp and log. Internal.
//
// GCC's and clang's vector extensions: + - * / on a Pair act on both lanes and round each as IEEE 754 says, so that
// (with -ffp-contract=off) native code and WebAssembly give the same bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numbers>
#include <type_traits>
#include <utility>

#include "../polynomials.hpp"

namespace lvm::simd {

using Pair = double __attribute__((vector_size(16)));
using Bits = long long __attribute__((vector_size(16)));
using UnsignedBits = unsigned long long __attribute__((vector_size(16)));

namespace detail {

template <class Function, std::size_t... I>
[[gnu::always_inline]] inline void unroll(std::index_sequence<I...>, Function& f) {
  (f(std::integral_constant<std::size_t, I>()), ...);
}

}  // namespace detail

/// f(0), f(1), ..., f(N - 1), written out: compilers leave short loops as they are, and what they sum then in memory.
template <std::size_t N, class Function>
[[gnu::always_inline]] inline void unroll(Function f) {
  detail::unroll(std::make_index_sequence<N>(), f);
}

inline Pair splat(double a) { return Pair{a, a}; }
inline Bits splat_bits(std::int64_t a) { return Bits{a, a}; }

inline Pair load(const double* from) {
  Pair v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

inline void store(double* to, Pair v) { std::memcpy(to, &v, sizeof v); }

inline Bits to_bits(Pair v) { return __builtin_bit_cast(Bits, v); }
inline Pair from_bits(Bits v) { return __builtin_bit_cast(Pair, v); }

// What a formula is the same with for one double: V is double or Pair.
inline std::int64_t to_bits(double v) { return __builtin_bit_cast(std::int64_t, v); }
inline double from_bits(std::int64_t v) { return __builtin_bit_cast(double, v); }

template <class V>
V all(double a) {
  if constexpr (std::is_same_v<V, double>) {
    return a;
  } else {
    return splat(a);
  }
}

inline double sum(Pair v) { return v[0] + v[1]; }

/// One instruction on either platform, which a comparison and a choice would not be. NaN in `v` stays NaN.
inline Pair at_least(Pair limit, Pair v) {
#ifdef __wasm__
  return __builtin_wasm_pmax_f64x2(v, limit);
#else
  return __builtin_ia32_maxpd(limit, v);
#endif
}

inline double at_least(double limit, double v) { return v < limit ? limit : v; }

inline Pair at_most(Pair limit, Pair v) {
#ifdef __wasm__
  return __builtin_wasm_pmin_f64x2(v, limit);
#else
  return __builtin_ia32_minpd(limit, v);
#endif
}

inline double at_most(double limit, double v) { return v > limit ? limit : v; }

inline Pair sqrt(Pair v) {
#ifdef __wasm__
  return __builtin_wasm_sqrt_f64x2(v);
#else
  return __builtin_ia32_sqrtpd(v);
#endif
}

inline Pair select(Bits mask, Pair yes, Pair no) { return from_bits((mask & to_bits(yes)) | (~mask & to_bits(no))); }

/// Exponents are counted in steps of 2^(1/1024): the table holds a whole octave, and three terms bridge half a step.
inline constexpr int kStepBits = 10;
inline constexpr double kSteps = 1 << kStepBits;
inline constexpr double kStepsPerNat = kSteps * std::numbers::log2e;
inline constexpr double kNatsPerStep = std::numbers::ln2 / kSteps;
/// 2^(kSmallestSteps / 1024) is the smallest normal number.
inline constexpr double kSmallestSteps = -1022.0 * kSteps;

namespace detail {

/// The bits of 2^(i / 1024), i = 0 .. 1023, less i shifted to where adding all of n = 1024 e + i makes them 2^(n / 1024).
/// Made when the program starts, not stored: its digits do not compress, and would travel.
extern const std::array<std::int64_t, std::size_t{1} << kStepBits> kExp2Table;

}  // namespace detail

// Adding it leaves the nearest integer in the low bits of a double of moderate size.
inline constexpr double kRounder = 0x1.8p52;
inline constexpr int kMantissaBits = 52;
inline constexpr std::int64_t kMantissa = (1LL << kMantissaBits) - 1,
                              kOne = 1023LL << kMantissaBits;    // the bits of 1.0
inline constexpr std::int64_t kRootHalf = 0x3fe6a09e667f3bcdLL;  // and of sqrt(1/2)

namespace detail {

// x^4 / 24 on |x| <= h, as a multiple of x^2: 2 (sqrt(2) - 1) h^2 x^2 leaves a sixth of what dropping it would.
inline constexpr double kHalfStep = 0.5 * kNatsPerStep;
inline constexpr double kSecond = 0.5 + 2.0 * (std::numbers::sqrt2 - 1.0) * kHalfStep * kHalfStep / 24.0;
inline constexpr double kThird = 1.0 / 6.0;

inline constexpr std::int64_t kPlace = (1 << kStepBits) - 1;

// The table's entries for the integers in the low bits of `rounded`.
inline std::int64_t look_up(std::int64_t rounded) { return kExp2Table[static_cast<std::size_t>(rounded & kPlace)]; }

[[gnu::always_inline]] inline Bits look_up(Bits rounded) {
  const Bits place = rounded & kPlace;  // of both lanes at once
  return Bits{kExp2Table[static_cast<std::size_t>(place[0])], kExp2Table[static_cast<std::size_t>(place[1])]};
}

}  // namespace detail

/// 2^(t / 1024) for t <= 1023 * 1024, to 2 units in the last place; below kSmallestSteps as there. NaN gives anything.
///
/// Several side by side, each operation for all of them in turn: one alone would mostly wait for what it needs.
template <std::size_t N>
[[gnu::always_inline]] inline std::array<Pair, N> exp2_steps(std::array<Pair, N> t) {
  constexpr double c1 = kNatsPerStep, c2 = detail::kSecond * c1 * c1, c3 = detail::kThird * c1 * c1 * c1;
  std::array<Pair, N> rounded, r, sum;
  std::array<Bits, N> power;
  unroll<N>([&](auto n) { t[n] = at_least(splat(kSmallestSteps), t[n]); });
  unroll<N>([&](auto n) { rounded[n] = t[n] + kRounder; });
  unroll<N>([&](auto n) { r[n] = rounded[n] - kRounder; });
  unroll<N>([&](auto n) { power[n] = detail::look_up(to_bits(rounded[n])); });
  unroll<N>([&](auto n) { r[n] = t[n] - r[n]; });
  unroll<N>([&](auto n) { sum[n] = r[n] * c3; });
  unroll<N>([&](auto n) { power[n] += to_bits(rounded[n]) << (kMantissaBits - kStepBits); });
  unroll<N>([&](auto n) { sum[n] = c2 + sum[n]; });
  unroll<N>([&](auto n) { sum[n] = r[n] * sum[n]; });
  unroll<N>([&](auto n) { sum[n] = c1 + sum[n]; });
  unroll<N>([&](auto n) { sum[n] = r[n] * sum[n]; });
  unroll<N>([&](auto n) { sum[n] = from_bits(power[n]) * sum[n]; });
  unroll<N>([&](auto n) { sum[n] = from_bits(power[n]) + sum[n]; });
  return sum;
}

[[gnu::always_inline]] inline Pair exp2_steps(Pair t) { return exp2_steps(std::array{t})[0]; }

/// e^x within 2 units in the last place over the whole range: denormal results, 0, infinity and NaN included.
template <class V>
[[gnu::always_inline]] inline V exp_of(V x) {
  constexpr double lowest = -746.0, highest = 710.0;  // beyond: 0 and infinity
  // ln 2 / 1024 in two parts, the first short enough that its multiples here are exact.
  constexpr double step_high = 0x1.62e42fep-11, step_low = 0x1.f473de6af278fp-40;
  const V v = at_most(all<V>(highest), at_least(all<V>(lowest), x));
  const V rounded = v * kStepsPerNat + kRounder, n = rounded - kRounder;
  const V r = (v - n * step_high) - n * step_low;
  const V excess = r + r * r * (detail::kSecond + r * detail::kThird);
  const auto bits = to_bits(rounded), below = bits & detail::kPlace;
  const V power = from_bits(detail::look_up(bits) + (below << (kMantissaBits - kStepBits)));  // in [1, 2)
  // The rest of the exponent in two factors: one alone would overflow, or be rounded twice, at the ends of the range.
  const auto exponent = (bits - to_bits(kRounder)) >> kStepBits, half = exponent >> 1;
  const V first = from_bits((half + 1023) << kMantissaBits);
  const V second = from_bits((exponent - half + 1023) << kMantissaBits);
  return (power + power * excess) * first * second;  // NaN where x is: so is the excess
}

Pair exp(Pair x);

/// m and e with v = m 2^e, m in [1, 2), for normal v > 0.
struct Scaled {
  Pair mantissa;
  Bits exponent;
};

inline Scaled split(Pair v) {
  const Bits bits = to_bits(v);
  return {from_bits((bits & kMantissa) | kOne), (bits >> kMantissaBits) - 1023};
}

/// ln(m 2^e) for m in [sqrt(1/2), sqrt(2)], e a whole number, for several side by side: ln m = 2 atanh s, s = (m - 1) / (m + 1).
template <class V, std::size_t N>
[[gnu::always_inline]] inline std::array<V, N> log_scaled(const std::array<V, N>& m, const std::array<V, N>& e) {
  // ln 2 in two parts, the first with 32 trailing zero bits, so that e * high is exact.
  constexpr double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
  std::array<V, N> f, s, s2, sum, result;
  unroll<N>([&](auto n) {
    f[n] = m[n] - 1.0;
    s[n] = f[n] / (m[n] + 1.0);
    s2[n] = s[n] * s[n];
    sum[n] = all<V>(polynomial::kLog[0]);
  });
  unroll<6>([&](auto i) {
    const V term = all<V>(polynomial::kLog[i + 1]);
    unroll<N>([&](auto n) { sum[n] = sum[n] * s2[n] + term; });
  });
  // 2 s = f - s f, with f exact; small terms first, so that only the last additions round at the size of the result.
  unroll<N>([&](auto n) { result[n] = e[n] * ln2_high + (f[n] - (s[n] * (f[n] - sum[n] * s2[n]) - e[n] * ln2_low)); });
  return result;
}

/// m and e as log_scaled wants them, for normal v > 0.
struct EvenlyScaled {
  Pair mantissa;
  Pair exponent;
};

[[gnu::always_inline]] inline EvenlyScaled split_evenly(Pair v) {
  constexpr double integers = 0x1p52;  // the low bits of a double of this size are an integer
  // What exceeds sqrt(2) is carried into the exponent.
  const auto raised = __builtin_bit_cast(UnsignedBits, to_bits(v)) + static_cast<std::uint64_t>(kOne - kRootHalf);
  const auto bits = __builtin_bit_cast(Bits, raised), exponent = __builtin_bit_cast(Bits, raised >> kMantissaBits);
  return {from_bits((bits & kMantissa) + kRootHalf),
          from_bits(exponent | to_bits(splat(integers))) - (integers + 1023.0)};
}

/// ln of normal numbers, two pairs side by side.
std::array<Pair, 2> logs_of(Pair a, Pair b);

}  // namespace lvm::simd
