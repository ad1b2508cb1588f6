// Products, triangles and decompositions of dense matrices, each compiled once. Internal: arguments are taken as fitting each other.
//
// Eigen's own are templates, made anew for each expression and each order of memory that meets them: they were a seventh of the
// module. These are of the textbook's form, row by row, as our matrices lie in memory.
#pragma once

#include <optional>
#include <vector>

#include "lvm/types.hpp"

namespace lvm {

Matrix transposed(const Matrix& A);

/// A B
Matrix product(const Matrix& A, const Matrix& B);

/// A^T B
Matrix transposed_product(const Matrix& A, const Matrix& B);

/// A v
Vector times(const Matrix& A, const Vector& v);

/// L^-1 B for lower triangular L; what is above the diagonal of L is not read.
Matrix solve_lower(const Matrix& L, Matrix B);

/// The lower triangular L with positive diagonal and L L^T = A; nothing if a pivot is not > 0, as where A is not positive definite.
/// What is above the diagonal of A is not read.
std::optional<Matrix> cholesky_root(Matrix A);

/// A = V^T diag(values) V of a symmetric matrix.
struct Spectrum {
  Vector values;   ///< eigenvalues, in no order
  Matrix vectors;  ///< V, in its rows the eigenvectors
};

/// By Jacobi's rotations.
Spectrum spectrum(Matrix A);

/// Householder's QR decomposition of a matrix with no more columns than rows.
class QR {
 public:
  enum class Pivoting { none, columns };

  /// With Pivoting::columns the next column is always the one with the largest rest.
  QR(const Matrix& A, Pivoting pivoting);

  /// Upper triangular, square.
  Matrix R() const;

  /// Q^T v
  Vector rotated(Vector v) const;

  /// argmin_w |v - A w|^2, given Q^T v
  Vector solve(const Vector& rotated) const;

 private:
  void reflect(Index k, double* v) const;

  Matrix columns_;  ///< in rows: those of R, then the tails of the reflections
  Vector tau_;
  std::vector<Index> order_;  ///< of the columns
};

}  // namespace lvm
