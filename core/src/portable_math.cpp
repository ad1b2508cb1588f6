#include "lvm/portable_math.hpp"

#include <cstdint>
#include <cstring>
#include <numbers>

namespace lvm::portable {
namespace {

// (atanh(s) - s) / s = s^2 / 3 + s^4 / 5 + ..., by Horner's rule.
double atanh_excess(double s2) {
  double sum = 0.0;
  for (int k = 27; k >= 3; k -= 2) sum = sum * s2 + 1.0 / k;
  return sum * s2;
}

// Taylor series of sin and cos on [-pi/4, pi/4]; the first term left out is below 2^-56 of the result. The leading
// term is added last: only that addition rounds at the size of the result.
SinCos sincos_small(double x) {
  const double x2 = x * x;
  double s = 1.0, c = 1.0;
  for (int k = 17; k >= 5; k -= 2) s = 1.0 - x2 / (k * (k - 1)) * s;
  for (int k = 18; k >= 4; k -= 2) c = 1.0 - x2 / (k * (k - 1)) * c;
  return {x - x * (x2 / 6.0 * s), 1.0 - 0.5 * x2 * c};
}

}  // namespace

double log(double u) {
  // u = 2^e m with m in [sqrt(1/2), sqrt(2)), ln m = 2 atanh((m - 1) / (m + 1)).
  std::uint64_t bits = 0;
  std::memcpy(&bits, &u, sizeof bits);  // std::bit_cast is missing from Emscripten 3.1.6's library
  auto exponent = static_cast<int>(bits >> 52) - 1023;
  bits = (bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL;
  double m = 0.0;
  std::memcpy(&m, &bits, sizeof m);
  if (m >= std::numbers::sqrt2) {
    m *= 0.5;
    ++exponent;
  }
  const double f = m - 1.0, s = f / (m + 1.0);
  // ln 2 in two parts, the first with 32 trailing zero bits, so that exponent * high is exact.
  constexpr double ln2_high = 0x1.62e42feep-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  // 2 s = f - s f, with f exact; small terms first, so that only the last additions round at the size of the result.
  return exponent * ln2_high + (f - (s * (f - 2.0 * atanh_excess(s * s)) - exponent * ln2_low));
}

SinCos sincos_turns(double u) {
  // The nearest quarter turn is taken off exactly; what is left is at most an eighth of a turn.
  const int quarter = static_cast<int>(4.0 * u + 0.5);
  const SinCos r = sincos_small((u - 0.25 * quarter) * (2.0 * std::numbers::pi));
  switch (quarter & 3) {
    case 0:
      return r;
    case 1:
      return {r.cos, -r.sin};
    case 2:
      return {-r.sin, -r.cos};
    default:
      return {-r.cos, r.sin};
  }
}

}  // namespace lvm::portable
