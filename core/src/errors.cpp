#include "lvm/errors.hpp"

#include <cmath>

namespace lvm {

void require_finite(const MatrixRef& A, const char* argument) {
  require(A.rows() > 0 && A.cols() > 0, argument, "must have at least one row and one column");
  if (A.allFinite()) return;
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index j = 0; j < A.cols(); ++j) {
      require(std::isfinite(A(i, j)), argument,
              "must be finite; row " + std::to_string(i) + ", column " + std::to_string(j) + " is " +
                  (std::isnan(A(i, j)) ? "NaN" : "infinite"));
    }
  }
}

}  // namespace lvm
