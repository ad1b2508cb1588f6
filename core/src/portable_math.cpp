#include "lvm/portable_math.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numbers>

#include "polynomials.hpp"

namespace lvm::portable {
namespace {

template <std::size_t N>
double horner(const std::array<double, N>& coefficients, double x) {
  double sum = 0.0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

// For |t| <= 1/8. The leading term is added last: only that addition rounds at the size of the result.
SinCos sincos_small(double t) {
  const double t2 = t * t;
  return {t * horner(kSine, t2), 1.0 + t2 * horner(kCosine, t2)};
}

}  // namespace

const std::array<double, 7> kLog = {0x1.2eedeb7dfaff1p-3, 0x1.39a43a3e4940fp-3, 0x1.746623feea1eap-3,
                                    0x1.c71c529a3deacp-3, 0x1.24924941273fcp-2, 0x1.9999999980e86p-2,
                                    0x1.555555555558ep-1};
const std::array<double, 7> kSine = {0x1.dfc675a85485cp+1,  -0x1.e2f3f3234df55p+3, 0x1.507821d74c56fp+5,
                                     -0x1.32d2ccd46cb07p+6, 0x1.466bc6774aff0p+6,  -0x1.4abbce625bdaep+5,
                                     0x1.921fb54442d18p+2};
const std::array<double, 6> kCosine = {0x1.f3eff76ff8d0fp+2,  -0x1.a6ca02cb929a0p+4, 0x1.e1f4fc0136b00p+5,
                                       -0x1.55d3c7dcbbabfp+6, 0x1.03c1f081b1519p+6,  -0x1.3bd3cc9be45a5p+4};

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
  const double f = m - 1.0, s = f / (m + 1.0), s2 = s * s;
  // ln 2 in two parts, the first with 32 trailing zero bits, so that exponent * high is exact.
  constexpr double ln2_high = 0x1.62e42feep-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  // 2 s = f - s f, with f exact; small terms first, so that only the last additions round at the size of the result.
  return exponent * ln2_high + (f - (s * (f - s2 * horner(kLog, s2)) - exponent * ln2_low));
}

SinCos sincos_turns(double u) {
  // The nearest quarter turn is taken off exactly; what is left is at most an eighth of a turn.
  const int quarter = static_cast<int>(4.0 * u + 0.5);
  const SinCos r = sincos_small(u - 0.25 * quarter);
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
