// exp and log of two doubles at a time: within 2 units in the last place everywhere, and the same bits everywhere.
#include "kernels/simd.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "lvm/random.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

using Real = long double;

// Not std::numbers: some libraries give long double the digits of double.
constexpr Real kLn2 = 0.693147180559945309417232121458176568L;
constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNaN = std::numeric_limits<double>::quiet_NaN();

// The spacing of the doubles at |x|, that of the denormals included.
Real spacing(Real x) {
  const double rounded = std::min(std::abs(static_cast<double>(x)), 0x1p1023);
  return static_cast<Real>(std::nextafter(rounded, kInfinity)) - static_cast<Real>(rounded);
}

// e^x without asking the platform's expl, which on some is only as good as exp.
Real exp_reference(double x) {
  constexpr Real high = 0x1.62e42fefa39efp-1L, low = 0x1.abc9e3b39803fp-56L;  // ln 2; multiples of the first are exact
  const auto n = static_cast<int>(std::floor(static_cast<Real>(x) / kLn2 + 0.5L));
  const Real r = (static_cast<Real>(x) - n * high) - n * low;
  Real sum = 1;
  for (int k = 30; k >= 1; --k) sum = 1 + sum * r / k;
  return std::ldexp(sum, n);
}

Real log_reference(double x) {
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678) {
    m *= 2.0;
    --exponent;
  }
  const Real s = (static_cast<Real>(m) - 1) / (static_cast<Real>(m) + 1);
  Real sum = 0;
  for (int k = 61; k >= 1; k -= 2) sum = sum * s * s + static_cast<Real>(1) / k;
  return exponent * kLn2 + 2 * s * sum;
}

double exp_error(double x) {
  const simd::Pair y = simd::exp(simd::Pair{x, -x});
  CHECK(simd::exp(simd::Pair{-x, x})[1] == y[0]);  // the lanes are alike
  const Real exact = exp_reference(x);
  return static_cast<double>(std::abs(static_cast<Real>(y[0]) - exact) / spacing(exact));
}

double log_error(double x) {
  const simd::Pair y = simd::log(simd::Pair{x, 1.0});
  CHECK(y[1] == 0.0);
  CHECK(simd::log(simd::Pair{1.0, x})[1] == y[0]);
  const Real exact = log_reference(x);
  return static_cast<double>(std::abs(static_cast<Real>(y[0]) - exact) / spacing(exact));
}

double exp_of(double x) { return simd::exp(simd::splat(x))[0]; }
double log_of(double x) { return simd::log(simd::splat(x))[0]; }

}  // namespace

