// Hard assignments and the adjusted Rand index, on cases that can be counted by hand.
#include "lvm/clustering.hpp"

#include <cmath>

#include "catch.hpp"
#include "lvm/errors.hpp"
#include "support.hpp"

using namespace lvm;
using clustering::adjusted_rand_index;

namespace {

Labels random_labels(std::uint32_t seed, std::uint32_t step, Index N, int K) {
  Labels z;
  for (const double u : random::uniforms({seed, support::kLabels, step}, N)) z.push_back(static_cast<int>(u * K));
  return z;
}

}  // namespace

TEST_CASE("clustering: hard assignments take the largest, the first of equals", "[clustering]") {
  Matrix R(6, 3);
  R << 0.2, 0.5, 0.3,             //
      0.5, 0.5, 0.0,              //
      0.0, 0.5, 0.5,              //
      1.0 / 3, 1.0 / 3, 1.0 / 3,  //
      0.0, 0.0, 1.0,              //
      0.0, 0.0, 0.0;
  CHECK(clustering::hard_assignments(R) == Labels{1, 0, 1, 0, 2, 0});
  for (Index K = 1; K <= 40; ++K) {  // ties again, at every width a vector instruction may have
    CHECK(clustering::hard_assignments(Matrix::Constant(2, K, 0.5)) == Labels{0, 0});
    Matrix last = Matrix::Zero(1, K);
    last(0, K - 1) = 1.0;
    CHECK(clustering::hard_assignments(last) == Labels{static_cast<int>(K) - 1});
  }
  R(0, 0) = std::nan("");
  CHECK_THROWS_AS(clustering::hard_assignments(R), InvalidArgument);
  CHECK_THROWS_AS(clustering::hard_assignments(Matrix(0, 3)), InvalidArgument);
}

TEST_CASE("clustering: the adjusted Rand index of equal partitions is 1 under any names", "[clustering]") {
  const Labels a{0, 0, 1, 1, 2, 2, 2}, renamed{5, 5, 0, 0, 9, 9, 9};
  CHECK(adjusted_rand_index(a, a) == 1.0);
  CHECK(adjusted_rand_index(a, renamed) == 1.0);
  const Labels one_group(5, 3), singletons{4, 2, 0, 1, 3};
  CHECK(adjusted_rand_index(one_group, Labels(5, 0)) == 1.0);
  CHECK(adjusted_rand_index(singletons, Labels{0, 1, 2, 3, 4}) == 1.0);
  CHECK(adjusted_rand_index(one_group, singletons) == 0.0);
  CHECK(adjusted_rand_index({7}, {1}) == 1.0);
  CHECK(adjusted_rand_index(Labels(40000, 1), Labels(40000, 2)) == 1.0);  // pairs^2 is beyond 2^53
}

TEST_CASE("clustering: the adjusted Rand index of small tables, counted by hand", "[clustering]") {
  // Table (1 1 0; 1 2 1; 0 0 4): pairs 0 + 1 + 6 = 7 in both; rows 2, 4, 4 give 13, columns 2, 3, 5 give 14; of 45.
  // (7 - 13 * 14 / 45) / (13.5 - 13 * 14 / 45) = (315 - 182) / (607.5 - 182).
  const Labels a{0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, b{0, 1, 0, 1, 1, 2, 2, 2, 2, 2};
  CHECK(adjusted_rand_index(a, b) == Approx(133.0 / 425.5).epsilon(1e-15));
  CHECK(adjusted_rand_index(b, a) == Approx(133.0 / 425.5).epsilon(1e-15));
  // Table (1 1; 1 1): less agreement than by chance, (0 - 2 * 2 / 6) / (2 - 2 * 2 / 6).
  CHECK(adjusted_rand_index({0, 0, 1, 1}, {0, 1, 0, 1}) == Approx(-0.5).epsilon(1e-15));
  // Table (2 0; 1 1): (1 - 2 * 3 / 6) / ... = 0.
  CHECK(std::abs(adjusted_rand_index({0, 0, 1, 1}, {0, 0, 0, 1})) < 1e-15);
}

TEST_CASE("clustering: unlabelled examples are left out", "[clustering]") {
  const Labels a{0, 0, 1, 1, -1, 1, 0}, b{2, 2, 3, 3, 2, -1, -7};
  CHECK(adjusted_rand_index(a, b) == 1.0);
  const Labels c{0, 0, 1, -1, 1, 5}, d{0, 1, 0, 4, 1, -1};
  CHECK(adjusted_rand_index(c, d) == Approx(-0.5).epsilon(1e-15));
  CHECK_THROWS_AS(adjusted_rand_index({-1, 0}, {0, -1}), InvalidArgument);
  CHECK_THROWS_AS(adjusted_rand_index({}, {}), InvalidArgument);
  CHECK_THROWS_AS(adjusted_rand_index({0, 1}, {0}), InvalidArgument);
}

TEST_CASE("clustering: independent labels agree as chance does", "[clustering]") {
  double sum = 0.0;
  constexpr int runs = 200;
  for (std::uint32_t seed = 0; seed < runs; ++seed) {
    sum += adjusted_rand_index(random_labels(seed, 7, 100, 3), random_labels(seed, 8, 100, 4));
  }
  CHECK(std::abs(sum / runs) < 0.005);  // the standard deviation of one is about 0.013
}
