// Numbers in messages. Natively the C library writes them; in WebAssembly JavaScript does, which has it already (wasm/six_digits.cpp).
#pragma once

#include <string>

namespace lvm {

/// The number with at most six significant digits.
std::string six_digits(double value);

}  // namespace lvm