TEST_CASE("simd: exp is good to 2 units in the last place", "[simd]") {
  const Vector u = random::uniforms({1, 1, 1}, 20000);
  double worst = 0.0;
  SECTION("where the result is a normal number") {
    for (const double v : u) worst = std::max(worst, exp_error(-708.39 + 1418.1 * v));
  }
  SECTION("where it is denormal") {
    for (const double v : u.head(5000)) worst = std::max(worst, exp_error(-708.39 - 36.7 * v));
  }
  SECTION("near 0") {
    for (const double v : u.head(5000)) {
      for (const double size : {2.0, 1e-3, 1e-9, 1e-17, 1e-300}) worst = std::max(worst, exp_error(size * (v - 0.5)));
    }
  }
  SECTION("at the steps of the table, and half-way between them") {
    for (int half = -4096; half <= 4096; ++half) {
      const double x = half * 0.5 * simd::kNatsPerStep;
      for (const double shift : {0.0, 1e-15, -1e-15}) worst = std::max(worst, exp_error(x + shift));
    }
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("simd: exp at the ends of the range", "[simd]") {
  CHECK(exp_of(0.0) == 1.0);
  CHECK(exp_of(-0.0) == 1.0);
  CHECK(exp_of(5e-324) == 1.0);
  for (const double x : {709.79, 710.0, 1e3, 1e18, 1e300, std::numeric_limits<double>::max(), kInfinity}) {
    CHECK(exp_of(x) == kInfinity);
    CHECK(exp_of(-x) == (x < 745.0 ? exp_of(-x) : 0.0));
  }
  CHECK(exp_error(709.78271289338397) < 2.0);
  CHECK(std::isfinite(exp_of(709.78271289338397)));
  CHECK(exp_of(-745.13) == 5e-324);
  CHECK(exp_of(-745.14) == 0.0);
  CHECK(std::isnan(exp_of(kNaN)));
  CHECK(std::isnan(simd::exp(simd::Pair{1.0, kNaN})[1]));
  CHECK(simd::exp(simd::Pair{0.0, kNaN})[0] == 1.0);
}

TEST_CASE("simd: log is good to 2 units in the last place", "[simd]") {
  const Vector u = random::uniforms({2, 1, 1}, 20000);
  double worst = 0.0;
  SECTION("over the whole range") {
    for (Index i = 0; i + 1 < u.size(); i += 2) {
      worst = std::max(worst, log_error(std::ldexp(1.0 + u[i], static_cast<int>(2045.0 * u[i + 1]) - 1022)));
    }
  }
  SECTION("of denormals") {
    for (Index i = 0; i + 1 < u.size(); i += 4) {
      worst = std::max(worst, log_error(std::ldexp(1.0 + u[i], -1023 - static_cast<int>(50.0 * u[i + 1]))));
    }
    worst = std::max({worst, log_error(5e-324), log_error(1.5e-323)});
  }
  SECTION("near 1 and the ends of the reduced interval") {
    for (const double v : u.head(5000)) {
      for (const double size : {0.9, 1e-3, 1e-9, 1e-15}) worst = std::max(worst, log_error(1.0 + size * (v - 0.5)));
      worst = std::max(worst, log_error(std::numbers::sqrt2 * (1.0 + 1e-3 * (v - 0.5))));
    }
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("simd: log at the ends of the range", "[simd]") {
  CHECK(log_of(1.0) == 0.0);
  CHECK(log_of(0.0) == -kInfinity);
  CHECK(log_of(-0.0) == -kInfinity);
  CHECK(log_of(kInfinity) == kInfinity);
  CHECK(log_error(std::numeric_limits<double>::max()) < 2.0);
  CHECK(log_error(std::numeric_limits<double>::min()) < 2.0);
  for (const double x : {-1.0, -5e-324, -kInfinity, kNaN}) CHECK(std::isnan(log_of(x)));
  CHECK(simd::log(simd::Pair{kNaN, 1.0})[1] == 0.0);
}

TEST_CASE("simd: powers of 2 in steps", "[simd]") {
  for (int octave = -1022; octave <= 1023; octave += 5) {
    CHECK(simd::exp2_steps(simd::splat(octave * simd::kSteps))[1] == std::ldexp(1.0, octave));
  }
  CHECK(simd::exp2_steps(simd::splat(-1e300))[0] == std::numeric_limits<double>::min());
  CHECK(simd::exp2_steps(simd::splat(-kInfinity))[0] == std::numeric_limits<double>::min());
  double worst = 0.0;
  for (const double v : random::uniforms({3, 1, 1}, 20000)) {
    const double steps = simd::kSmallestSteps * v;
    // 2^t = e^(ln 2 t): the product is exact in neither, so the reference takes whole octaves off first.
    const double octave = std::floor(steps / simd::kSteps), rest = steps / simd::kSteps - octave;
    Real sum = 1;
    for (int k = 30; k >= 1; --k) sum = 1 + sum * static_cast<Real>(rest) * kLn2 / k;
    const Real exact = std::ldexp(sum, static_cast<int>(octave));
    const double got = simd::exp2_steps(simd::splat(steps))[0];
    worst = std::max(worst, static_cast<double>(std::abs(static_cast<Real>(got) - exact) / spacing(exact)));
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("simd: the same bits on every platform", "[simd]") {
  const Vector u = random::uniforms({4, 1, 1}, 10000);
  Vector results(20000);
  for (Index i = 0; i < u.size(); i += 2) {
    simd::store(&results[i], simd::exp(1500.0 * simd::load(&u[i]) - 750.0));
    simd::store(&results[10000 + i], simd::log(simd::exp(1400.0 * simd::load(&u[i]) - 700.0)));
  }
  CHECK(support::hash(results.data(), results.size()) == 0x71bd34d70969b682ULL);
}
