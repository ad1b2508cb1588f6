#include "linear_mixture_pass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "lvm/elementary.hpp"
#include "mixture_half_steps.hpp"

namespace lvm::linear_mixture::kernel {
namespace {

using mixture::kTile;
using mixture::load;
using mixture::Pair;
using mixture::splat;
using mixture::store;
using mixture::Tile;

// The kernel, for any number of features.
class Lines final : public mixture::Kernel {
 public:
  explicit Lines(Index D) : D_(D), weighted_(static_cast<std::size_t>(D * kTile)) {}

  void exponents(const double* component, const Tile& tile, double* to) override {
    find_residuals(component, tile);
    const Pair scale = splat(component[D_]), constant = splat(component[D_ + 1]);
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair a = scale * load(residuals_.data() + i);
      store(to + i, constant - a * a);
    }
  }

  void add(const mixture::Components& components, const Tile& tile, const double* density, const double* factor,
           Pair* sums) override {
    for (Index k = 0; k < components.K; ++k, density += kTile, sums += sums_of(D_)) {
      add_one(components.component(k), tile, density, factor, sums);
    }
  }

 private:
  void add_one(const double* component, const Tile& tile, const double* density, const double* factor, Pair* sums) {
    find_residuals(component, tile);
    mixture::Lanes weighted;
    Pair mass = splat(0.0), squares = splat(0.0);
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair r = load(density + i) * load(factor + i), e = load(residuals_.data() + i);
      store(weighted.data() + i, r);
      mass += r;
      squares += r * e * e;
    }
    *sums++ += mass;
    for (Index d = 0; d < D_; ++d) {
      const double* x = tile.data + d * kTile;
      double* rx = weighted_.data() + d * kTile;
      Pair sum = splat(0.0);
      for (Index i = 0; i < tile.padded; i += 2) {
        const Pair product = load(weighted.data() + i) * load(x + i);
        store(rx + i, product);
        sum += product * load(residuals_.data() + i);
      }
      *sums++ += sum;
    }
    *sums++ += squares;
    for (Index d = 0; d < D_; ++d) {
      for (Index j = 0; j <= d; ++j) *sums++ += dot(weighted_.data() + d * kTile, tile.data + j * kTile, tile.padded);
    }
  }

  // e = y - w^T x of each example.
  void find_residuals(const double* w, const Tile& tile) {
    double* e = residuals_.data();
    std::copy_n(tile.data + D_ * kTile, tile.padded, e);
    for (Index d = 0; d < D_; ++d) {
      const Pair slope = splat(w[d]);
      const double* x = tile.data + d * kTile;
      for (Index i = 0; i < tile.padded; i += 2) store(e + i, load(e + i) - slope * load(x + i));
    }
  }

  static Pair dot(const double* a, const double* b, Index count) {  // in two chains
    Pair even = splat(0.0), odd = splat(0.0);
    for (Index i = 0; i < count; i += 4) {
      even += load(a + i) * load(b + i);
      odd += load(a + i + 2) * load(b + i + 2);
    }
    return even + odd;
  }

  Index D_;
  std::vector<double> weighted_;
  std::array<double, static_cast<std::size_t>(kTile)> residuals_{};
};

}  // namespace

std::optional<Scaled> scale(const Params& params) {
  const Index K = params.W.rows(), D = params.W.cols();
  Scaled mixture(D, K);
  for (Index k = 0; k < K; ++k) {
    const double rho = params.variances[k], factor = std::sqrt(0.5 * simd::kStepsPerNat / rho);
    if (!(params.weights[k] > 0.0) || !std::isfinite(factor) || !(rho >= std::numeric_limits<double>::min())) {
      return std::nullopt;
    }
    const double constant = log(params.weights[k]) - 0.5 * log(2.0 * std::numbers::pi * rho);
    double* values = mixture.values.data() + k * mixture.size;
    for (Index d = 0; d < D; ++d) values[d] = params.W(k, d);
    values[D] = factor;
    values[D + 1] = constant;
    mixture.log_scale = std::max(mixture.log_scale, constant);
  }
  for (Index k = 0; k < K; ++k) {
    double& constant = mixture.values[static_cast<std::size_t>((k + 1) * mixture.size - 1)];
    constant = (constant - mixture.log_scale) * simd::kStepsPerNat;
  }
  return mixture;
}

std::optional<Statistics> expect(const Dataset& data, const Scaled& scaled) {
  Lines kernel(scaled.D);
  return mixture::expect(data, scaled, kernel, sums_of(scaled.D));
}

std::optional<double> divergence(const Dataset& data, const Scaled& before, const Scaled& after) {
  Lines kernel(before.D);
  return mixture::divergence(data, before, after, kernel);
}

std::optional<Posterior> posterior(const Dataset& data, const Scaled& scaled) {
  Lines kernel(scaled.D);
  return mixture::posterior(data, scaled, kernel);
}

std::vector<double> sums_about(const Dataset& data, const Matrix& W, const Matrix& R) {
  Scaled about(W.cols(), W.rows());
  for (Index k = 0; k < about.K; ++k) std::copy_n(&W(k, 0), about.D, about.values.data() + k * about.size);
  Lines kernel(about.D);
  return mixture::sums_about(data, about, kernel, sums_of(about.D), R);
}

std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Scaled& scaled, const Matrix& R) {
  Lines kernel(scaled.D);
  return mixture::shortfall(data, scaled, kernel, R);
}

}  // namespace lvm::linear_mixture::kernel
