#include "lvm/linear_mixture_init.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "linear_mixture_least_squares.hpp"
#include "linear_mixture_validate.hpp"
#include "lvm/errors.hpp"
#include "lvm/random.hpp"

namespace lvm::linear_mixture {
namespace {

enum Stream : std::uint32_t { kSplit = 0x6c6d0001, kLines = 0x6c6d0002 };

struct Group {
  Matrix X;
  Vector y;
};

// Examples order[begin] .. order[end - 1].
Group pick(const Matrix& X, const Vector& y, const std::vector<Index>& order, Index begin, Index end) {
  Group group{Matrix(end - begin, X.cols()), Vector(end - begin)};
  for (Index i = begin; i < end; ++i) {
    const Index n = order[static_cast<std::size_t>(i)];
    group.X.row(i - begin) = X.row(n);
    group.y[i - begin] = y[n];
  }
  return group;
}

void require_start(const Matrix& X, const Vector& y, Index K, Index largest, double variance_floor) {
  require_data(X, y);
  require_floor(variance_floor);
  require(X.rows() >= X.cols(), "X", "must have at least as many rows as columns, ", X.cols(), "; got ", X.rows());
  require(K >= 1 && K <= largest, "k", "must be from 1 to ", largest, "; got ", K);
}

// One line by maximum likelihood: the M-step with a single component.
Params single(const Matrix& X, const Vector& y, double variance_floor) {
  return m_step(X, y, Matrix::Ones(X.rows(), 1), {}, variance_floor);
}

// The line through D examples drawn at random, again where they do not fix one.
Vector random_line(const Matrix& X, const Vector& y, Index k, std::uint32_t seed) {
  constexpr Index draws = 100;
  const Index D = X.cols();
  for (Index draw = 0; draw < draws; ++draw) {
    const auto step = static_cast<std::uint32_t>(k * draws + draw);
    const Group group = pick(X, y, random::permutation({seed, kLines, step}, X.rows()), 0, D);
    const std::optional<Vector> w = weighted_least_squares(group.X, group.y, Vector::Ones(D));
    if (w) return *w;
  }
  fail({"no ", D, " examples that determine line ", k, " were found in ", draws, " draws"}, k);
}

}  // namespace

Params init_random_split(const Matrix& X, const Vector& y, Index K, std::uint32_t seed, double variance_floor) {
  require_start(X, y, K, X.rows() / std::max<Index>(1, X.cols()), variance_floor);
  const std::vector<Index> order = random::permutation({seed, kSplit, 0}, X.rows());
  Params params{Vector::Constant(K, 1.0 / static_cast<double>(K)), Matrix(K, X.cols()), Vector(K)};
  for (Index k = 0; k < K; ++k) {
    const Group group = pick(X, y, order, k * X.rows() / K, (k + 1) * X.rows() / K);
    try {
      const Params fitted = single(group.X, group.y, variance_floor);
      params.W.row(k) = fitted.W.row(0);
      params.variances[k] = fitted.variances[0];
    } catch (const NumericalError& error) {
      fail({"the random split gives component ", k, " ", group.y.size(), " examples, too few or too alike (",
            error.what(), "); use fewer components or another start"},
           k);
    }
  }
  return params;
}

Params init_random_lines(const Matrix& X, const Vector& y, Index K, std::uint32_t seed, double variance_floor) {
  require_start(X, y, K, X.rows(), variance_floor);
  const Params all = single(X, y, variance_floor);
  Params params{Vector::Constant(K, 1.0 / static_cast<double>(K)), Matrix(K, X.cols()),
                Vector::Constant(K, all.variances[0])};
  for (Index k = 0; k < K; ++k) params.W.row(k) = random_line(X, y, k, seed);
  return params;
}

}  // namespace lvm::linear_mixture
