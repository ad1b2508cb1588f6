/// Elementary functions to more digits than a double has, without asking the platform's: some of those are only as good as double's.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace reference {

using Real = long double;

// Not std::numbers: some libraries give long double the digits of double.
inline constexpr Real kLn2 = 0.693147180559945309417232121458176568L;

/// The spacing of the doubles at |x|, that of the denormals included.
inline Real spacing(Real x) {
  const double rounded = std::min(std::abs(static_cast<double>(x)), 0x1p1023);
  return static_cast<Real>(std::nextafter(rounded, std::numeric_limits<double>::infinity())) -
         static_cast<Real>(rounded);
}

/// |value - exact| in units of the last place of `exact`.
inline double ulps(double value, Real exact) {
  return static_cast<double>(std::abs(static_cast<Real>(value) - exact) / spacing(exact));
}

/// e^r - 1 for small r, by its series.
inline Real expm1_by_series(Real r) {
  Real sum = 1;
  for (int k = 30; k >= 2; --k) sum = 1 + sum * r / k;
  return sum * r;
}

inline Real exp(double x) {
  constexpr Real high = 0x1.62e42fefa39efp-1L, low = 0x1.abc9e3b39803fp-56L;  // ln 2; multiples of the first are exact
  const auto n = static_cast<int>(std::floor(static_cast<Real>(x) / kLn2 + 0.5L));
  return std::ldexp(1 + expm1_by_series((static_cast<Real>(x) - n * high) - n * low), n);
}

inline Real expm1(double x) { return std::abs(x) < 0.5 ? expm1_by_series(x) : exp(x) - 1; }

/// ln((1 + s) / (1 - s))
inline Real log_by_series(Real s) {
  Real sum = 0;
  for (int k = 61; k >= 1; k -= 2) sum = sum * s * s + static_cast<Real>(1) / k;
  return 2 * s * sum;
}

inline Real log(Real x) {
  int exponent = 0;
  Real m = std::frexp(x, &exponent);
  if (m < 0.70710678L) {
    m *= 2;
    --exponent;
  }
  return exponent * kLn2 + log_by_series((m - 1) / (m + 1));
}

inline Real log1p(double x) {
  // By two terms of its series: the quadruple division that Emscripten links is wrong by half at x = -2^-112.
  if (std::abs(x) < 0x1p-60) return x - static_cast<Real>(x) * x / 2;
  return std::abs(x) < 0.4 ? log_by_series(x / (2 + static_cast<Real>(x))) : log(1 + static_cast<Real>(x));
}

}  // namespace reference
