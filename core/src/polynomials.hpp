// The polynomials of the elementary functions, coefficients from the highest power down. Internal.
//
// Of least relative error on their interval, by Remez's exchange. Defined elsewhere, so that they are loaded: a constant of two lanes
// is several instructions in WebAssembly engines.
#pragma once

#include <array>

namespace lvm::polynomial {

/// (ln((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, for 1 / sqrt(2) <= (1 + s) / (1 - s) <= sqrt(2).
extern const std::array<double, 7> kLog;

/// sin(2 pi t) / t and (cos(2 pi t) - 1) / t^2 in t^2, for |t| <= 1/8.
extern const std::array<double, 7> kSine;
extern const std::array<double, 6> kCosine;

}  // namespace lvm::polynomial
