// A Gaussian mixture in the form that the tiles of gmm_pass.cpp read. Internal.
#pragma once

#include <optional>
#include <vector>

#include "lvm/gmm.hpp"
#include "mixture_pass.hpp"

namespace lvm::gmm::kernel {

/// Places in a packed lower triangle, row by row.
constexpr Index packed(Index i, Index j) { return i * (i + 1) / 2 + j; }
constexpr Index packed_size(Index D) { return D * (D + 1) / 2; }

/// How many sums there are for each component: of the responsibilities, times deviations, times products of deviations.
constexpr Index sums_of(Index D) { return 1 + D + packed_size(D); }

/// The lower triangular L with covariance = L L^T, packed. Made once for all components: memory is what small sizes wait for.
class Factor {
 public:
  explicit Factor(Index D) : D_(D), values_(static_cast<std::size_t>(packed_size(D) + D)) {}

  /// @return whether a kernel's rounding does no more harm than the readable implementation's: the covariance is positive
  ///         definite, and no coordinate is nearly a combination of those before it. L means nothing otherwise.
  bool factorize(const Matrix& covariance);

  const double* L() const { return values_.data(); }

  /// |L^-1 v|^2
  double squared_distance(const double* v);

 private:
  Index D_;
  std::vector<double> values_;  // L and room for L^-1 v
};

/// ln p(x, z = k) = log_scale + ln 2 / 1024 (constant_k - |W_k (x - mu_k)|^2), so that e^... is 2^(steps / 1024) of an
/// exponent at most 0, and no multiplication stands between quadratic form and table.
///
/// Of each component mu (D), W (packed lower triangle), constant (<= 0, steps).
struct Whitened : mixture::Components {
  Whitened(Index dimension, Index count) : Components(count, dimension + packed_size(dimension) + 1), D(dimension) {}

  Index D;
};

/// Nothing if some weight is 0 or some covariance is not sound: that is left to the readable implementation, which also
/// names what is wrong.
std::optional<Whitened> whiten(const Params& params);

}  // namespace lvm::gmm::kernel
