// The kernels of a Gaussian mixture. Internal.
//
// Small<D> keeps a component in registers. General blocks the triangular product and the outer products, so that each
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

template <std::size_t D>
class Small final : public mixture::Kernel {
 public:
  void exponents(const double* component, const Tile& tile, double* to) override {
    const Component c(component);
    for (Index i = 0; i < tile.padded; i += 2) store(to + i, c.exponent(tile.data + i));
  }

  void densities(const mixture::Components& components, const Tile& tile, double* to, double* total) override {
    std::fill_n(total, tile.padded, 0.0);
    for (Index k = 0; k < components.K; ++k) {
      const Component c(components.component(k));
      const double *x = tile.data, *const end = x + tile.padded;
      double *density = to + k * Dataset::kTile, *sum = total;
      for (; x != end; x += 4, density += 4, sum += 4) {  // two chains of dependent instructions side by side
        const Pair a = simd::exp2_steps(c.exponent(x));
        const Pair b = simd::exp2_steps(c.exponent(x + 2));
        store(density, a);
        store(density + 2, b);
        store(sum, load(sum) + a);
        store(sum + 2, load(sum + 2) + b);
      }
    }
  }

  void add(const mixture::Components& components, const Tile& tile, const double* density, const double* factor,
           Pair* sums) override {
    for (Index k = 0; k < components.K; ++k) {
      const Component c(components.component(k));
      std::array<Pair, 1 + D + kPacked> sum{};
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
      for (const Pair& s : sum) *sums++ += s;
    }
  }

 private:
  static constexpr std::size_t kPacked = D * (D + 1) / 2;
  using Deviation = std::array<Pair, D>;

  struct Component {
    std::array<Pair, D> mean;
    std::array<Pair, kPacked> W;
    Pair constant;

    explicit Component(const double* values) {
      for (Pair& m : mean) m = splat(*values++);
      for (Pair& w : W) w = splat(*values++);
      constant = splat(*values);
    }

    [[gnu::always_inline]] Deviation deviation(const double* x) const {
      Deviation u;
      unroll<D>([&](auto d) { u[d] = load(x + d * Dataset::kTile) - mean[d]; });
      return u;
    }

    [[gnu::always_inline]] Pair exponent(const double* from) const {
      const Deviation x = deviation(from);
      Pair t = constant;
      unroll<D>([&](auto d) {
        constexpr std::size_t row = d * (d + 1) / 2;
        Pair y = W[row] * x[0];
        unroll<d>([&](auto j) { y += W[row + 1 + j] * x[1 + j]; });
        t -= y * y;
      });
      return t;
    }
  };
};

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

}  // namespace lvm::gmm::kernel
