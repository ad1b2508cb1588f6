// Noise as data: known answers of Philox, distributions, and the same bits everywhere.
#include "lvm/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "catch.hpp"
#include "kernels/box_muller.hpp"
#include "lvm/elementary.hpp"
#include "support.hpp"

using namespace lvm;
using support::at;

namespace {

constexpr Index kCount = 40000;

// sup |F_n - F| sqrt(n); above 1.95 with probability 0.001 where F is the distribution.
template <class Cdf>
double kolmogorov_smirnov(Vector values, Cdf cdf) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double worst = 0.0;
  for (Index i = 0; i < values.size(); ++i) {
    const double f = cdf(values[i]), rank = static_cast<double>(i);
    worst = std::max({worst, f - rank / n, (rank + 1.0) / n - f});
  }
  return worst * std::sqrt(n);
}

double correlation(const Vector& a, const Vector& b) {
  const Vector x = a.array() - a.mean(), y = b.array() - b.mean();
  return x.dot(y) / (x.norm() * y.norm());
}

}  // namespace

TEST_CASE("random: Philox4x32-10's published vectors", "[random]") {
  using Block = std::array<std::uint32_t, 4>;
  CHECK(random::philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(random::philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(random::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random: uniforms are uniform on the open interval", "[random]") {
  const auto seed = GENERATE(0u, 1u, 4294967295u);
  CAPTURE(seed);
  const Vector u = random::uniforms({seed, 5, 6}, kCount);
  CHECK((u.array() > 0.0).all());
  CHECK((u.array() < 1.0).all());
  const Vector odd = u * 0x1p53;
  CHECK(odd.unaryExpr([](double x) { return std::abs(std::fmod(x, 2.0) - 1.0); }).maxCoeff() == 0.0);
  CHECK(std::abs(u.mean() - 0.5) < 5.0 / std::sqrt(12.0 * kCount));
  CHECK(kolmogorov_smirnov(u, [](double x) { return x; }) < 1.95);
  CHECK(std::abs(correlation(u.head(kCount - 1), u.tail(kCount - 1))) < 5.0 / std::sqrt(kCount));
  CHECK(std::abs(correlation(u.head(kCount - 2), u.tail(kCount - 2))) < 5.0 / std::sqrt(kCount));
}

TEST_CASE("random: normals are standard normal", "[random]") {
  const auto seed = GENERATE(0u, 1u, 2u);
  CAPTURE(seed);
  const Matrix eps = random::normals({seed, 7, 8}, kCount / 2, 2);
  const Vector x = eps.reshaped<Eigen::RowMajor>();
  const double root = std::sqrt(static_cast<double>(kCount));
  CHECK(std::abs(x.mean()) < 5.0 / root);
  CHECK(std::abs(x.array().square().mean() - 1.0) < 5.0 * std::sqrt(2.0) / root);
  CHECK(std::abs(x.array().cube().mean()) < 5.0 * std::sqrt(15.0) / root);
  CHECK(std::abs(x.array().pow(4).mean() - 3.0) < 5.0 * std::sqrt(96.0) / root);
  CHECK(kolmogorov_smirnov(x, [](double t) { return 0.5 * std::erfc(-t / std::sqrt(2.0)); }) < 1.95);
  // The two of a Box-Muller pair, and neighbours of different pairs.
  CHECK(std::abs(correlation(eps.col(0), eps.col(1))) < 5.0 / std::sqrt(kCount / 2.0));
  CHECK(std::abs(correlation(x.head(kCount - 1), x.tail(kCount - 1))) < 5.0 / root);
  const Matrix squares = eps.array().square();
  CHECK(std::abs(correlation(squares.col(0), squares.col(1))) < 5.0 / std::sqrt(kCount / 2.0));
}

TEST_CASE("random: sixteen normals at a time are the bits of Box and Muller's formula one by one", "[random][simd]") {
  const auto uniform = [](std::uint32_t low, std::uint32_t high) {
    const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32 | low) >> 12;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
  };
  const auto count = GENERATE(range(1, 40), values({1000, 20001}));
  const auto step = GENERATE(0u, 77u, 4294967295u);
  const Vector eps = random::normals({9, step + 1, step}, count, 1).col(0);
  bool same = true;
  for (Index i = 0; i < count; i += 2) {
    const auto words = random::philox({static_cast<std::uint32_t>(i / 2), step, 0, 0}, {9, step + 1});
    const double radius = std::sqrt(-2.0 * lvm::log(uniform(words[0], words[1])));
    const auto [sine, cosine] = lvm::sincos_turns(uniform(words[2], words[3]));
    same = same && eps[i] == radius * cosine && (i + 1 == count || eps[i + 1] == radius * sine);
  }
  CHECK(same);
}

TEST_CASE("random: the noise of several steps at a time is that of each, for every count", "[random][simd]") {
  const auto first = GENERATE(0u, 4294967290u);  // the number of a step wraps
  for (Index count = 1; count <= 20; ++count) {
    for (std::uint32_t steps = 1; steps <= 9; ++steps) {
      CAPTURE(count, steps);
      Matrix together = Matrix::Constant(static_cast<Index>(steps) + 1, count, 7.0), apart = together;
      simd::box_muller({9, 3, first}, together.data(), count, steps);
      for (std::uint32_t s = 0; s < steps; ++s) {
        apart.row(static_cast<Index>(s)) = random::normals({9, 3, first + s}, 1, count);
      }
      CHECK(together == apart);
    }
  }
}

TEST_CASE("random: an entry depends on its index only", "[random]") {
  const random::Source source{11, 12, 13};
  const Matrix eps = random::normals(source, 7, 5);
  for (const Index rows : {1, 2, 5, 6}) CHECK(random::normals(source, rows, 5) == eps.topRows(rows));
  const Matrix flat = random::normals(source, 1, 35), tall = random::normals(source, 35, 1);
  for (Index i = 0; i < 35; ++i) CHECK((flat(0, i) == eps(i / 5, i % 5) && tall(i, 0) == flat(0, i)));
  const Vector u = random::uniforms(source, 35);
  for (const Index n : {1, 2, 3, 34}) CHECK(random::uniforms(source, n) == u.head(n));
  CHECK(random::uniforms(source, 0).size() == 0);
  CHECK(random::normals(source, 0, 3).rows() == 0);
}

TEST_CASE("random: seed, stream and step each name other noise", "[random]") {
  const random::Source source{1, 2, 3};
  const Vector u = random::uniforms(source, 10000);
  for (const random::Source other : {random::Source{2, 2, 3}, {1, 3, 3}, {1, 2, 4}, {2, 1, 3}, {1, 3, 2}, {3, 2, 1}}) {
    CAPTURE(other.seed, other.stream, other.step);
    const Vector v = random::uniforms(other, 10000);
    CHECK((u.array() != v.array()).all());
    CHECK(std::abs(correlation(u, v)) < 0.05);
  }
}

TEST_CASE("random: permutations are permutations, each as likely", "[random]") {
  for (const Index n : {0, 1, 2, 7, 100}) {
    const std::vector<Index> order = random::permutation({3, 4, 5}, n);
    CHECK(order.size() == at(n));
    CHECK(std::set<Index>(order.begin(), order.end()).size() == at(n));
    if (n > 0)
      CHECK((*std::min_element(order.begin(), order.end()) == 0 &&
             *std::max_element(order.begin(), order.end()) == n - 1));
  }
  std::map<std::vector<Index>, int> counts;
  constexpr int draws = 6000;
  for (std::uint32_t step = 0; step < draws; ++step) ++counts[random::permutation({3, 4, step}, 3)];
  REQUIRE(counts.size() == 6);
  double chi_squared = 0.0;
  constexpr double expected = draws / 6.0;
  for (const auto& [order, count] : counts) chi_squared += (count - expected) * (count - expected) / expected;
  CHECK(chi_squared < 20.5);  // the 0.999 quantile with 5 degrees of freedom
}

TEST_CASE("random: the same bits on every platform", "[random][portable]") {
  const Vector u = random::uniforms({1, 2, 3}, 10000);
  CHECK(support::hash(u.data(), u.size()) == 0x39336e6c64b7d676ULL);
  const Matrix eps = random::normals({1, 2, 3}, 5000, 2);
  CHECK(support::hash(eps.data(), eps.size()) == 0x50a8d8b7519cf4d3ULL);
}
