// One pass over the tiles of a Dataset, for any mixture whose ln p(x, z = k) a Kernel knows as Mixture::log_scale plus an exponent
// in steps, at most 0. Internal.
//
// Mixture has K, component(k) and log_scale; Kernel has exponents, densities and add, as gmm_tile.hpp says.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>
#include <vector>

#include "lvm/gmm_dataset.hpp"
#include "simd.hpp"

namespace lvm::mixture {

using gmm::Dataset;
using simd::load;
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

/// Densities for a Kernel that has exponents, and nothing better than to take them one after the other.
template <class Kernel>
class ByExponents {
 public:
  /// to[i] = p(x_i, z_i = k) up to the common scale, and added to total[i], or for the first component put there.
  template <bool kFirst>
  void densities(const double* component, const Tile& tile, double* to, double* total) {
    static_cast<Kernel*>(this)->exponents(component, tile, to);
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair density = simd::exp2_steps(load(to + i));
      store(to + i, density);
      store(total + i, kFirst ? density : load(total + i) + density);
    }
  }

 private:
  friend Kernel;
  ByExponents() = default;
};

inline constexpr Index kTile = Dataset::kTile;
using Lanes = std::array<double, static_cast<std::size_t>(kTile)>;

// The product of many numbers as mantissa and exponent: one logarithm in the end, instead of one for each.
class Product {
 public:
  /// Each factor in (2^-100, 2^100), one for each example of the tile, and a multiple of 4 of them.
  void multiply(const double* factors, Index count) {
    constexpr Index group = 16;  // eight factors for each lane stay in range
    for (Index i = 0; i < count; i += group) {
      Pair product = mantissa_;
      for (Index j = i; j < std::min(i + group, count); j += 2) product *= load(factors + j);
      const auto [mantissa, exponent] = simd::split(product);
      mantissa_ = mantissa;
      exponent_ += exponent;
    }
  }

  double log() const {
    return simd::sum(simd::log(mantissa_)) + static_cast<double>(exponent_[0] + exponent_[1]) * std::numbers::ln2;
  }

 private:
  Pair mantissa_ = splat(1.0);
  simd::Bits exponent_ = {0, 0};
};

// The densities of a tile's examples under each component, relative to 2^(shift / 1024) e^log_scale.
template <class Mixture, class Kernel>
class Densities {
 public:
  explicit Densities(const Mixture& mixture)
      : mixture_(mixture), kernel_(mixture), values_(new double[static_cast<std::size_t>(mixture.K * kTile)]) {}

  /// @return whether every example has a finite density
  bool look_at(const Tile& tile) {
    kernel_.template densities<true>(mixture_.component(0), tile, of(0), total_.data());
    for (Index k = 1; k < mixture_.K; ++k) {
      kernel_.template densities<false>(mixture_.component(k), tile, of(k), total_.data());
    }
    if (in_range(tile)) {
      if (shifted_) shift_.fill(0.0);
      shifted_ = false;
      return true;
    }
    shifted_ = true;
    return look_again(tile);
  }

  double* of(Index k) { return values_.get() + k * kTile; }
  const Lanes& total() const { return total_; }
  /// In steps, all 0 where densities relative to e^log_scale alone are in range.
  const Lanes& shift() const { return shift_; }
  bool shifted() const { return shifted_; }
  Kernel& kernel() { return kernel_; }

  /// total becomes that of the examples alone, without those that fill the tile up.
  void drop_padding(const Tile& tile) {
    for (Index i = tile.count; i < tile.padded; ++i) total_[static_cast<std::size_t>(i)] = 1.0;
  }

 private:
  bool in_range(const Tile& tile) const {
    constexpr double smallest = 0x1p-100;  // so that eight of them, and what underflows beside them, do no harm
    simd::Bits all = simd::splat_bits(-1);
    for (Index i = 0; i < tile.padded; i += 2) all &= load(total_.data() + i) > smallest;  // false for NaN
    return (all[0] & all[1]) != 0;
  }

  // Far from every component: relative to the largest exponent of each example, as log-sum-exp does. Rare, so one copy will do.
  [[gnu::noinline]] bool look_again(const Tile& tile) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    shift_.fill(-infinity);
    for (Index k = 0; k < mixture_.K; ++k) {
      kernel_.exponents(mixture_.component(k), tile, of(k));
      for (Index i = 0; i < tile.padded; i += 2) {
        store(shift_.data() + i, simd::at_least(load(shift_.data() + i), load(of(k) + i)));
      }
    }
    for (Index i = 0; i < tile.padded; ++i) {
      if (!std::isfinite(shift_[static_cast<std::size_t>(i)])) return false;
    }
    total_.fill(0.0);
    for (Index k = 0; k < mixture_.K; ++k) {
      for (Index i = 0; i < tile.padded; i += 2) {
        const Pair density = simd::exp2_steps(load(of(k) + i) - load(shift_.data() + i));
        store(of(k) + i, density);
        store(total_.data() + i, load(total_.data() + i) + density);
      }
    }
    return in_range(tile);
  }

  const Mixture& mixture_;
  Kernel kernel_;
  std::unique_ptr<double[]> values_;  // not a vector, which would be filled with zeros each time
  Lanes total_, shift_{};
  bool shifted_ = false;
};

