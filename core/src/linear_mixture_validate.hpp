// Checks, and what is not public, shared by linear_mixture*.cpp. Internal.
#pragma once

#include "lvm/linear_mixture.hpp"

namespace lvm::linear_mixture {

/// @throws InvalidArgument unless X and y are finite with one y per row of X, at least one
void require_data(const Matrix& X, const Vector& y);

/// @throws InvalidArgument unless params is a mixture of lines over D features
void require_params(const Params& params, Index D);

/// @throws InvalidArgument unless labelled is empty or has D columns, one y and one label in 0 .. K-1 per row, and
///                         alpha >= 0
void require_labelled(const Labelled& labelled, Index D, Index K);

/// @throws InvalidArgument unless variance_floor is finite and >= 0
void require_floor(double variance_floor);

/// @throws InvalidArgument as m_step
void require_m_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled, double variance_floor);

/// l_sup, nats; all arguments are taken as checked.
double supervised_log_likelihood(const Params& params, const Labelled& labelled);

}  // namespace lvm::linear_mixture
