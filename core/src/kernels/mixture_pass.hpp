// One pass over the tiles of a Dataset, for any mixture whose ln p(x, z = k) a Kernel knows as log_scale plus an exponent in steps, at
// most 0. Internal.
//
// What depends on the model is done for a whole tile at a time, so that it may be called as a virtual function; all the rest is there
// once for every model.
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>
#include <vector>

#include "lvm/elementary.hpp"
#include "lvm/gmm_dataset.hpp"
#include "simd.hpp"

namespace lvm::mixture {

using gmm::Dataset;
using simd::load;
using simd::logs_of;
using simd::Pair;
using simd::splat;
using simd::store;
using Tile = Dataset::Tile;

/// What the M-step needs of the responsibilities under a mixture, and the log-likelihood.
struct Statistics {
  double log_likelihood = 0.0;
  std::vector<double> sums;  ///< of each component, one after the other
};

/// What the E-step leaves: the log-likelihood, and the sums where the kernel could form them.
struct Expectation {
  double log_likelihood;
  std::optional<Statistics> statistics;
};

inline constexpr Index kTile = Dataset::kTile;
using Lanes = std::array<double, static_cast<std::size_t>(kTile)>;

/// The components of a mixture, each as its model's Kernel reads it.
struct Components {
  Components(Index count, Index size_of_each)
      : K(count), size(size_of_each), values(static_cast<std::size_t>(count * size_of_each)) {}

  Index K, size;
  double log_scale = -std::numeric_limits<double>::infinity();  ///< nats
  std::vector<double> values;                                   ///< `size` of each component, one after the other

  const double* component(Index k) const { return values.data() + k * size; }
};

/// What is done with a tile.
class Kernel {
 public:
  virtual ~Kernel() = default;

  /// to[i] = exponent of ln p(x_i, z_i = k), in steps.
  virtual void exponents(const double* component, const Tile& tile, double* to) = 0;

  /// to[k * kTile + i] = p(x_i, z_i = k) up to the common scale, and total[i] their sum over k.
  virtual void densities(const Components& components, const Tile& tile, double* to, double* total);

  /// Adds to `sums` those of the responsibilities density[k * kTile + i] * factor[i]: as many for each component as sums_of counts.
  virtual void add(const Components& components, const Tile& tile, const double* density, const double* factor,
                   Pair* sums) = 0;
};

// The product of many numbers as mantissa and exponent: one logarithm in the end, instead of one for each.
class Product {
 public:
  /// Each factor in (2^-100, 2^100), one for each example of the tile, and a multiple of 4 of them.
  void multiply(const double* factors, Index count) {
    constexpr Index group = 16;  // eight factors for each lane stay in range
    for (Index i = 0; i < count; i += group) {
      Pair product = load(factors + i);  // not of what came before, for which it would wait
      for (Index j = i + 2; j < std::min(i + group, count); j += 2) product *= load(factors + j);
      const auto [mantissa, exponent] = simd::split(mantissa_ * product);
      mantissa_ = mantissa;
      exponent_ += exponent;
    }
  }

  double logarithm() const {
    return lvm::log(mantissa_[0]) + lvm::log(mantissa_[1]) +
           static_cast<double>(exponent_[0] + exponent_[1]) * std::numbers::ln2;
  }

 private:
  Pair mantissa_ = splat(1.0);
  simd::Bits exponent_ = {0, 0};
};

// The densities of a tile's examples under each component, relative to 2^(shift / 1024) e^log_scale.
class Densities {
 public:
  Densities(const Components& components, Kernel& kernel)
      : components_(components), kernel_(kernel), values_(new double[static_cast<std::size_t>(components.K * kTile)]) {}

  /// @return whether every example has a finite density
  bool look_at(const Tile& tile);

  double* of(Index k) { return values_.get() + k * kTile; }
  const Lanes& total() const { return total_; }
  /// In steps, all 0 where densities relative to e^log_scale alone are in range.
  const Lanes& shift() const { return shift_; }
  bool shifted() const { return shifted_; }

  /// total becomes that of the examples alone, without those that fill the tile up.
  void drop_padding(const Tile& tile) {
    for (Index i = tile.count; i < tile.padded; ++i) total_[static_cast<std::size_t>(i)] = 1.0;
  }

 private:
  bool in_range(const Tile& tile) const;
  bool look_again(const Tile& tile);

  const Components& components_;
  Kernel& kernel_;
  std::unique_ptr<double[]> values_;  // not a vector, which would be filled with zeros each time
  Lanes total_, shift_{};
  bool shifted_ = false;
};

// ln p summed over tiles.
class Evidence {
 public:
  void add(const Tile& tile, const Densities& densities);

  double logarithm(double log_scale, Index N) const {
    return product_.logarithm() + steps_ * simd::kNatsPerStep + static_cast<double>(N) * log_scale;
  }

 private:
  Product product_;
  double steps_ = 0.0;
};

std::vector<double> over_lanes(const std::vector<Pair>& sums);

// gamma' - gamma - gamma d with d = ln gamma' - ln gamma, which is gamma (e^d - 1 - d) >= 0: the term of a divergence that
// keeps its digits where gamma and gamma' are close.
inline Pair divergence_term(Pair gamma, Pair after, Pair d) {
  constexpr int terms = 12;
  constexpr double small = 0.1;
  Pair sum = splat(1.0);
  simd::unroll<terms - 2>([&](auto i) {  // written out, or each term would wait for a division
    constexpr double reciprocal = 1.0 / (terms - static_cast<int>(i));
    sum = 1.0 + d * reciprocal * sum;
  });
  const Pair close = gamma * (0.5 * d * d * sum), apart = after - gamma * (1.0 + d);
  return simd::select((d < small) & (d > -small), close, apart);
}

/// Nothing if an example is at an infinite distance from every component: the readable implementation says which.
///
/// @param sums_of  how many sums Kernel::add makes for each component; 0 for the log-likelihood alone
std::optional<Statistics> expect(const Dataset& data, const Components& components, Kernel& kernel, Index sums_of);

/// sum_n KL(gamma_n || gamma'_n) of the posteriors under two mixtures, or nothing, as expect.
std::optional<double> divergence(const Dataset& data, const Components& before, const Components& after,
                                 Kernel& kernel);

}  // namespace lvm::mixture
