#include "six_digits.hpp"

#include <array>
#include <cstdio>

namespace lvm {

std::string six_digits(double value) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

}  // namespace lvm
