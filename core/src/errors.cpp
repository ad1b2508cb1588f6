#include "lvm/errors.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace lvm {

void Part::append_to(std::string& message) const {
  std::array<char, 32> digits{};
  switch (kind_) {
    case Kind::text:
      message += text_;
      return;
    case Kind::integer:
      std::snprintf(digits.data(), digits.size(), "%lld", integer_);
      break;
    case Kind::real:
      std::snprintf(digits.data(), digits.size(), "%.6g", real_);
      break;
  }
  message += digits.data();
}

std::string sentence(std::initializer_list<Part> parts) {
  std::string text;
  for (const Part& part : parts) part.append_to(text);
  return text;
}

void refuse(const std::string& argument, std::initializer_list<Part> requirement) {
  throw InvalidArgument(argument, sentence(requirement));
}

void require_finite(const MatrixRef& A, const char* argument) {
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
