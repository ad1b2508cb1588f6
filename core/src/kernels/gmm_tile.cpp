#include "gmm_tile.hpp"

#include <algorithm>

namespace lvm::gmm::kernel {

// For 2 kPairs examples from i on, two rows of the triangle at a time.
template <Index kPairs>
void General::exponents_of(const double* component, const Tile& tile, Index i, double* to) {
  constexpr auto count = static_cast<std::size_t>(kPairs);
  using Row = std::array<Pair, count>;
  const double *mean = component, *W = component + D_;
  double* x = deviations_.data();
  for (Index d = 0; d < D_; ++d) {
    for (Index p = 0; p < kPairs; ++p) {
      store(x + (d * kPairs + p) * 2, load(tile.data + d * tile.stride + i + 2 * p) - splat(mean[d]));
    }
  }
  Row t{};
  t.fill(splat(W[packed_size(D_)]));
  Index row = 0;
  for (; row + 1 < D_; row += 2) {
    const double *upper = W + packed(row, 0), *lower = W + packed(row + 1, 0);
    Row a{}, b{};
    for (Index j = 0; j <= row; ++j) {
      const Pair u = splat(upper[j]), l = splat(lower[j]);
      for (std::size_t p = 0; p < count; ++p) {
        const Pair v = load(x + (j * kPairs + static_cast<Index>(p)) * 2);
        a[p] += u * v;
        b[p] += l * v;
      }
    }
    const Pair l = splat(lower[row + 1]);
    for (std::size_t p = 0; p < count; ++p) {
      b[p] += l * load(x + ((row + 1) * kPairs + static_cast<Index>(p)) * 2);
      t[p] -= a[p] * a[p];
      t[p] -= b[p] * b[p];
    }
  }
  if (row < D_) {
    const double* last = W + packed(row, 0);
    Row a{};
    for (Index j = 0; j <= row; ++j) {
      const Pair l = splat(last[j]);
      for (std::size_t p = 0; p < count; ++p) a[p] += l * load(x + (j * kPairs + static_cast<Index>(p)) * 2);
    }
    for (std::size_t p = 0; p < count; ++p) t[p] -= a[p] * a[p];
  }
  for (Index p = 0; p < kPairs; ++p) store(to + i + 2 * p, t[static_cast<std::size_t>(p)]);
}

void General::exponents(const double* component, const Tile& tile, double* to) {
  Index i = 0;
  for (; i + 8 <= tile.stride; i += 8) exponents_of<4>(component, tile, i, to);
  for (; i < tile.stride; i += 4) exponents_of<2>(component, tile, i, to);
}

void General::densities(const double* component, const Tile& tile, const std::int64_t* table, double* to,
                        double* total) {
  exponents(component, tile, to);
  for (Index i = 0; i < tile.stride; i += 2) {
    const Pair density = simd::exp2_steps(load(to + i), table);
    store(to + i, density);
    store(total + i, load(total + i) + density);
  }
}

void General::add(const double* component, const Tile& tile, const double* density, const double* factor, Pair* sums) {
  for (Index i = 0; i < tile.stride; i += 2) sums[0] += load(density + i) * load(factor + i);
  std::fill(deviations_.begin(), deviations_.end(), 0.0);
  std::fill(weighted_.begin(), weighted_.end(), 0.0);
  for (Index d = 0; d < D_; ++d) {
    const Pair mean = splat(component[d]);
    Pair sum = splat(0.0);
    for (Index i = 0; i < tile.stride; i += 2) {
      const Pair x = load(tile.data + d * tile.stride + i) - mean;
      const Pair rx = load(density + i) * load(factor + i) * x;
      store(deviations_.data() + d * kTile + i, x);
      store(weighted_.data() + d * kTile + i, rx);
      sum += rx;
    }
    sums[1 + d] += sum;
  }
  Pair* second = sums + 1 + D_;
  for (Index row = 0; row < D_; row += kRows) {
    for (Index col = 0; col <= row + 1 && col < D_; col += kCols) {
      std::array<std::array<Pair, kCols>, kRows> block{};
      const double *r = weighted_.data() + row * kTile, *x = deviations_.data() + col * kTile;
      for (Index i = 0; i < tile.stride; i += 2) {
        const Pair upper = load(r + i), lower = load(r + kTile + i);
        for (std::size_t c = 0; c < kCols; ++c) {
          const Pair v = load(x + static_cast<Index>(c) * kTile + i);
          block[0][c] += upper * v;
          block[1][c] += lower * v;
        }
      }
      for (Index a = 0; a < kRows && row + a < D_; ++a) {
        for (Index b = 0; b < kCols && col + b <= row + a; ++b) {
          second[packed(row + a, col + b)] += block[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
        }
      }
    }
  }
}

}  // namespace lvm::gmm::kernel
