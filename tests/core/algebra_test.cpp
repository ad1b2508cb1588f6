// Products and decompositions of our own: what defines them, to the digits that a backward stable algorithm keeps.
#include "algebra.hpp"

#include <Eigen/Dense>

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "lvm/random.hpp"

using namespace lvm;

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

Matrix random_matrix(Index rows, Index cols, std::uint32_t which = 0) {
  return random::normals({static_cast<std::uint32_t>(100 * rows + cols), 1, which}, rows, cols);
}

Matrix lower_triangle(Index m) {
  Matrix L = random_matrix(m, m).triangularView<Eigen::StrictlyLower>();
  L.diagonal().setConstant(2.0 * std::sqrt(static_cast<double>(m)));
  return L;
}

double largest(const Matrix& A) { return A.size() == 0 ? 0.0 : A.cwiseAbs().maxCoeff(); }

}  // namespace

TEST_CASE("algebra: products are Eigen's, of any shape and of parts of matrices", "[algebra]") {
  for (const Index n : {0, 1, 2, 3, 7, 64, 1000}) {
    const Matrix A = random_matrix(n, 5), B = random_matrix(5, 4), C = random_matrix(n, 4, 1);
    const Vector v = random_matrix(5, 1);
    const double rounding = 10.0 * kEpsilon * static_cast<double>(n + 10);
    CHECK(largest(product(A, B) - A * B) <= rounding);
    CHECK(largest(product(A.leftCols(3), B.topRows(3)) - A.leftCols(3) * B.topRows(3)) <= rounding);
    CHECK(largest(transposed_product(A, C) - A.transpose() * C) <= rounding);
    CHECK(transposed(A) == A.transpose());
    CHECK(largest(times(A, v) - A * v) <= rounding);
    CHECK(transposed_product(A, A) == transposed_product(A, A).transpose());
  }
}

TEST_CASE("algebra: triangles are solved and found", "[algebra]") {
  for (const Index m : {1, 2, 3, 8, 33, 64}) {
    Matrix L = lower_triangle(m);
    const Matrix B = random_matrix(m, 3, 1), A = L * L.transpose();
    const double rounding = 10.0 * kEpsilon * static_cast<double>(m);
    CHECK(largest(L * solve_lower(L, B) - B) <= rounding * largest(L));
    const std::optional<Matrix> root = cholesky_root(A);
    REQUIRE(root);
    CHECK(largest(*root * root->transpose() - A) <= rounding * largest(A));
    CHECK(largest(*root - L) <= rounding * largest(A));
    Matrix upper = A;
    upper.triangularView<Eigen::StrictlyUpper>().setConstant(std::nan(""));
    CHECK(*cholesky_root(upper) == *root);
    Matrix indefinite = A;
    indefinite(m - 1, m - 1) = -1.0;
    CHECK(!cholesky_root(indefinite));
    indefinite(m - 1, m - 1) = std::nan("");
    CHECK(!cholesky_root(indefinite));
  }
  CHECK(!cholesky_root(Matrix::Ones(2, 2)));
}

TEST_CASE("algebra: a spectrum gives the matrix again, and each value its digits", "[algebra]") {
  for (const Index m : {1, 2, 3, 8, 33, 64}) {
    const Matrix half = random_matrix(m, m), A = half + half.transpose();
    const auto [values, vectors] = spectrum(A);
    const double rounding = 20.0 * kEpsilon * static_cast<double>(m);
    CHECK(largest(vectors * vectors.transpose() - Matrix::Identity(m, m)) <= rounding);
    CHECK(largest(vectors.transpose() * values.asDiagonal() * vectors - A) <= rounding * largest(A));
  }
  // Scales of coordinates cost no digits: the determinant is the product of the values.
  const Matrix graded = (Matrix(3, 3) << 1e16, 1e7, 1e-1, 1e7, 1.0, 1e-9, 1e-1, 1e-9, 1e-16).finished();
  const Vector values = spectrum(graded).values;
  CHECK(values.minCoeff() == Approx(0.99e-16).epsilon(1e-2));
  CHECK(spectrum(Matrix::Zero(3, 3)).values == Vector::Zero(3));
  CHECK(spectrum(1e300 * Matrix::Ones(2, 2)).values.maxCoeff() == Approx(2e300).epsilon(1e-14));
}

TEST_CASE("algebra: QR keeps the digits that normal equations lose", "[algebra]") {
  for (const auto pivoting : {QR::Pivoting::none, QR::Pivoting::columns}) {
    for (const Index m : {1, 2, 3, 8, 64}) {
      const Matrix A = random_matrix(2 * m + 1, m);
      const Vector v = random_matrix(2 * m + 1, 1, 1);
      const QR qr(A, pivoting);
      const Vector rotated = qr.rotated(v), w = qr.solve(rotated);
      const double rounding = 100.0 * kEpsilon * static_cast<double>(m);
      CHECK(largest(A.transpose() * (v - A * w)) <= rounding * static_cast<double>(m));
      CHECK(rotated.norm() == Approx(v.norm()).epsilon(rounding));
      CHECK((v - A * w).norm() == Approx(rotated.tail(m + 1).norm()).epsilon(rounding));
    }
    // A condition number of 1e9: its square is beyond doubles.
    const Matrix near = (Matrix(3, 2) << 1.0, 1.0, 1e-9, 0.0, 0.0, 1e-9).finished();
    const QR qr(near, pivoting);
    const Vector w = qr.solve(qr.rotated(near * Vector::Ones(2)));
    CHECK(largest(w - Vector::Ones(2)) <= 1e-6);
  }
  const Matrix A = (Matrix(3, 3) << 1, 1, 3, 1, 1, 3, 1, 0, 3).finished();  // of rank 2
  const Vector lengths = QR(A, QR::Pivoting::columns).R().diagonal().cwiseAbs();
  CHECK(lengths[0] >= lengths[1]);
  CHECK(lengths[1] > 0.1);
  CHECK(lengths[2] <= 10.0 * kEpsilon);
}
