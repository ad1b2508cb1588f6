// The errors that elementary.hpp states, against long double.
#include "lvm/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "catch.hpp"
#include "elementary_reference.hpp"
#include "lvm/random.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

using reference::Real;
using reference::ulps;

constexpr Real kTwoPi = 6.283185307179586476925286766559005768L;
constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNaN = std::numeric_limits<double>::quiet_NaN();

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

TEST_CASE("elementary: the logarithm is good to 1.25 units in the last place", "[elementary]") {
  const Vector u = random::uniforms({1, 1, 1}, 30000);
  double worst = 0.0;
  const auto look = [&worst](double x) { worst = std::max(worst, ulps(lvm::log(x), reference::log(x))); };
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
  SECTION("of denormals") {
    for (Index i = 0; i + 1 < u.size(); i += 4) {
      look(std::ldexp(1.0 + u[i], -1023 - static_cast<int>(50.0 * u[i + 1])));
    }
    look(5e-324);
    look(1.5e-323);
  }
  CAPTURE(worst);
  CHECK(worst < 1.25);
}

TEST_CASE("elementary: expm1 and log1p keep their digits near 0", "[elementary]") {
  const Vector u = random::uniforms({4, 1, 1}, 20000);
  double worst_exp = 0.0, worst_log = 0.0;
  const auto look = [&](double x) {
    worst_exp = std::max(worst_exp, ulps(lvm::expm1(x), reference::expm1(x)));
    if (x > -1.0) worst_log = std::max(worst_log, ulps(lvm::log1p(x), reference::log1p(x)));
  };
  SECTION("where they are nearly x") {
    for (const double v : u) {
      for (const double size : {1e-3, 1e-8, 1e-15, 1e-16, 1e-300}) look(size * (v - 0.5));
    }
    for (int power = -1074; power < 0; ++power) {
      look(std::ldexp(1.0, power));
      look(-std::ldexp(1.0, power));
    }
  }
  SECTION("where they are not") {
    for (const double v : u) {
      for (const double size : {0.5, 4.0, 40.0, 700.0}) look(size * (2.0 * v - 1.0));
      worst_log = std::max(worst_log, ulps(lvm::log1p(1e300 * v), reference::log1p(1e300 * v)));
    }
    for (const double v : u) look(-1.0 + 1e-6 * v);
  }
  CAPTURE(worst_exp, worst_log);
  CHECK(worst_exp < 4.0);
  CHECK(worst_log < 4.0);
}

TEST_CASE("elementary: log at the ends of the range", "[elementary]") {
  for (const double zero : {0.0, -0.0}) CHECK(lvm::log(zero) == -kInfinity);
  CHECK(lvm::log(kInfinity) == kInfinity);
  for (const double x : {-1.0, -5e-324, -kInfinity, kNaN}) CHECK(std::isnan(lvm::log(x)));
}

TEST_CASE("elementary: expm1, log1p and hypot at the ends of the range", "[elementary]") {
  CHECK(lvm::expm1(0.0) == 0.0);
  CHECK(std::signbit(lvm::expm1(-0.0)));
  for (const double x : {-40.0, -800.0, -kInfinity}) CHECK(lvm::expm1(x) == -1.0);
  for (const double x : {709.79, 1e300, kInfinity}) CHECK(lvm::expm1(x) == kInfinity);
  CHECK(lvm::log1p(0.0) == 0.0);
  CHECK(std::signbit(lvm::log1p(-0.0)));
  CHECK(lvm::log1p(-1.0) == -kInfinity);
  CHECK(lvm::log1p(kInfinity) == kInfinity);
  CHECK(lvm::log1p(std::numeric_limits<double>::max()) == lvm::log(std::numeric_limits<double>::max()));
  for (const double x : {-1.5, -kInfinity, kNaN}) CHECK(std::isnan(lvm::log1p(x)));
  CHECK(std::isnan(lvm::expm1(kNaN)));
  CHECK(lvm::hypot(0.0, -0.0) == 0.0);
  CHECK(lvm::hypot(-3e300, 4e300) == Approx(5e300));
  CHECK(lvm::hypot(4e-300, -3e-300) == Approx(5e-300));
  CHECK(lvm::hypot(0.0, -5e-324) == 5e-324);
}

TEST_CASE("elementary: the diagonal of a rectangle", "[elementary]") {
  const Vector u = random::uniforms({5, 1, 1}, 20000);
  double worst = 0.0;
  for (Index i = 0; i + 1 < u.size(); i += 2) {
    const Real a = u[i] - 0.5, b = 3.0 * u[i + 1];
    worst = std::max(worst, ulps(lvm::hypot(u[i] - 0.5, 3.0 * u[i + 1]), std::sqrt(a * a + b * b)));
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("elementary: of an array, bit for bit what each entry gives alone", "[elementary]") {
  for (const Index size : {0, 1, 2, 3, 8, 17}) {
    const Vector x = 50.0 * (random::uniforms({6, 1, 1}, size).array() - 0.3);
    const Vector power = lvm::exp(x), logarithm = lvm::log(x.cwiseAbs());
    const Matrix table = lvm::exp(x * x.transpose() / 50.0);  // an expression that is nowhere in memory
    for (Index i = 0; i < size; ++i) {
      CHECK(power[i] == lvm::exp(x[i]));
      CHECK(logarithm[i] == lvm::log(std::abs(x[i])));
      for (Index j = 0; j < size; ++j) CHECK(table(i, j) == lvm::exp(x[i] * x[j] / 50.0));
    }
  }
  const Eigen::Array3d ends = lvm::exp(Eigen::Array3d(-kInfinity, kInfinity, 0.0));
  CHECK((ends[0] == 0.0 && ends[1] == kInfinity && ends[2] == 1.0));
}

TEST_CASE("elementary: sine and cosine are good to 2 units in the last place", "[elementary]") {
  const Vector u = random::uniforms({2, 1, 1}, 30000);
  double worst = 0.0;
  const auto look = [&worst](double x) {
    const auto [sine, cosine] = sincos_turns(x);
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

TEST_CASE("elementary: exact values", "[elementary]") {
  CHECK(lvm::log(1.0) == 0.0);
  for (int power = -1022; power <= 1023; ++power) {
    CHECK(ulps(lvm::log(std::ldexp(1.0, power)), power * reference::kLn2) <= 0.5001);
  }
  for (int quarter = 0; quarter < 4; ++quarter) {
    const auto [sine, cosine] = sincos_turns(0.25 * quarter);
    CHECK(sine == (quarter == 1 ? 1.0 : quarter == 3 ? -1.0 : 0.0));
    CHECK(cosine == (quarter == 0 ? 1.0 : quarter == 2 ? -1.0 : 0.0));
  }
}

TEST_CASE("elementary: symmetric, and on the unit circle", "[elementary]") {
  for (const double u : random::uniforms({3, 1, 1}, 2000)) {
    const auto [sine, cosine] = sincos_turns(u);
    REQUIRE(std::abs(sine * sine + cosine * cosine - 1.0) < 6e-16);
    const double half = 0.25 * u;
    const auto [s, c] = sincos_turns(half);
    const auto [t, d] = sincos_turns(0.25 - half);
    REQUIRE(std::abs(s - d) < 3e-16);
    REQUIRE(std::abs(c - t) < 3e-16);
  }
}