// ln p summed over tiles.
class Evidence {
 public:
  template <class Mixture, class Kernel>
  void add(const Tile& tile, const Densities<Mixture, Kernel>& densities) {
    product_.multiply(densities.total().data(), tile.padded);
    if (!densities.shifted()) return;
    const double* shift = densities.shift().data();
    steps_ += std::accumulate(shift, shift + tile.count, 0.0);
  }

  double log(double log_scale, Index N) const {
    return product_.log() + steps_ * simd::kNatsPerStep + static_cast<double>(N) * log_scale;
  }

 private:
  Product product_;
  double steps_ = 0.0;
};

inline std::vector<double> over_lanes(const std::vector<Pair>& sums) {
  std::vector<double> result;
  result.reserve(sums.size());
  for (const Pair pair : sums) result.push_back(simd::sum(pair));
  return result;
}

/// Nothing if an example is at an infinite distance from every component: the readable implementation says which.
///
/// @param sums_of  how many sums Kernel::add makes for each component
template <class Kernel, class Mixture>
std::optional<Statistics> expect(const Dataset& data, const Mixture& mixture, Index sums_of, bool with_sums) {
  Densities<Mixture, Kernel> densities(mixture);
  Evidence evidence;
  std::vector<Pair> sums(static_cast<std::size_t>(mixture.K * sums_of), splat(0.0));
  Lanes factor{};
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!densities.look_at(tile)) return std::nullopt;
    densities.drop_padding(tile);
    evidence.add(tile, densities);
    if (!with_sums) continue;
    for (Index i = 0; i < tile.padded; i += 2) store(factor.data() + i, 1.0 / load(densities.total().data() + i));
    std::fill(factor.begin() + tile.count, factor.end(), 0.0);
    for (Index k = 0; k < mixture.K; ++k) {
      densities.kernel().add(mixture.component(k), tile, densities.of(k), factor.data(), sums.data() + k * sums_of);
    }
  }
  return Statistics{evidence.log(mixture.log_scale, data.rows()), with_sums ? over_lanes(sums) : std::vector<double>{}};
}

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

/// sum_n KL(gamma_n || gamma'_n) of the posteriors under two mixtures, or nothing, as expect.
template <class Kernel, class Mixture>
std::optional<double> divergence(const Dataset& data, const Mixture& before, const Mixture& after) {
  Densities<Mixture, Kernel> old(before), now(after);
  Lanes log_ratio{}, old_factor{}, now_factor{}, old_exponent{}, now_exponent{};
  double total = 0.0;
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!old.look_at(tile) || !now.look_at(tile)) return std::nullopt;
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair a = load(old.total().data() + i), b = load(now.total().data() + i);
      store(log_ratio.data() + i, simd::log(b) - simd::log(a));
      store(old_factor.data() + i, 1.0 / a);
      store(now_factor.data() + i, 1.0 / b);
    }
    std::fill(old_factor.begin() + tile.count, old_factor.end(), 0.0);
    std::fill(now_factor.begin() + tile.count, now_factor.end(), 0.0);
    Pair sum = splat(0.0);
    for (Index k = 0; k < before.K; ++k) {
      old.kernel().exponents(before.component(k), tile, old_exponent.data());
      now.kernel().exponents(after.component(k), tile, now_exponent.data());
      for (Index i = 0; i < tile.padded; i += 2) {
        // Each exponent less its shift first: far from every component the shifts would swallow the difference.
        const Pair u = load(old_exponent.data() + i) - load(old.shift().data() + i);
        const Pair v = load(now_exponent.data() + i) - load(now.shift().data() + i);
        const Pair d = (v - u) * simd::kNatsPerStep - load(log_ratio.data() + i);
        const Pair gamma = load(old.of(k) + i) * load(old_factor.data() + i);
        sum += divergence_term(gamma, load(now.of(k) + i) * load(now_factor.data() + i), d);
      }
    }
    total += simd::sum(sum);
  }
  if (!std::isfinite(total)) return std::nullopt;
  return total;
}

}  // namespace lvm::mixture
