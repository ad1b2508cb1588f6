// What is done with one component and one tile: joint densities, and the sums that the M-step needs. Internal.
//
// Small<D> keeps a component in registers. General blocks the triangular product and the outer products, so that each
// number loaded is used several times.
#pragma once

#include <array>
#include <vector>

#include "gmm_whitened.hpp"
#include "lvm/gmm_dataset.hpp"
#include "simd.hpp"

namespace lvm::gmm::kernel {

using simd::load;
using simd::Pair;
using simd::splat;
using simd::store;
using Tile = Dataset::Tile;

/// How many sums there are for each component: of the responsibilities, times deviations, times products of deviations.
constexpr Index sums_of(Index D) { return 1 + D + packed_size(D); }

template <Index D>
class Small {
 public:
  explicit Small(const Whitened&) {}

  /// to[i] = exponent of ln p(x_i, z_i = k), in steps.
  static void exponents(const double* component, const Tile& tile, double* to) {
    const Component c(component);
    for (Index i = 0; i < tile.stride; i += 2) store(to + i, c.exponent(tile, i));
  }

  /// to[i] = p(x_i, z_i = k) up to the common scale, and added to total[i].
  static void densities(const double* component, const Tile& tile, const std::int64_t* table, double* to,
                        double* total) {
    const Component c(component);
    for (Index i = 0; i < tile.stride; i += 4) {  // two chains of dependent instructions side by side
      const Pair a = simd::exp2_steps(c.exponent(tile, i), table);
      const Pair b = simd::exp2_steps(c.exponent(tile, i + 2), table);
      store(to + i, a);
      store(to + i + 2, b);
      store(total + i, load(total + i) + a);
      store(total + i + 2, load(total + i + 2) + b);
    }
  }

  /// Adds to `sums` those of the responsibilities density[i] * factor[i].
  void add(const double* component, const Tile& tile, const double* density, const double* factor, Pair* sums) {
    const Component c(component);
    std::array<Pair, static_cast<std::size_t>(sums_of(D))> sum{};
    for (Index i = 0; i < tile.stride; i += 2) {
      const Pair r = load(density + i) * load(factor + i);
      sum[0] += r;
      std::array<Pair, static_cast<std::size_t>(D)> x{};
      std::size_t place = 1 + D;
      for (std::size_t d = 0; d < D; ++d) {
        x[d] = c.deviation(tile, i, d);
        const Pair rx = r * x[d];
        sum[1 + d] += rx;
        for (std::size_t j = 0; j <= d; ++j) sum[place++] += rx * x[j];
      }
    }
    for (std::size_t s = 0; s < sum.size(); ++s) sums[s] += sum[s];
  }

 private:
  struct Component {
    std::array<Pair, static_cast<std::size_t>(D)> mean;
    std::array<Pair, static_cast<std::size_t>(packed_size(D))> W;
    Pair constant;

    explicit Component(const double* values) {
      for (Pair& m : mean) m = splat(*values++);
      for (Pair& w : W) w = splat(*values++);
      constant = splat(*values);
    }

    Pair deviation(const Tile& tile, Index i, std::size_t d) const {
      return load(tile.data + static_cast<Index>(d) * tile.stride + i) - mean[d];
    }

    [[gnu::always_inline]] Pair exponent(const Tile& tile, Index i) const {
      std::array<Pair, static_cast<std::size_t>(D)> x{};
      Pair t = constant;
      std::size_t place = 0;
      for (std::size_t d = 0; d < D; ++d) {
        x[d] = deviation(tile, i, d);
        Pair y = W[place++] * x[0];
        for (std::size_t j = 1; j <= d; ++j) y += W[place++] * x[j];
        t -= y * y;
      }
      return t;
    }
  };
};

class General {
 public:
  explicit General(const Whitened& mixture)
      : D_(mixture.D),
        deviations_(static_cast<std::size_t>(rows() * kTile)),
        weighted_(static_cast<std::size_t>(rows() * kTile)) {}

  void exponents(const double* component, const Tile& tile, double* to);
  void densities(const double* component, const Tile& tile, const std::int64_t* table, double* to, double* total);
  void add(const double* component, const Tile& tile, const double* density, const double* factor, Pair* sums);

 private:
  static constexpr Index kTile = Dataset::kTile, kRows = 2, kCols = 4;
  // Rows of zeros fill the last block.
  Index rows() const { return (D_ + kCols - 1) / kCols * kCols; }

  template <Index kPairs>
  void exponents_of(const double* component, const Tile& tile, Index i, double* to);

  Index D_;
  std::vector<double> deviations_, weighted_;
};

}  // namespace lvm::gmm::kernel
