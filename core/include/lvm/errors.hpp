/// The two ways a public function refuses. Everything else that escapes is a bug.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "lvm/types.hpp"

namespace lvm {

/// An argument of the wrong shape or outside its allowed range.
/// The message starts with the argument's name and says what is allowed.
class InvalidArgument : public std::invalid_argument {
 public:
  /// @param name         the argument, as the caller knows it: "X", "labelled.z"
  /// @param requirement  what is allowed and what came instead: "must be >= 0; got -1"
  InvalidArgument(std::string name, const std::string& requirement)
      : std::invalid_argument(name + " " + requirement), argument_(std::move(name)) {}

  const std::string& argument() const noexcept { return argument_; }

 private:
  std::string argument_;
};

/// Valid arguments whose mathematics has no finite answer: a singular covariance, a collapsed component.
class NumericalError : public std::domain_error {
 public:
  /// @param component  the mixture component at fault, or -1 where none is
  explicit NumericalError(const std::string& message, Index component = -1)
      : std::domain_error(message), component_(component) {}

  Index component() const noexcept { return component_; }

 private:
  Index component_;
};

/// A component whose covariance is singular to working precision, as when it holds a single point.
class CollapsedComponent final : public NumericalError {
 public:
  using NumericalError::NumericalError;
};

inline void require(bool condition, const char* argument, const std::string& requirement) {
  if (!condition) throw InvalidArgument(argument, requirement);
}

/// @throws InvalidArgument  if A has no rows, no columns, or an entry that is NaN or infinite
void require_finite(const MatrixRef& A, const char* argument);

}  // namespace lvm
