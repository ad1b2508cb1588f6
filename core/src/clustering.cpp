#include "lvm/clustering.hpp"

#include <map>
#include <utility>

#include "lvm/errors.hpp"

namespace lvm::clustering {
namespace {

double pairs(double n) { return 0.5 * n * (n - 1.0); }

template <class Counts>
double sum_of_pairs(const Counts& counts) {
  double sum = 0.0;
  for (const auto& [key, n] : counts) sum += pairs(n);
  return sum;
}

}  // namespace

Labels hard_assignments(const Matrix& R) {
  require_finite(R, "R");
  Labels labels(static_cast<std::size_t>(R.rows()));
  for (Index n = 0; n < R.rows(); ++n) {
    Index best = 0;
    R.row(n).maxCoeff(&best);
    labels[static_cast<std::size_t>(n)] = static_cast<int>(best);
  }
  return labels;
}

double adjusted_rand_index(const Labels& a, const Labels& b) {
  require(a.size() == b.size(), "b", "must have as many labels as a, ", a.size(), "; got ", b.size());
  std::map<std::pair<int, int>, double> cells;
  std::map<int, double> rows, cols;
  double count = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) {
    if (a[n] < 0 || b[n] < 0) continue;
    cells[{a[n], b[n]}] += 1.0;
    rows[a[n]] += 1.0;
    cols[b[n]] += 1.0;
    count += 1.0;
  }
  require(count >= 1.0, "a", "must share at least one labelled example (label >= 0) with b");
  const double in_both = sum_of_pairs(cells), in_a = sum_of_pairs(rows), in_b = sum_of_pairs(cols);
  const double expected = count > 1.0 ? in_a * in_b / pairs(count) : 0.0;
  const double largest = 0.5 * (in_a + in_b);
  // Both partitions all singletons, or both a single group: nothing to adjust, and they agree.
  return largest == expected ? 1.0 : (in_both - expected) / (largest - expected);
}

}  // namespace lvm::clustering
