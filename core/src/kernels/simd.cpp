#include "simd.hpp"

#include <array>

namespace lvm::simd {
namespace {

// Twice the digits of double: high + low, |low| at most half a unit in the last place of high.
struct Double2 {
  double high;
  double low;
};

// a + b for |a| >= |b|, exactly.
Double2 exact_sum(double a, double b) {
  const double high = a + b;
  return {high, b - (high - a)};
}

// a b, exactly: Dekker's product of halves, since a fused multiply-add is not everywhere.
Double2 exact_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1.0;
  const double as = splitter * a, bs = splitter * b;
  const double a1 = as - (as - a), b1 = bs - (bs - b), a2 = a - a1, b2 = b - b1;
  const double high = a * b;
  return {high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2};
}

Double2 product(Double2 a, Double2 b) {
  const Double2 p = exact_product(a.high, b.high);
  return exact_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

Double2 quotient(Double2 a, double b) {
  const double high = a.high / b;
  const Double2 back = exact_product(high, b);
  return exact_sum(high, ((a.high - back.high) - back.low + a.low) / b);
}

// 2^(1 / 1024) by its Taylor series, of which nine terms leave less than 2^-110.
Double2 step() {
  constexpr int terms = 9;
  const Double2 x{0x1.62e42fefa39efp-11, 0x1.abc9e3b39803fp-66};  // ln 2 / 1024
  Double2 sum{1.0, 0.0};
  for (int k = terms; k >= 1; --k) {
    const Double2 rest = quotient(product(x, sum), k);
    sum = exact_sum(1.0, rest.high);
    sum = exact_sum(sum.high, sum.low + rest.low);
  }
  return sum;
}

using Table = std::array<std::int64_t, std::size_t{1} << kStepBits>;

Table make_table() {
  Table table{};
  const Double2 factor = step();
  Double2 power{1.0, 0.0};
  std::int64_t i = 0;
  for (std::int64_t& entry : table) {
    std::memcpy(&entry, &power.high, sizeof entry);
    entry -= i++ << (kMantissaBits - kStepBits);
    power = product(power, factor);
  }
  return table;
}

}  // namespace

const Table detail::kExp2Table = make_table();

Pair exp(Pair x) { return exp_of(x); }

std::array<Pair, 2> logs_of(Pair a, Pair b) {
  const EvenlyScaled first = split_evenly(a), second = split_evenly(b);
  return log_scaled(std::array{first.mantissa, second.mantissa}, std::array{first.exponent, second.exponent});
}

}  // namespace lvm::simd
