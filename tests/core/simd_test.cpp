// exp of two doubles at a time: within 2 units in the last place everywhere, and the same bits everywhere.
#include "kernels/simd.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "elementary_reference.hpp"
#include "lvm/elementary.hpp"
#include "lvm/random.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNaN = std::numeric_limits<double>::quiet_NaN();

double exp_error(double x) {
  const simd::Pair y = simd::exp(simd::Pair{x, -x});
  CHECK(lvm::exp(x) == y[0]);
  CHECK(simd::exp(simd::Pair{-x, x})[1] == y[0]);  // the lanes are alike
  return reference::ulps(y[0], reference::exp(x));
}

double exp_of(double x) { return simd::exp(simd::splat(x))[0]; }

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
    const reference::Real r = reference::kLn2 * rest;
    const reference::Real exact = std::ldexp(1 + reference::expm1_by_series(r), static_cast<int>(octave));
    worst = std::max(worst, reference::ulps(simd::exp2_steps(simd::splat(steps))[0], exact));
  }
  CAPTURE(worst);
  CHECK(worst < 2.0);
}

TEST_CASE("simd: the same bits on every platform", "[simd]") {
  const Vector u = random::uniforms({4, 1, 1}, 10000);
  Vector results(20000);
  for (Index i = 0; i < u.size(); i += 2) {
    simd::store(&results[i], simd::exp(1500.0 * simd::load(&u[i]) - 750.0));
    const simd::Pair wide = simd::exp(1400.0 * simd::load(&u[i]) - 700.0);
    for (const int lane : {0, 1}) results[10000 + i + lane] = lvm::log(wide[lane]);
  }
  CHECK(support::hash(results.data(), results.size()) == 0x71bd34d70969b682ULL);
}
