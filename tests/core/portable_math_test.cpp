// The errors that portable_math.hpp states, against long double.
#include "lvm/portable_math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "catch.hpp"
#include "lvm/random.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

using Real = long double;

// Not std::numbers: some libraries give long double the digits of double.
constexpr Real kLn2 = 0.693147180559945309417232121458176568L;
constexpr Real kTwoPi = 6.283185307179586476925286766559005768L;

// |value - exact| in units of the last place of `exact`.
double ulps(double value, Real exact) {
  const double rounded = static_cast<double>(exact);
  const double ulp = std::nextafter(std::abs(rounded), std::numeric_limits<double>::infinity()) - std::abs(rounded);
  return static_cast<double>(std::abs(static_cast<Real>(value) - exact) / ulp);
}

// ln u, |u - 1| <= 1/2 without asking the platform's logl, which in WebAssembly is only as good as log.
Real log_by_series(double u) {
  const Real s = (static_cast<Real>(u) - 1) / (static_cast<Real>(u) + 1);
  Real sum = 0;
  for (int k = 61; k >= 1; k -= 2) sum = sum * s * s + static_cast<Real>(1) / k;
  return 2 * s * sum;
}

Real log_reference(double u) {
  int exponent = 0;
  double m = std::frexp(u, &exponent);
  if (m < 0.70710678) {
    m *= 2.0;
    --exponent;
  }
  return exponent * kLn2 + log_by_series(m);
}

// sin(2 pi u) and cos(2 pi u) with the quarter turns taken off first: 2 pi u itself would be rounded.
std::pair<Real, Real> sincos_reference(double u) {
  const int quarter = static_cast<int>(std::floor(4.0 * u + 0.5));
  const Real x = (static_cast<Real>(u) - static_cast<Real>(quarter) / 4) * kTwoPi;
  Real s = 1, c = 1;
  for (int k = 31; k >= 3; k -= 2) s = 1 - x * x / (k * (k - 1)) * s;
  for (int k = 30; k >= 2; k -= 2) c = 1 - x * x / (k * (k - 1)) * c;
  s *= x;
  switch (quarter & 3) {
    case 0:
      return {s, c};
    case 1:
      return {c, -s};
    case 2:
      return {-s, -c};
    default:
      return {-c, s};
  }
}

}  // namespace

TEST_CASE("portable math: the logarithm is good to 1.25 units in the last place", "[portable]") {
  const Vector u = random::uniforms({1, 1, 1}, 30000);
  double worst = 0.0;
  const auto look = [&worst](double x) { worst = std::max(worst, ulps(portable::log(x), log_reference(x))); };
  SECTION("on the unit interval, where the normals need it") {
    for (const double x : u) look(x);
    for (int power = 1; power <= 53; ++power) look(std::ldexp(1.0, -power));
  }
  SECTION("near 1, where the result is small") {
    for (const double x : u.head(10000)) {
      look(1.0 + 0.01 * (x - 0.5));
      look(1.0 + 1e-6 * (x - 0.5));
      look(1.0 - x * 0x1p-50);
    }
  }
  SECTION("near the ends of the reduced interval") {
    for (const double x : u.head(10000)) {
      look(std::numbers::sqrt2 * (1.0 + 1e-3 * (x - 0.5)));
      look(0.5 * std::numbers::sqrt2 * (1.0 + 1e-3 * (x - 0.5)));
    }
  }
  SECTION("over the whole range of normal numbers") {
    for (Index i = 0; i + 1 < u.size(); i += 2) {
      look(std::ldexp(1.0 + u[i], static_cast<int>(2045.0 * u[i + 1]) - 1022));
    }
    look(std::numeric_limits<double>::min());
    look(std::numeric_limits<double>::max());
  }
  CAPTURE(worst);
  CHECK(worst < 1.25);
}

TEST_CASE("portable math: sine and cosine are good to 2 units in the last place", "[portable]") {
  const Vector u = random::uniforms({2, 1, 1}, 30000);
  double worst = 0.0;
  const auto look = [&worst](double x) {
    const auto [sine, cosine] = portable::sincos_turns(x);
    const auto [s, c] = sincos_reference(x);
    worst = std::max({worst, ulps(sine, s), ulps(cosine, c)});
  };
  SECTION("anywhere on the circle") {
    for (const double x : u) look(x);
  }
  SECTION("near the multiples of an eighth of a turn") {
    for (int eighth = 0; eighth < 8; ++eighth) {
      for (const double x : u.head(5000)) {
        for (const double size : {1e-3, 1e-9, 1e-15}) {
          const double turn = eighth / 8.0 + size * (x - 0.5);
          if (turn >= 0.0) look(turn);
        }
      }
    }
    look(1.0 - 0x1p-53);
    look(0x1p-53);
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("portable math: exact values", "[portable]") {
  CHECK(portable::log(1.0) == 0.0);
  for (int power = -1022; power <= 1023; ++power) {
    CHECK(ulps(portable::log(std::ldexp(1.0, power)), power * kLn2) <= 0.5001);
  }
  for (int quarter = 0; quarter < 4; ++quarter) {
    const auto [sine, cosine] = portable::sincos_turns(0.25 * quarter);
    CHECK(sine == (quarter == 1 ? 1.0 : quarter == 3 ? -1.0 : 0.0));
    CHECK(cosine == (quarter == 0 ? 1.0 : quarter == 2 ? -1.0 : 0.0));
  }
}

TEST_CASE("portable math: symmetric, and on the unit circle", "[portable]") {
  for (const double u : random::uniforms({3, 1, 1}, 2000)) {
    const auto [sine, cosine] = portable::sincos_turns(u);
    REQUIRE(std::abs(sine * sine + cosine * cosine - 1.0) < 6e-16);
    const double half = 0.25 * u;
    const auto [s, c] = portable::sincos_turns(half);
    const auto [t, d] = portable::sincos_turns(0.25 - half);
    REQUIRE(std::abs(s - d) < 3e-16);
    REQUIRE(std::abs(c - t) < 3e-16);
  }
}
