#include "mixture_half_steps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lvm::mixture {
namespace {

// Column k of a tile's rows of R, one example after the other; 0 for those that fill the tile up.
void gather(const Matrix& R, Index first, Index k, const Tile& tile, double* to) {
  const double* from = R.data() + first * R.outerStride() + k;
  for (Index i = 0; i < tile.count; ++i) to[i] = from[i * R.outerStride()];
  std::fill(to + tile.count, to + tile.padded, 0.0);
}

}  // namespace

std::optional<em::Posterior> posterior(const Dataset& data, const Components& components, Kernel& kernel) {
  constexpr double smallest = std::numeric_limits<double>::min();  // what a density is that has underflowed
  Densities densities(components, kernel);
  Evidence evidence;
  Matrix R(data.rows(), components.K);
  double* row = R.data();
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!densities.look_at(tile)) return std::nullopt;
    densities.drop_padding(tile);
    evidence.add(tile, densities);
    for (Index k = 0; k < components.K; ++k) {
      double* density = densities.of(k);
      for (Index i = 0; i < tile.padded; i += 2) {
        const Pair p = load(density + i);
        store(density + i, simd::select(p > smallest, p / load(densities.total().data() + i), splat(0.0)));
      }
      for (Index i = 0; i < tile.count; ++i) row[i * components.K + k] = density[i];
    }
    row += tile.count * components.K;
  }
  return em::Posterior{std::move(R), evidence.logarithm(components.log_scale, data.rows())};
}

std::vector<double> sums_about(const Dataset& data, const Components& about, Kernel& kernel, Index sums_of,
                               const Matrix& R) {
  std::vector<Pair> sums(static_cast<std::size_t>(about.K * sums_of), splat(0.0));
  std::vector<double> r(static_cast<std::size_t>(about.K * kTile));
  Lanes one;
  one.fill(1.0);
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    for (Index k = 0; k < about.K; ++k) gather(R, t * kTile, k, tile, r.data() + k * kTile);
    kernel.add(about, tile, r.data(), one.data(), sums.data());
  }
  return over_lanes(sums);
}

std::optional<Shortfall> shortfall(const Dataset& data, const Components& components, Kernel& kernel, const Matrix& R) {
  constexpr double smallest = std::numeric_limits<double>::min();  // what is less adds nothing that a sum could hold
  Densities densities(components, kernel);
  Evidence evidence;
  Lanes log_total{}, factor{}, exponent{}, given{};
  double gap = 0.0;
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!densities.look_at(tile)) return std::nullopt;
    densities.drop_padding(tile);
    evidence.add(tile, densities);
    for (Index i = 0; i < tile.padded; i += 4) {
      const Pair a = load(densities.total().data() + i), b = load(densities.total().data() + i + 2);
      const auto [log_a, log_b] = logs_of(a, b);
      store(log_total.data() + i, log_a);
      store(log_total.data() + i + 2, log_b);
      store(factor.data() + i, 1.0 / a);
      store(factor.data() + i + 2, 1.0 / b);
    }
    std::fill(factor.begin() + tile.count, factor.end(), 0.0);
    Pair sum = splat(0.0);
    for (Index k = 0; k < components.K; ++k) {
      gather(R, t * kTile, k, tile, given.data());
      kernel.exponents(components.component(k), tile, exponent.data());
      const auto term = [&](Index i, Pair r, Pair log_r) {
        // The exponent less its shift first: far from every component the shift would swallow the difference.
        const Pair steps = load(exponent.data() + i) - load(densities.shift().data() + i);
        const Pair gamma = load(densities.of(k) + i) * load(factor.data() + i);
        const Pair d = steps * simd::kNatsPerStep - load(log_total.data() + i) - log_r;
        return simd::select(r >= smallest, divergence_term(r, gamma, d), gamma);
      };
      for (Index i = 0; i < tile.padded; i += 4) {
        const Pair a = load(given.data() + i), b = load(given.data() + i + 2), one = splat(1.0);
        const auto [log_a, log_b] = logs_of(simd::select(a >= smallest, a, one), simd::select(b >= smallest, b, one));
        sum += term(i, a, log_a);
        sum += term(i + 2, b, log_b);
      }
    }
    gap += simd::sum(sum);
  }
  if (!std::isfinite(gap)) return std::nullopt;
  return Shortfall{evidence.logarithm(components.log_scale, data.rows()), gap};
}

}  // namespace lvm::mixture
