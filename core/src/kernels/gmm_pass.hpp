// One pass over the tiles of a Dataset. Internal.
#pragma once

#include <optional>
#include <vector>

#include "../mixture.hpp"
#include "gmm_whitened.hpp"
#include "lvm/gmm_dataset.hpp"
#include "mixture_pass.hpp"

namespace lvm::gmm::kernel {

using mixture::Statistics;

/// Statistics::sums has for each component, with u = x_n - mu_k: sum_n gamma_nk, sum_n gamma_nk u (D), sum_n gamma_nk u u^T
/// (packed).
///
/// Nothing if an example is at an infinite distance from every component: the readable implementation says which.
std::optional<Statistics> expect(const Dataset& data, const Whitened& mixture);

/// sum_n ln p(x_n) alone, or nothing, as above.
std::optional<double> log_likelihood(const Dataset& data, const Whitened& mixture);

/// sum_n KL(gamma_n || gamma'_n) of the posteriors under two mixtures, or nothing, as above.
std::optional<double> divergence(const Dataset& data, const Whitened& before, const Whitened& after);

/// The posterior under a mixture, or nothing, as above.
std::optional<Posterior> posterior(const Dataset& data, const Whitened& mixture);

/// The sums of Statistics for given weights R, with u = x_n - means_k.
///
/// @param means  K x D
/// @param R      N x K
std::vector<double> sums_about(const Dataset& data, const Matrix& means, const Matrix& R);

/// How far the bound of weights R is below the log-likelihood; nothing, as above, or if it is infinitely far.
///
/// @param R  N x K, nonnegative, rows sum to 1
std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Whitened& mixture, const Matrix& R);

}  // namespace lvm::gmm::kernel
