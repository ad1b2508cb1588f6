// One pass over tiles of examples (x, y) for a mixture of lines. Internal.
#pragma once

#include <optional>
#include <vector>

#include "../mixture.hpp"
#include "lvm/linear_mixture.hpp"
#include "mixture_pass.hpp"

namespace lvm::linear_mixture::kernel {

using gmm::Dataset;
using mixture::Statistics;

/// Places in a packed lower triangle, row by row.
constexpr Index packed(Index i, Index j) { return i * (i + 1) / 2 + j; }

/// How many sums there are for each line, with e = y - w^T x: of the responsibilities, times e x (D), times e^2, times x x^T
/// (packed).
constexpr Index sums_of(Index D) { return 2 + D + packed(D, 0); }

/// ln p(y, z = k | x) = log_scale + ln 2 / 1024 (constant_k - (scale_k (y - w_k^T x))^2), as gmm_whitened.hpp has it.
///
/// Of each line w (D), scale, constant (<= 0, steps).
struct Scaled : mixture::Components {
  Scaled(Index features, Index count) : Components(count, features + 2), D(features) {}

  Index D;
};

/// Nothing if some weight is 0 or some variance so small or large that its scale is none: left to the readable implementation.
std::optional<Scaled> scale(const Params& params);

/// @param data  N x (D + 1), y last
/// @return      nothing if an example has density 0 under every line: the readable implementation says which
std::optional<Statistics> expect(const Dataset& data, const Scaled& mixture);

/// sum_n KL(gamma_n || gamma'_n) of the posteriors under two mixtures, or nothing, as above.
std::optional<double> divergence(const Dataset& data, const Scaled& before, const Scaled& after);

/// The posterior under a mixture, or nothing, as above.
std::optional<Posterior> posterior(const Dataset& data, const Scaled& mixture);

/// The sums that sums_of counts, for given weights R, about the lines of W.
///
/// @param W  K x D
/// @param R  N x K
std::vector<double> sums_about(const Dataset& data, const Matrix& W, const Matrix& R);

/// How far the bound of weights R is below the log-likelihood; nothing, as above, or if it is infinitely far.
///
/// @param R  N x K, nonnegative, rows sum to 1
std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Scaled& mixture, const Matrix& R);

}  // namespace lvm::linear_mixture::kernel
