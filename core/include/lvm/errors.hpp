/// The two ways a public function refuses. Everything else that escapes is a bug.
#pragma once

#include <concepts>
#include <initializer_list>
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

/// A part of a message, made into text only if the message is needed. Two words, since what is refused is put together in a hundred
/// places; texts are kept by their address and end with their 0.
class Part {
 public:
  Part(const char* text) : kind_(Kind::text), value_{.text = text} {}
  Part(const std::string& text) : Part(text.c_str()) {}
  Part(double value) : kind_(Kind::real), value_{.real = value} {}
  template <std::integral Integer>
  Part(Integer value) : kind_(Kind::integer), value_{.integer = static_cast<long long>(value)} {}

  /// Numbers with six digits: std::to_string would write 1e-7 as 0.000000.
  void append_to(std::string& message) const;

 private:
  enum class Kind { text, integer, real };
  union Value {
    const char* text;
    long long integer;
    double real;
  };
  Kind kind_;
  Value value_;
};

/// The parts one after the other.
std::string sentence(std::initializer_list<Part> parts);

/// @throws InvalidArgument  always
[[noreturn]] void refuse(const char* argument, std::initializer_list<Part> requirement);

/// @throws NumericalError  always
[[noreturn]] void fail(std::initializer_list<Part> message, Index component = -1);

/// @throws CollapsedComponent  always
[[noreturn]] void fail_collapsed(std::initializer_list<Part> message, Index component);

/// The parts make a sentence, as InvalidArgument wants it: "must have ", m, " entries; got ", size. On the way that
/// does not throw they cost nothing.
template <class... Parts>
void require(bool condition, const char* argument, const Parts&... requirement) {
  if (!condition) [[unlikely]] {
    refuse(argument, {Part(requirement)...});
  }
}

/// @throws InvalidArgument  if A has no rows, no columns, or an entry that is NaN or infinite
void require_finite(const Matrix& A, const char* argument);

}  // namespace lvm
