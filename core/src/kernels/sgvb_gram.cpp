#include "sgvb_gram.hpp"

#include <algorithm>
#include <array>

#include "simd.hpp"

namespace lvm::sgvb::kernel {
namespace {

using simd::load;
using simd::Pair;
using simd::splat;
using simd::store;
using simd::unroll;

constexpr Index kBlock = 4;

Index padded(Index m) { return (m + kBlock - 1) / kBlock * kBlock; }

// Zeros, filled up to whole blocks.
Matrix blocks(Index rows, Index cols) { return Matrix::Zero(rows, padded(cols)); }
Matrix blocks(Index m) { return blocks(padded(m), m); }

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

// sum_n v_n v_n^T over the rows of `rows`, N x m; a panel of them at a time, which fits into the first cache.
Matrix gram(const MatrixRef& rows) {
  constexpr Index panel = 32;
  const Index N = rows.rows(), m = rows.cols();
  Matrix G = blocks(m), part = blocks(panel, m);
  for (Index start = 0; start < N; start += panel) {
    const Index count = std::min(panel, N - start);
    part.topLeftCorner(count, m) = rows.middleRows(start, count);
    for (Index i = 0; i < m; i += kBlock) {
      for (Index j = 0; j <= i; j += kBlock) {
        add_outer(part.data() + i, 1, part.cols(), part.data() + j, part.cols(), count, &G(i, j));
      }
    }
  }
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < i; ++j) G(j, i) = G(i, j);
  }
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
    : V_(model.W / model.gamma), centred_((x - model.b) / model.gamma), A_(gram(V_)) {}

Vector Projection::pull(const Vector& z) const { return V_.transpose() * (centred_ - V_ * z); }

Factorized Projection::likelihood_gradient(const Factorized& q, const MatrixRef& eps) const {
  const Index m = eps.cols();
  const auto N = static_cast<double>(eps.rows());
  const Vector sigma = q.log_sigma.array().exp(), mean = eps.colwise().mean(), at_mean = pull(q.mean);
  const Matrix G = gram(eps);
  Factorized g{pull(q.mean + sigma.cwiseProduct(mean)), Vector(m)};
  for (Index i = 0; i < m; ++i) {
    double sum = 0.0;
    for (Index j = 0; j < m; ++j) sum += A_(i, j) * G(i, j) * sigma[j];
    g.log_sigma[i] = (at_mean[i] * mean[i] - sum / N) * sigma[i];
  }
  return g;
}

Full Projection::likelihood_gradient(const Full& q, const MatrixRef& eps) const {
  const Index m = eps.cols();
  const auto N = static_cast<double>(eps.rows());
  const Matrix L = cholesky_factor(q);
  const Vector mean = eps.colwise().mean(), at_mean = pull(q.mean);
  Matrix factor = blocks(m);
  factor.topLeftCorner(m, m) = L;
  const Matrix by_factor_sums = product(product(A_, factor, false), gram(eps), true);
  Full g{pull(q.mean + L * mean), Vector(m), Matrix::Zero(m, m)};
  for (Index i = 0; i < m; ++i) {
    const auto by_factor = [&](Index j) { return at_mean[i] * mean[j] - by_factor_sums(i, j) / N; };
    for (Index j = 0; j < i; ++j) g.lower(i, j) = by_factor(j);
    g.log_diagonal[i] = by_factor(i) * L(i, i);
  }
  return g;
}

template <Family Q>
bool pays(Index m, Index d, Index N) {
  constexpr Index smallest = 64;
  constexpr bool full = std::same_as<Q, Full>;
  const Index through_gram = m * m * (d + N) / 2 + (full ? m * m * m : m * m);
  const Index by_sample = 2 * N * m * d + (full ? 3 * N * m * m / 2 : 0);
  constexpr Index gain = 2;  // at least: its operations are vectorized
  return m * d >= smallest && through_gram < gain * by_sample;
}

template bool pays<Factorized>(Index, Index, Index);
template bool pays<Full>(Index, Index, Index);

}  // namespace lvm::sgvb::kernel
