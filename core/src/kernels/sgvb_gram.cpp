#include "sgvb_gram.hpp"

#include <algorithm>
#include <array>

#include "../algebra.hpp"
#include "simd.hpp"

namespace lvm::sgvb::kernel {
namespace {

using simd::load;
using simd::Pair;
using simd::splat;
using simd::store;
using simd::sum;
using simd::unroll;

constexpr Index kBlock = 4, kPanel = 32;  // rows of a panel fit into the first cache

Index padded(Index m) { return (m + kBlock - 1) / kBlock * kBlock; }

// Zeros, filled up to whole blocks.
Matrix blocks(Index rows, Index cols) { return Matrix::Zero(rows, padded(cols)); }
Matrix blocks(Index m) { return blocks(padded(m), m); }
Vector block(Index m) { return Vector::Zero(padded(m)); }

// A with zeros on the right and, for so many rows, below.
Matrix filled_up(const Matrix& A, Index rows) {
  Matrix result = blocks(rows, A.cols());
  result.topLeftCorner(A.rows(), A.cols()) = A;
  return result;
}

// Adds sum_n a[n * step .. + 4] b[n * stride .. + 4]^T to the 4 x 4 block `to`, whose rows are `stride` apart; the four
// numbers of a are `apart` from each other.
[[gnu::noinline]] void add_outer(const double* a, Index apart, Index step, const double* b, Index stride, Index count,
                                 double* to) {
  std::array<Pair, 2 * kBlock> sum{};
  for (Index n = 0; n < count; ++n, a += step, b += stride) {
    const Pair left = load(b), right = load(b + 2);
    unroll<kBlock>([&](auto i) {
      const Pair factor = splat(a[static_cast<Index>(i()) * apart]);
      sum[2 * i] += factor * left;
      sum[2 * i + 1] += factor * right;
    });
  }
  unroll<kBlock>([&](auto i) {
    double* row = to + static_cast<Index>(i()) * stride;
    store(row, load(row) + sum[2 * i]);
    store(row + 2, load(row + 2) + sum[2 * i + 1]);
  });
}

// Adds the sum of rows to `to`.
void add_rows(const double* rows, Index stride, Index count, double* to) {
  for (Index j = 0; j < stride; j += kBlock) {
    Pair left = splat(0.0), right = splat(0.0);
    const double* row = rows + j;
    for (Index n = 0; n < count; ++n, row += stride) {
      left += load(row);
      right += load(row + 2);
    }
    store(to + j, load(to + j) + left);
    store(to + j + 2, load(to + j + 2) + right);
  }
}

// Adds sum_n v_n v_n^T over rows that are filled up, the blocks on and below the diagonal.
void add_lower_gram(const double* rows, Index stride, Index count, Matrix& G) {
  for (Index i = 0; i < stride; i += kBlock) {
    for (Index j = 0; j <= i; j += kBlock) add_outer(rows + i, 1, stride, rows + j, stride, count, &G(i, j));
  }
}

// The blocks above the diagonal from those below; on it they are whole already.
void mirror(Matrix& G) {
  for (Index i = kBlock; i < G.rows(); ++i) {
    for (Index j = 0; j < i / kBlock * kBlock; ++j) G(j, i) = G(i, j);
  }
}

Matrix gram(const Matrix& rows) {
  Matrix G = Matrix::Zero(rows.cols(), rows.cols());
  for (Index start = 0; start < rows.rows(); start += kPanel) {
    add_lower_gram(&rows(start, 0), rows.cols(), std::min(kPanel, rows.rows() - start), G);
  }
  mirror(G);
  return G;
}

// A B, all filled up; of what is above the diagonal only some where `lower` is, and B is lower triangular where it is not.
Matrix product(const Matrix& A, const Matrix& B, bool lower) {
  const Index m = A.rows();
  Matrix result = Matrix::Zero(m, m);
  for (Index i = 0; i < m; i += kBlock) {
    for (Index j = 0; j < (lower ? i + 1 : m); j += kBlock) {
      const Index first = lower ? 0 : j;
      add_outer(&A(i, first), m, 1, &B(first, j), m, m - first, &result(i, j));
    }
  }
  return result;
}

}  // namespace

Projection::Projection(const Model& model, const Vector& x)
    : V_(filled_up(model.W / model.gamma, model.W.rows())),
      centred_((x - model.b) / model.gamma),
      A_(gram(V_)),
      G_(blocks(model.W.cols())),
      part_(blocks(kPanel, model.W.cols())),
      mean_(block(model.W.cols())),
      z_(mean_),
      scale_(mean_),
      pull_(mean_) {}

void Projection::pull(const Vector& z) {
  std::copy_n(z.data(), z.size(), z_.data());
  pull_.setZero();
  const Index width = V_.cols();
  for (Index row = 0; row < V_.rows(); ++row) {
    const double* v = &V_(row, 0);
    Pair left = splat(0.0), right = splat(0.0);
    for (Index j = 0; j < width; j += kBlock) {
      left += load(v + j) * load(&z_[j]);
      right += load(v + j + 2) * load(&z_[j + 2]);
    }
    const Pair residual = splat(centred_[row] - sum(left + right));
    for (Index j = 0; j < width; j += 2) store(&pull_[j], load(&pull_[j]) + load(v + j) * residual);
  }
}

void Projection::add_moments(const double* rows, Index stride, Index count, Index m) {
  const Index width = part_.cols();
  const bool whole = m == width && stride == width;
  for (Index start = 0; start < count; start += kPanel) {
    const Index some = std::min(kPanel, count - start);
    const double* panel = rows + start * stride;
    if (!whole) {
      for (Index n = 0; n < some; ++n) {
        for (Index j = 0; j < m; ++j) part_(n, j) = panel[n * stride + j];
      }
      panel = part_.data();
    }
    add_rows(panel, width, some, mean_.data());
    add_lower_gram(panel, width, some, G_);
  }
}

// One or two latent variables would leave most of a block empty: four or two samples are then taken as one, whose Gram matrix has
// theirs along its diagonal.
void Projection::find_moments(const Matrix& eps) {
  const Index N = eps.rows(), m = eps.cols(), stride = eps.outerStride();
  const bool grouped = stride == m && m < kBlock && kBlock % m == 0 && N >= kPanel;
  const Index together = grouped ? kBlock / m : 1;
  const Index groups = N / together, rest = N % together;
  mean_.setZero();
  G_.setZero();
  add_moments(eps.data(), together * stride, groups, together * m);
  if (rest > 0) {
    add_moments(eps.data() + groups * kBlock, kBlock, 1, rest * m);
    part_.row(0).setZero();
  }
  if (grouped) {
    for (Index first = m; first < kBlock; first += m) {
      mean_.head(m) += mean_.segment(first, m);
      G_.topLeftCorner(m, m) += G_.block(first, first, m, m);
    }
    mean_.tail(kBlock - m).setZero();
    G_.bottomRows(kBlock - m).setZero();
  }
  mean_ /= static_cast<double>(N);
  mirror(G_);
}

void Projection::likelihood_gradient(const Factorized& q, const Matrix& eps, Factorized& g) {
  const Index m = eps.cols(), width = mean_.size();
  const double each = 1.0 / static_cast<double>(eps.rows());
  find_moments(eps);
  pull(q.mean);
  std::copy_n(q.log_sigma.data(), m, z_.data());
  for (Index i = 0; i < m; i += 2) {
    const Pair sigma = simd::exp(load(&z_[i]));
    store(&scale_[i], sigma);
    store(&z_[i], sigma * load(&mean_[i]));
  }
  for (Index i = 0; i < m; ++i) {
    const double *a = &A_(i, 0), *products = &G_(i, 0);
    Pair shift = splat(0.0), spread = splat(0.0);
    for (Index j = 0; j < width; j += 2) {
      shift += load(a + j) * load(&z_[j]);
      spread += load(a + j) * load(products + j) * load(&scale_[j]);
    }
    g.mean[i] = pull_[i] - sum(shift);
    g.log_sigma[i] = (pull_[i] * mean_[i] - sum(spread) * each) * scale_[i];
  }
}

void Projection::likelihood_gradient(const Full& q, const Matrix& eps, Full& g) {
  const Index m = eps.cols();
  const auto N = static_cast<double>(eps.rows());
  const Matrix L = cholesky_factor(q);
  find_moments(eps);
  pull(q.mean + times(L, mean_.head(m)));
  g.mean = pull_.head(m);
  pull(q.mean);
  const Matrix by_factor_sums = product(product(A_, filled_up(L, padded(m)), false), G_, true);
  for (Index i = 0; i < m; ++i) {
    const auto by_factor = [&](Index j) { return pull_[i] * mean_[j] - by_factor_sums(i, j) / N; };
    for (Index j = 0; j < i; ++j) g.lower(i, j) = by_factor(j);
    g.log_diagonal[i] = by_factor(i) * L(i, i);
  }
}

template <Family Q>
bool pays(Index m, Index d, Index N) {
  constexpr Index small = 64;
  constexpr bool full = std::same_as<Q, Full>;
  if (m * d < small) return !full;
  const Index through_gram = m * m * (d + N) / 2 + (full ? m * m * m : m * m);
  const Index by_sample = 2 * N * m * d + (full ? 3 * N * m * m / 2 : 0);
  constexpr Index gain = 2;  // at least: its operations are vectorized
  return through_gram < gain * by_sample;
}

template bool pays<Factorized>(Index, Index, Index);
template bool pays<Full>(Index, Index, Index);

}  // namespace lvm::sgvb::kernel
