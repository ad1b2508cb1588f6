// The C library's way of writing numbers is a thirtieth of a module.
#include "../core/src/six_digits.hpp"

#include <emscripten.h>

#include <array>

EM_JS(void, js_six_digits, (double value, char* to), {
  const text = String(Number(value.toPrecision(6)));
  for (let i = 0; i < text.length; ++i) HEAP8[to + i] = text.charCodeAt(i);
});

namespace lvm {

std::string six_digits(double value) {
  std::array<char, 32> text{};  // "-0.00000123457" and "-123456000000000000000" are the longest, zeros to end with
  js_six_digits(value, text.data());
  return text.data();
}

}  // namespace lvm
