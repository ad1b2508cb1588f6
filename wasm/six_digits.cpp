// The C library's way of writing numbers is a thirtieth of a module.
#include "../core/src/six_digits.hpp"

#include <emscripten.h>

#include <array>

// As "%.6g" has it, but for "NaN" and "Infinity".
EM_JS(void, js_six_digits, (double value, char* to), {
  const[digits, exponent] = value.toExponential(5).split("e");
  const text = exponent < -4 || exponent > 5 ? Number(digits) + "e" + exponent[0] + exponent.slice(1).padStart(2, "0")
                                             : String(Number(value.toPrecision(6)));
  for (let i = 0; i < text.length; ++i) HEAP8[to + i] = text.charCodeAt(i);
});

namespace lvm {

std::string six_digits(double value) {
  std::array<char, 16> text{};  // "-1.23457e+123" is the longest, zeros to end with
  js_six_digits(value, text.data());
  return text.data();
}

}  // namespace lvm
