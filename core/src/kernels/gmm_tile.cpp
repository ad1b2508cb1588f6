#include "gmm_tile.hpp"

#include <algorithm>

namespace lvm::gmm::kernel {

// For 2 kPairs examples from i on, two rows of the triangle at a time.
template <std::size_t kPairs>
void General::exponents_of(const double* component, const Tile& tile, Index i, double* to) {
  using Row = std::array<Pair, kPairs>;
  constexpr Index width = 2 * kPairs;
  const double *mean = component, *W = component + D_;
  double* x = deviations_.data();
  for (Index d = 0; d < D_; ++d) {
    const Pair m = splat(mean[d]);
    const double* from = tile.data + d * kTile + i;
    unroll<kPairs>([&](auto p) { store(x + d * width + 2 * p, load(from + 2 * p) - m); });
  }
  Row t;
  t.fill(splat(W[packed_size(D_)]));
  Index row = 0;
  for (; row + 1 < D_; row += 2) {
    const double *upper = W + packed(row, 0), *lower = W + packed(row + 1, 0);
    Row a{}, b{};
    const double* v = x;
    for (Index j = 0; j <= row; ++j, v += width) {
      const Pair u = splat(upper[j]), l = splat(lower[j]);
      unroll<kPairs>([&](auto p) {
        const Pair y = load(v + 2 * p);
        a[p] += u * y;
        b[p] += l * y;
      });
    }
    const Pair l = splat(lower[row + 1]);
    unroll<kPairs>([&](auto p) {
      b[p] += l * load(v + 2 * p);
      t[p] -= a[p] * a[p];
      t[p] -= b[p] * b[p];
    });
  }
  if (row < D_) {
    const double* last = W + packed(row, 0);
    Row a{};
    for (Index j = 0; j <= row; ++j) {
      const Pair l = splat(last[j]);
      unroll<kPairs>([&](auto p) { a[p] += l * load(x + j * width + 2 * p); });
    }
    unroll<kPairs>([&](auto p) { t[p] -= a[p] * a[p]; });
  }
  unroll<kPairs>([&](auto p) { store(to + i + 2 * p, t[p]); });
}

void General::exponents(const double* component, const Tile& tile, double* to) {
  Index i = 0;
  for (; i + 8 <= tile.padded; i += 8) exponents_of<4>(component, tile, i, to);
  for (; i < tile.padded; i += 4) exponents_of<2>(component, tile, i, to);
}

void General::add(const mixture::Components& components, const Tile& tile, const double* density, const double* factor,
                  Pair* sums) {
  for (Index k = 0; k < components.K; ++k, density += kTile, sums += sums_of(D_)) {
    for (Index start = 0; start < tile.padded; start += kPart) {
      const Index count = std::min(kPart, tile.padded - start);
      deviate(components.component(k), tile.data + start, density + start, factor + start, count, sums);
      for (Index row = 0; row < D_; row += kRows) {
        for (Index col = 0; col <= row + 1 && col < D_; col += kCols) add_products(row, col, count, sums + 1 + D_);
      }
    }
  }
}

void General::deviate(const double* component, const double* data, const double* density, const double* factor,
                      Index count, Pair* sums) {
  Pair mass = splat(0.0);
  for (Index i = 0; i < count; i += 2) mass += load(density + i) * load(factor + i);
  sums[0] += mass;
  for (Index d = 0; d < D_; ++d) {
    const Pair mean = splat(component[d]);
    double *x = deviations_.data() + d * kPart, *rx = weighted_.data() + d * kPart;
    Pair sum = splat(0.0);
    for (Index i = 0; i < count; i += 2) {
      const Pair u = load(data + d * kTile + i) - mean, ru = load(density + i) * load(factor + i) * u;
      store(x + i, u);
      store(rx + i, ru);
      sum += ru;
    }
    sums[1 + d] += sum;
  }
}

void General::add_products(Index row, Index col, Index count, Pair* second) const {
  std::array<Pair, kCols> upper{}, lower{};
  const double *r = weighted_.data() + row * kPart, *x = deviations_.data() + col * kPart;
  for (const double* const end = r + count; r != end; r += 2, x += 2) {
    const Pair u = load(r), l = load(r + kPart);
    unroll<kCols>([&](auto c) {
      const Pair v = load(x + c * kPart);
      upper[c] += u * v;
      lower[c] += l * v;
    });
  }
  for (Index b = 0; b < kCols && col + b <= row + 1; ++b) {
    if (col + b <= row) second[packed(row, col + b)] += upper[static_cast<std::size_t>(b)];
    if (row + 1 < D_) second[packed(row + 1, col + b)] += lower[static_cast<std::size_t>(b)];
  }
}

}  // namespace lvm::gmm::kernel
