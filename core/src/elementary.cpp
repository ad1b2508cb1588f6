#include "lvm/elementary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "kernels/simd.hpp"
#include "polynomials.hpp"

namespace lvm {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNaN = std::numeric_limits<double>::quiet_NaN();

template <std::size_t N>
double horner(const std::array<double, N>& coefficients, double x) {
  double sum = 0.0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

// For |t| <= 1/8. The leading term is added last: only that addition rounds at the size of the result.
SinCos sincos_small(double t) {
  const double t2 = t * t;
  return {t * horner(polynomial::kSine, t2), 1.0 + t2 * horner(polynomial::kCosine, t2)};
}

}  // namespace

const std::array<double, 7> polynomial::kLog = {0x1.2eedeb7dfaff1p-3, 0x1.39a43a3e4940fp-3, 0x1.746623feea1eap-3,
                                                0x1.c71c529a3deacp-3, 0x1.24924941273fcp-2, 0x1.9999999980e86p-2,
                                                0x1.555555555558ep-1};
const std::array<double, 7> polynomial::kSine = {0x1.dfc675a85485cp+1,  -0x1.e2f3f3234df55p+3, 0x1.507821d74c56fp+5,
                                                 -0x1.32d2ccd46cb07p+6, 0x1.466bc6774aff0p+6,  -0x1.4abbce625bdaep+5,
                                                 0x1.921fb54442d18p+2};
const std::array<double, 6> polynomial::kCosine = {0x1.f3eff76ff8d0fp+2,  -0x1.a6ca02cb929a0p+4, 0x1.e1f4fc0136b00p+5,
                                                   -0x1.55d3c7dcbbabfp+6, 0x1.03c1f081b1519p+6,  -0x1.3bd3cc9be45a5p+4};

double exp(double x) { return simd::exp_of(x); }

double log(double x) {
  if (!(x > 0.0 && x < kInfinity)) return x == 0.0 ? -kInfinity : x < 0.0 ? kNaN : x;
  const bool tiny = x < std::numeric_limits<double>::min();
  const std::int64_t raised = simd::to_bits(tiny ? x * 0x1p54 : x) + (simd::kOne - simd::kRootHalf);
  const double mantissa = simd::from_bits((raised & simd::kMantissa) + simd::kRootHalf);
  const auto exponent = static_cast<double>((raised >> simd::kMantissaBits) - (tiny ? 1023 + 54 : 1023));
  return simd::log_scaled(std::array{mantissa}, std::array{exponent})[0];
}

// Two at a time, wherever they begin and however many they are: the lanes of a pair are alike.
void detail::exp_each(double* x, Index count) {
  for (Index i = 0; i + 1 < count; i += 2) simd::store(x + i, simd::exp(simd::load(x + i)));
  if (count % 2 != 0) x[count - 1] = exp(x[count - 1]);
}

// By pairs it would take as long.
void detail::log_each(double* x, Index count) {
  std::transform(x, x + count, x, [](double v) { return log(v); });
}

// Kahan's way: u = e^x is rounded, but (u - 1) / ln u is as it would be for the x that has this u, and hardly depends on it.
double expm1(double x) {
  const double u = exp(x);
  if (u == 1.0) return x;
  const double below = u - 1.0;
  return below == -1.0 || !(u < kInfinity) ? below : below * (x / log(u));
}

// The same for u = 1 + x.
double log1p(double x) {
  const double u = 1.0 + x;
  return u == 1.0 || !(u < kInfinity) ? x : log(u) * (x / (u - 1.0));
}

double hypot(double a, double b) {
  const double larger = std::max(std::abs(a), std::abs(b)), ratio = std::min(std::abs(a), std::abs(b)) / larger;
  return larger > 0.0 ? larger * std::sqrt(1.0 + ratio * ratio) : 0.0;
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

}  // namespace lvm
