/// Elementary functions whose result is the same bits on every platform.
///
/// C++ libraries round log, sin and cos differently in the last bit. Written with + - * / alone (and compiled
/// with -ffp-contract=off) these agree natively and in WebAssembly.
#pragma once

namespace lvm::portable {

/// ln u for normal u > 0; error below 1.25 units in the last place.
double log(double u);

struct SinCos {
  double sin;
  double cos;
};

/// sin(2 pi u) and cos(2 pi u) for u in [0, 1); error below 2 units in the last place of each, exact at quarter turns.
SinCos sincos_turns(double u);

}  // namespace lvm::portable
