// CS229 F20 PS3 Q2(f): what twenty labels do for a thousand points.
#include <algorithm>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "golden.hpp"
#include "lvm/clustering.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_init.hpp"

using namespace lvm;

namespace {

// How many values differ by more than `tolerance` from the next smaller one.
int count_distinct(std::vector<double> values, double tolerance) {
  std::sort(values.begin(), values.end());
  int count = 1;
  for (std::size_t i = 1; i < values.size(); ++i) count += values[i] - values[i - 1] > tolerance ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("gmm: with twenty labels every random start ends in the same optimum", "[gmm][cs229]") {
  const auto csv = golden::read("data/cs229_gmm/train.csv");
  if (!csv) return;
  auto [X, labelled] = golden::split_by_label(*csv);
  labelled.alpha = 20.0;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const gmm::Fit fit = gmm::fit(X, gmm::init_random_split(X, 4, seed), labelled);
    CHECK(fit.converged);
    CHECK(fit.iterations < 40);
    CHECK(std::abs(gmm::objective(fit.params, X, labelled) + 2344.6116) < 0.005);
    const Labels z = clustering::hard_assignments(gmm::e_step(fit.params, labelled.X).responsibilities);
    CHECK(z == labelled.z);  // components keep the names of the classes
  }
}

TEST_CASE("gmm: without labels random starts end in several optima", "[gmm][cs229]") {
  const auto csv = golden::read("data/cs229_gmm/train.csv");
  if (!csv) return;
  const Matrix X = golden::split_by_label(*csv).X;
  std::vector<double> optima;
  int slowest = 0;
  for (std::uint32_t seed = 0; seed < 25; ++seed) {
    CAPTURE(seed);
    const gmm::Fit fit = gmm::fit(X, gmm::init_random_split(X, 4, seed));
    CHECK(fit.converged);
    CHECK(fit.iterations >= 40);
    CHECK(fit.trace.back().value.log_likelihood < -1741.62 + 1e-3);  // the best optimum that is known
    optima.push_back(fit.trace.back().value.log_likelihood);
    slowest = std::max(slowest, fit.iterations);
  }
  CHECK(count_distinct(optima, 1.0) >= 3);
  CHECK(slowest > 100);
  CHECK(*std::max_element(optima.begin(), optima.end()) > -1741.8);
}
