// The kernels of a Gaussian mixture. Internal.
//
// Small<D> keeps a component in registers. General, for any D, blocks the triangular product and the outer products, so that each
// number loaded is used several times.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "gmm_whitened.hpp"
#include "lvm/gmm_dataset.hpp"
#include "mixture_pass.hpp"
#include "simd.hpp"

namespace lvm::gmm::kernel {

using mixture::load;
using mixture::Pair;
using mixture::splat;
using mixture::store;
using mixture::Tile;
using simd::unroll;

class General final : public mixture::Kernel {
 public:
  explicit General(Index D)
      : D_(D),
        deviations_(static_cast<std::size_t>(rows() * kPart)),
        weighted_(static_cast<std::size_t>(rows() * kPart)) {}

  void exponents(const double* component, const Tile& tile, double* to) override;
  void add(const mixture::Components& components, const Tile& tile, const double* density, const double* factor,
           Pair* sums) override;

 private:
  // Of a tile, as many examples at a time as leave room in the first cache for what is made of them.
  static constexpr Index kTile = Dataset::kTile, kPart = 64;
  static constexpr Index kRows = 2, kCols = 4;

  // deviations_ and weighted_ of part of a tile, and the sums that need no products of deviations.
  void deviate(const double* component, const double* data, const double* density, const double* factor, Index count,
               Pair* sums);
  void add_products(Index row, Index col, Index count, Pair* second) const;

  // Rows that stay 0 fill the last block.
  Index rows() const { return (D_ + kCols - 1) / kCols * kCols; }

  template <std::size_t kPairs>
  void exponents_of(const double* component, const Tile& tile, Index i, double* to);

  Index D_;
  std::vector<double> deviations_, weighted_;
};

template <std::size_t D>
class Small final : public mixture::Kernel {
 public:
  // Where a tile is far from every component, which is rare: the code for all dimensions will do.
  void exponents(const double* component, const Tile& tile, double* to) override {
    General(D).exponents(component, tile, to);
  }

  void densities(const mixture::Components& components, const Tile& tile, double* to, double* total) override {
    // What is done together may reach beyond tile.padded, where more copies of the last example stand.
    std::fill_n(total, Dataset::kTile, 0.0);
    for (Index k = 0; k < components.K; ++k) {
      const Component c(components.component(k));
      const double *x = tile.data, *const end = x + tile.padded;
      double *density = to + k * Dataset::kTile, *sum = total;
      for (; x < end; x += 2 * kChains, density += 2 * kChains, sum += 2 * kChains) {
        const auto p = simd::exp2_steps(c.template exponents<kChains>(x));
        unroll<kChains>([&](auto n) { store(density + 2 * n, p[n]); });
        unroll<kChains>([&](auto n) { store(sum + 2 * n, load(sum + 2 * n) + p[n]); });
      }
    }
  }

  void add(const mixture::Components& components, const Tile& tile, const double* density, const double* factor,
           Pair* sums) override {
    for (Index k = 0; k < components.K; ++k) {
      const Component c(components.component(k));
      constexpr std::size_t count = 1 + D + kPacked;
      std::array<Pair, count> sum;
      unroll<count>([&](auto s) { sum[s] = splat(0.0); });
      const double *x = tile.data, *const end = x + tile.padded, *p = density + k * Dataset::kTile, *scale = factor;
      for (; x != end; x += 2, p += 2, scale += 2) {
        const Pair r = load(p) * load(scale);
        const Deviation u = c.deviation(x);
        sum[0] += r;
        unroll<D>([&](auto d) {
          const Pair ru = r * u[d];
          sum[1 + d] += ru;
          unroll<d + 1>([&](auto j) { sum[1 + D + d * (d + 1) / 2 + j] += ru * u[j]; });
        });
      }
      unroll<count>([&](auto s) { sums[s] += sum[s]; });
      sums += count;
    }
  }

 private:
  static constexpr std::size_t kPacked = D * (D + 1) / 2;
  // Pairs worked on side by side. Measured: four are a twentieth faster than one or two; three dimensions leave no room for them.
  static constexpr std::size_t kChains = D < 3 ? 4 : 2;
  using Deviation = std::array<Pair, D>;

  struct Component {
    std::array<Pair, D> mean;
    std::array<Pair, kPacked> W;
    Pair constant;

    [[gnu::always_inline]] explicit Component(const double* values) {
      unroll<D>([&](auto d) { mean[d] = splat(values[d]); });
      unroll<kPacked>([&](auto j) { W[j] = splat(values[D + j]); });
      constant = splat(values[D + kPacked]);
    }

    [[gnu::always_inline]] Deviation deviation(const double* x) const {
      Deviation u;
      unroll<D>([&](auto d) { u[d] = load(x + d * Dataset::kTile) - mean[d]; });
      return u;
    }

    template <std::size_t N>
    [[gnu::always_inline]] std::array<Pair, N> exponents(const double* from) const {
      std::array<Deviation, N> x;
      std::array<Pair, N> t, y;
      unroll<D>(
          [&](auto d) { unroll<N>([&](auto n) { x[n][d] = load(from + d * Dataset::kTile + 2 * n) - mean[d]; }); });
      t.fill(constant);
      unroll<D>([&](auto d) {
        constexpr std::size_t row = d * (d + 1) / 2;
        unroll<N>([&](auto n) { y[n] = W[row] * x[n][0]; });
        unroll<d>([&](auto j) { unroll<N>([&](auto n) { y[n] += W[row + 1 + j] * x[n][1 + j]; }); });
        unroll<N>([&](auto n) { y[n] *= y[n]; });
        unroll<N>([&](auto n) { t[n] -= y[n]; });
      });
      return t;
    }
  };
};

}  // namespace lvm::gmm::kernel
