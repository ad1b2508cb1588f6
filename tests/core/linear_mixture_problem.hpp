// Random mixtures of lines and data for the tests of linear_mixture.
#pragma once

#include "lvm/linear_mixture.hpp"
#include "lvm/random.hpp"

namespace lvm::linear_mixture {

struct Problem {
  Matrix X;
  Vector y;
  Params params;  ///< not the ones that made y
  Matrix R;       ///< N x K, positive, rows sum to 1
};

inline Matrix random_rows_on_simplex(Index rows, Index cols, std::uint32_t seed) {
  Matrix R = random::normals({seed, 91, 0}, rows, cols).array().exp();
  return R.array().colwise() / R.rowwise().sum().array();
}

/// N points about K random lines over D features, the first a column of ones.
inline Problem problem(std::uint32_t seed, Index N, Index D, Index K) {
  Problem p{random::normals({seed, 92, 0}, N, D), Vector(N), {}, random_rows_on_simplex(N, K, seed)};
  p.X.col(0).setOnes();
  const Matrix truth = 2.0 * random::normals({seed, 93, 0}, K, D), noise = random::normals({seed, 94, 0}, N, 1);
  for (Index n = 0; n < N; ++n) p.y[n] = truth.row(n % K).dot(p.X.row(n)) + 0.3 * noise(n, 0);
  p.params = {random_rows_on_simplex(1, K, seed + 1).row(0), truth + random::normals({seed, 95, 0}, K, D),
              (0.5 * random::normals({seed, 96, 0}, K, 1)).array().exp()};
  return p;
}

/// The first M examples with labels 0, 1, .., in turn.
inline Labelled labelled_prefix(const Problem& p, Index M, double alpha, WeightsFrom from) {
  Labelled labelled{p.X.topRows(M), p.y.head(M), {}, alpha, from};
  for (Index i = 0; i < M; ++i) labelled.z.push_back(static_cast<int>(i % p.params.W.rows()));
  return labelled;
}

}  // namespace lvm::linear_mixture
