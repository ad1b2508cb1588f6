#include "algebra.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "kernels/simd.hpp"

namespace lvm {
namespace {

double dot(const double* x, const double* y, Index n) {
  simd::Pair pairs = simd::splat(0.0);
  Index i = 0;
  for (; i + 2 <= n; i += 2) pairs += simd::load(x + i) * simd::load(y + i);
  const double last = i < n ? x[i] * y[i] : 0.0;
  return simd::sum(pairs) + last;
}

// y += a x. Inline, since rows are often of two or three.
[[gnu::always_inline]] inline void add(double a, const double* x, Index n, double* y) {
  const simd::Pair factor = simd::splat(a);
  Index i = 0;
  for (; i + 2 <= n; i += 2) simd::store(y + i, simd::load(y + i) + factor * simd::load(x + i));
  if (i < n) y[i] += a * x[i];
}

// (x, y) to (c x - s y, s x + c y)
void rotate(double c, double s, double* x, double* y, Index n) {
  for (Index i = 0; i < n; ++i) {
    const double before = x[i];
    x[i] = c * before - s * y[i];
    y[i] = s * before + c * y[i];
  }
}

}  // namespace

Matrix transposed(const Matrix& A) { return A.transpose(); }

Matrix product(const Matrix& A, const Matrix& B) {
  Matrix C = Matrix::Zero(A.rows(), B.cols());
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index k = 0; k < A.cols(); ++k) add(A(i, k), B.row(k).data(), B.cols(), C.row(i).data());
  }
  return C;
}

Matrix transposed_product(const Matrix& A, const Matrix& B) {
  constexpr Index most = 256;  // terms of a sum in a row: of longer ones the halves are summed first, which rounds less
  if (const Index half = A.rows() / 2; half >= most) {
    const Index rest = A.rows() - half;
    return transposed_product(A.topRows(half), B.topRows(half)) +
           transposed_product(A.bottomRows(rest), B.bottomRows(rest));
  }
  Matrix C = Matrix::Zero(A.cols(), B.cols());
  for (Index k = 0; k < A.rows(); ++k) {
    for (Index i = 0; i < A.cols(); ++i) add(A(k, i), B.row(k).data(), B.cols(), C.row(i).data());
  }
  return C;
}

Vector times(const Matrix& A, const Vector& v) {
  Vector result(A.rows());
  for (Index i = 0; i < A.rows(); ++i) result[i] = dot(A.row(i).data(), v.data(), v.size());
  return result;
}

Matrix solve_lower(const Matrix& L, Matrix B) {
  for (Index i = 0; i < L.rows(); ++i) {
    for (Index j = 0; j < i; ++j) add(-L(i, j), B.row(j).data(), B.cols(), B.row(i).data());
    B.row(i) /= L(i, i);
  }
  return B;
}

std::optional<Matrix> cholesky_root(Matrix A) {
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index j = 0; j < i; ++j) A(i, j) = (A(i, j) - dot(&A(i, 0), &A(j, 0), j)) / A(j, j);
    const double pivot = A(i, i) - dot(&A(i, 0), &A(i, 0), i);
    if (!(pivot > 0.0)) return std::nullopt;
    A(i, i) = std::sqrt(pivot);
    A.row(i).tail(A.cols() - i - 1).setZero();
  }
  return A;
}

Spectrum spectrum(Matrix A) {
  constexpr int most_sweeps = 30;  // some eight do
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  const Index n = A.rows();
  Matrix V = Matrix::Identity(n, n);
  bool turned = true;
  for (int sweep = 0; turned && sweep < most_sweeps; ++sweep) {
    turned = false;
    for (Index q = 1; q < n; ++q) {
      for (Index p = 0; p < q; ++p) {
        const double off = A(p, q);
        if (!(std::abs(off) > epsilon * std::sqrt(std::abs(A(p, p))) * std::sqrt(std::abs(A(q, q))))) continue;
        // The tangent of the smaller angle that makes A(p, q) zero.
        const double half = (A(q, q) - A(p, p)) / (2.0 * off);
        const double t = std::copysign(1.0 / (std::abs(half) + std::sqrt(half * half + 1.0)), half);
        const double c = 1.0 / std::sqrt(1.0 + t * t), s = t * c;
        rotate(c, s, &V(p, 0), &V(q, 0), n);
        rotate(c, s, &A(p, 0), &A(q, 0), n);
        const double at_p = c * A(p, p) - s * A(p, q), at_q = s * A(q, p) + c * A(q, q);
        A.col(p) = A.row(p);  // as A is symmetric
        A.col(q) = A.row(q);
        A(p, p) = at_p;
        A(q, q) = at_q;
        A(p, q) = A(q, p) = 0.0;
        turned = true;
      }
    }
  }
  return {A.diagonal(), std::move(V)};
}

QR::QR(const Matrix& A, Pivoting pivoting)
    : columns_(A.transpose()), tau_(A.cols()), order_(static_cast<std::size_t>(A.cols())) {
  std::iota(order_.begin(), order_.end(), Index{0});
  const Index N = A.rows(), D = A.cols();
  for (Index k = 0; k < D; ++k) {
    if (pivoting == Pivoting::columns) {
      Index largest = k;
      double most = -1.0;
      for (Index j = k; j < D; ++j) {
        const double left = dot(&columns_(j, k), &columns_(j, k), N - k);
        if (left > most) most = left, largest = j;
      }
      columns_.row(k).swap(columns_.row(largest));
      std::swap(order_[static_cast<std::size_t>(k)], order_[static_cast<std::size_t>(largest)]);
    }
    // I - tau v v^T with v = (1, tail) makes the column, from its entry k on, (beta, 0).
    double *first = &columns_(k, k), *tail = first + 1;
    const double below = dot(tail, tail, N - k - 1);
    tau_[k] = 0.0;
    if (below <= std::numeric_limits<double>::min()) continue;
    const double beta = -std::copysign(std::sqrt(*first * *first + below), *first);
    tau_[k] = (beta - *first) / beta;
    columns_.row(k).tail(N - k - 1) /= *first - beta;
    *first = beta;
    for (Index j = k + 1; j < D; ++j) reflect(k, &columns_(j, 0));
  }
}

// The reflection that has made column k.
void QR::reflect(Index k, double* v) const {
  const Index rest = columns_.cols() - k - 1;
  const double *tail = &columns_(k, k) + 1, along = tau_[k] * (v[k] + dot(tail, v + k + 1, rest));
  v[k] -= along;
  add(-along, tail, rest, v + k + 1);
}

Matrix QR::R() const {
  const Index D = columns_.rows();
  return columns_.leftCols(D).transpose().triangularView<Eigen::Upper>();
}

Vector QR::rotated(Vector v) const {
  for (Index k = 0; k < columns_.rows(); ++k) reflect(k, v.data());
  return v;
}

Vector QR::solve(const Vector& rotated) const {
  const Index D = columns_.rows();
  Vector inner(D), w(D);
  for (Index i = D - 1; i >= 0; --i) {
    double left = rotated[i];
    for (Index j = i + 1; j < D; ++j) left -= columns_(j, i) * inner[j];
    w[order_[static_cast<std::size_t>(i)]] = inner[i] = left / columns_(i, i);
  }
  return w;
}

}  // namespace lvm
