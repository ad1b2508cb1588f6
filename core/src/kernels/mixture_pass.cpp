#include "mixture_pass.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lvm::mixture {
namespace {

// to[i] = 1 / from[i] for numbers of which two can be multiplied: one division for two of them, which is what takes time.
void invert(const double* from, Index count, double* to) {
  for (Index i = 0; i < count; i += 4) {
    const Pair a = load(from + i), b = load(from + i + 2), both = 1.0 / (a * b);
    store(to + i, both * b);
    store(to + i + 2, both * a);
  }
}

}  // namespace

void Kernel::densities(const Components& components, const Tile& tile, double* to, double* total) {
  std::fill_n(total, tile.padded, 0.0);
  for (Index k = 0; k < components.K; ++k, to += kTile) {
    exponents(components.component(k), tile, to);
    for (Index i = 0; i < tile.padded; i += 4) {
      const auto [a, b] = simd::exp2_steps(std::array{load(to + i), load(to + i + 2)});
      store(to + i, a);
      store(to + i + 2, b);
      store(total + i, load(total + i) + a);
      store(total + i + 2, load(total + i + 2) + b);
    }
  }
}

bool Densities::look_at(const Tile& tile) {
  kernel_.densities(components_, tile, of(0), total_.data());
  if (in_range(tile)) {
    if (shifted_) shift_.fill(0.0);
    shifted_ = false;
    return true;
  }
  shifted_ = true;
  return look_again(tile);
}

bool Densities::in_range(const Tile& tile) const {
  constexpr double smallest = 0x1p-100;  // so that eight of them, and what underflows beside them, do no harm
  simd::Bits all = simd::splat_bits(-1);
  for (Index i = 0; i < tile.padded; i += 2) all &= load(total_.data() + i) > smallest;  // false for NaN
  return (all[0] & all[1]) != 0;
}

// Far from every component: relative to the largest exponent of each example, as log-sum-exp does.
bool Densities::look_again(const Tile& tile) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  shift_.fill(-infinity);
  for (Index k = 0; k < components_.K; ++k) {
    kernel_.exponents(components_.component(k), tile, of(k));
    for (Index i = 0; i < tile.padded; i += 2) {
      store(shift_.data() + i, simd::at_least(load(shift_.data() + i), load(of(k) + i)));
    }
  }
  for (Index i = 0; i < tile.padded; ++i) {
    if (!std::isfinite(shift_[static_cast<std::size_t>(i)])) return false;
  }
  total_.fill(0.0);
  for (Index k = 0; k < components_.K; ++k) {
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair density = simd::exp2_steps(load(of(k) + i) - load(shift_.data() + i));
      store(of(k) + i, density);
      store(total_.data() + i, load(total_.data() + i) + density);
    }
  }
  return in_range(tile);
}

void Evidence::add(const Tile& tile, const Densities& densities) {
  product_.multiply(densities.total().data(), tile.padded);
  if (!densities.shifted()) return;
  const double* shift = densities.shift().data();
  steps_ += std::accumulate(shift, shift + tile.count, 0.0);
}

std::vector<double> over_lanes(const std::vector<Pair>& sums) {
  std::vector<double> result;
  result.reserve(sums.size());
  for (const Pair pair : sums) result.push_back(simd::sum(pair));
  return result;
}

std::optional<Statistics> expect(const Dataset& data, const Components& components, Kernel& kernel, Index sums_of) {
  Densities densities(components, kernel);
  Evidence evidence;
  std::vector<Pair> sums(static_cast<std::size_t>(components.K * sums_of), splat(0.0));
  Lanes factor{};
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!densities.look_at(tile)) return std::nullopt;
    densities.drop_padding(tile);
    evidence.add(tile, densities);
    if (sums_of == 0) continue;
    invert(densities.total().data(), tile.padded, factor.data());
    std::fill(factor.begin() + tile.count, factor.end(), 0.0);
    kernel.add(components, tile, densities.of(0), factor.data(), sums.data());
  }
  return Statistics{evidence.logarithm(components.log_scale, data.rows()), over_lanes(sums)};
}

std::optional<double> divergence(const Dataset& data, const Components& before, const Components& after,
                                 Kernel& kernel) {
  Densities old(before, kernel), now(after, kernel);
  Lanes log_ratio{}, old_factor{}, now_factor{}, old_exponent{}, now_exponent{};
  double total = 0.0;
  for (Index t = 0; t < data.tiles(); ++t) {
    const Tile tile = data.tile(t);
    if (!old.look_at(tile) || !now.look_at(tile)) return std::nullopt;
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair a = load(old.total().data() + i), b = load(now.total().data() + i);
      const auto [log_a, log_b] = logs_of(a, b);
      store(log_ratio.data() + i, log_b - log_a);
      store(old_factor.data() + i, 1.0 / a);
      store(now_factor.data() + i, 1.0 / b);
    }
    std::fill(old_factor.begin() + tile.count, old_factor.end(), 0.0);
    std::fill(now_factor.begin() + tile.count, now_factor.end(), 0.0);
    Pair sum = splat(0.0);
    for (Index k = 0; k < before.K; ++k) {
      kernel.exponents(before.component(k), tile, old_exponent.data());
      kernel.exponents(after.component(k), tile, now_exponent.data());
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
