// Checks shared by gmm*.cpp. Internal.
#pragma once

#include "lvm/gmm.hpp"

namespace lvm::gmm {

/// @throws InvalidArgument unless params is a mixture in D dimensions (definiteness is checked where it is factorized)
void require_params(const Params& params, Index D);

/// @throws InvalidArgument unless labelled is empty or has D columns, one label in 0 .. K-1 per row, and alpha >= 0
void require_labelled(const Labelled& labelled, Index D, Index K);

/// @throws InvalidArgument unless covariance_floor is finite and >= 0
void require_floor(double covariance_floor);

/// What m_step asks of its arguments beside X, which has N rows and D columns.
/// @throws InvalidArgument as m_step
void require_m_step(const Matrix& R, Index N, Index D, const Labelled& labelled, double covariance_floor);

}  // namespace lvm::gmm
