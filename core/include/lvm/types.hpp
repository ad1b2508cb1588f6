#pragma once

#include <Eigen/Core>

#include <vector>

namespace lvm {

using Index = Eigen::Index;
using Vector = Eigen::VectorXd;

/// Every matrix; data have one example per row. Row-major, so that its memory is exactly
/// a row-major JavaScript Float64Array and crossing the boundary is one memcpy.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Values of a discrete latent variable, one per example, counted from 0.
using Labels = std::vector<int>;

}  // namespace lvm
