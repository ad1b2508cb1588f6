// Checks shared by the sources of bbvi. Internal.
#pragma once

#include "lvm/bbvi.hpp"

namespace lvm::bbvi {

/// @throws InvalidArgument unless target's numbers are finite, in range and of matching shapes
void require_target(const Target& target);

/// @throws InvalidArgument unless Z is S x m and finite, and holds whole numbers in 0 .. K-1 if the target is discrete
void require_points(const Target& target, const Matrix& Z);

/// @throws InvalidArgument unless q's parameters are finite and in range
void require_q(const Q& q);

/// @throws InvalidArgument unless q is of the target's kind and size
void require_pair(const Target& target, const Q& q);

/// @throws InvalidArgument unless eps is noise that q can use; `argument` is its name
void require_noise(const Q& q, const Matrix& eps, const char* argument);

/// @throws InvalidArgument unless the estimator exists for the target and control fits it
void require_method(const Target& target, const Method& method);

/// @throws InvalidArgument unless a number of samples is at least `least`; the text says what for
void require_samples(Index samples, Index least, const char* argument, const char* purpose);

}  // namespace lvm::bbvi
