/// Elementary functions whose result is the same bits on every platform.
///
/// C++ libraries round log, sin and cos differently in the last bit. Written with + - * / alone (and compiled
/// with -ffp-contract=off) these agree natively and in WebAssembly. Error below 2 ulp on the domains stated.
#pragma once

namespace lvm::portable {

/// ln u for normal u > 0.
double log(double u);

struct SinCos {
  double sin;
  double cos;
};

/// sin(2 pi u) and cos(2 pi u) for u in [0, 1).
SinCos sincos_turns(double u);

}  // namespace lvm::portable
