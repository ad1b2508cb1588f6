#include "lvm/errors.hpp"

#include <cmath>

#include "six_digits.hpp"

namespace lvm {

void Part::append_to(std::string& message) const {
  switch (kind_) {
    case Kind::text:
      message += value_.text;
      return;
    case Kind::integer:
      message += std::to_string(value_.integer);
      return;
    case Kind::real:
      message += six_digits(value_.real);
  }
}

std::string sentence(std::initializer_list<Part> parts) {
  std::string text;
  for (const Part& part : parts) part.append_to(text);
  return text;
}

void refuse(const char* argument, std::initializer_list<Part> requirement) {
  throw InvalidArgument(argument, sentence(requirement));
}

void fail(std::initializer_list<Part> message, Index component) { throw NumericalError(sentence(message), component); }

void fail_collapsed(std::initializer_list<Part> message, Index component) {
  throw CollapsedComponent(sentence(message), component);
}

void require_finite(const Matrix& A, const char* argument) {
  require(A.rows() > 0 && A.cols() > 0, argument, "must have at least one row and one column");
  if (A.allFinite()) return;
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index j = 0; j < A.cols(); ++j) {
      require(std::isfinite(A(i, j)), argument, "must be finite; row ", i, ", column ", j, " is ",
              (std::isnan(A(i, j)) ? "NaN" : "infinite"));
    }
  }
}

}  // namespace lvm
