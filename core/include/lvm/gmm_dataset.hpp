/// EM for data that are large, or looked at often: the iteration of gmm.hpp in one pass, without responsibilities.
///
/// em_step(data, params) is m_step(X, e_step(params, X).responsibilities) and agrees with it to 1e-12 of the result; gmm.hpp
/// is the definition. The examples are taken in tiles that fit the first cache, two at a time, and what the M-step needs of
/// the responsibilities is summed while they are there. Sums are reduced in a fixed order: same arguments, same bits.
#pragma once

#include <vector>

#include "lvm/gmm.hpp"

namespace lvm::gmm {

/// Examples in the order that the one-pass iteration reads: tiles of kTile, one feature after the other within each.
/// Immutable; as large as X, rounded up to whole tiles.
class Dataset {
 public:
  static constexpr Index kTile = 128;

  /// @param X  N x D, finite
  /// @throws InvalidArgument  if X has no rows, no columns or an entry that is not finite
  explicit Dataset(const Matrix& X);

  Index rows() const noexcept { return rows_; }
  Index cols() const noexcept { return cols_; }

  /// The N x D matrix that it was made from.
  Matrix matrix() const;

  Index tiles() const noexcept { return (rows_ + kTile - 1) / kTile; }

  /// One tile: feature d of its example i at data[d * kTile + i]. Examples from count on repeat the last one.
  struct Tile {
    const double* data;
    Index count;   ///< of examples, 1 .. kTile
    Index padded;  ///< count rounded up to a multiple of 4: two pairs are worked on together
  };
  Tile tile(Index t) const noexcept;

 private:
  Index rows_, cols_;
  std::vector<double> data_;
};

/// Where one iteration leads.
struct Step {
  Params params;          ///< after it
  double log_likelihood;  ///< sum_n ln p(x_n) under the parameters before it, nats
};

/// One full EM iteration: E-step under params, then M-step.
///
/// @throws as e_step and m_step
Step em_step(const Dataset& data, const Params& params, const Labelled& labelled = {}, double covariance_floor = 0.0);

/// Where some iterations lead.
struct Run {
  Params params;           ///< after them
  Vector log_likelihoods;  ///< sum_n ln p(x_n) under the parameters before each of them, nats
};

/// em_step again and again: EM without a trace, a gap or responsibilities, for when speed is all.
///
/// @param iterations  >= 1
/// @throws as em_step; InvalidArgument if iterations is out of range
Run iterate(const Dataset& data, const Params& start, int iterations, const Labelled& labelled = {},
            double covariance_floor = 0.0);

/// sum_n ln p(x_n), nats.
/// @throws as e_step
double log_likelihood(const Dataset& data, const Params& params);

/// KL(gamma || gamma') of the posteriors under two mixtures, nats, summed over examples: the gap that the M-step from
/// `before` to `after` leaves. Never negative, and accurate when tiny.
/// @throws as e_step; InvalidArgument if the mixtures have different numbers of components
double kl_of_posteriors(const Dataset& data, const Params& before, const Params& after);

}  // namespace lvm::gmm
