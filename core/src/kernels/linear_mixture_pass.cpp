#include "linear_mixture_pass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "mixture_half_steps.hpp"

namespace lvm::linear_mixture::kernel {
namespace {

using mixture::kTile;
using mixture::load;
using mixture::Pair;
using mixture::splat;
using mixture::store;
using mixture::Tile;

// What mixture_pass.hpp asks of a kernel, for any number of features.
class Lines : public mixture::ByExponents<Lines> {
 public:
  explicit Lines(const Scaled& mixture) : D_(mixture.D), weighted_(static_cast<std::size_t>(mixture.D * kTile)) {}

  void exponents(const double* component, const Tile& tile, double* to) {
    find_residuals(component, tile);
    const Pair scale = splat(component[D_]), constant = splat(component[D_ + 1]);
    for (Index i = 0; i < tile.padded; i += 2) {
      const Pair a = scale * load(residuals_.data() + i);
      store(to + i, constant - a * a);
    }
  }

  /// Adds to `sums` those of the responsibilities density[i] * factor[i].
  void add(const double* component, const Tile& tile, const double* density, const double* factor, Pair* sums) {
    find_residuals(component, tile);
    std::array<double, static_cast<std::size_t>(kTile)> weighted;
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

 private:
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
  Scaled mixture{D, K, -std::numeric_limits<double>::infinity(), {}};
  for (Index k = 0; k < K; ++k) {
    const double rho = params.variances[k], factor = std::sqrt(0.5 * simd::kStepsPerNat / rho);
    if (!(params.weights[k] > 0.0) || !std::isfinite(factor) || !(rho >= std::numeric_limits<double>::min())) {
      return std::nullopt;
    }
    const double constant = std::log(params.weights[k]) - 0.5 * std::log(2.0 * std::numbers::pi * rho);
    for (Index d = 0; d < D; ++d) mixture.values.push_back(params.W(k, d));
    mixture.values.push_back(factor);
    mixture.values.push_back(constant);
    mixture.log_scale = std::max(mixture.log_scale, constant);
  }
  for (Index k = 0; k < K; ++k) {
    double& constant = mixture.values[static_cast<std::size_t>((k + 1) * (D + 2) - 1)];
    constant = (constant - mixture.log_scale) * simd::kStepsPerNat;
  }
  return mixture;
}

std::optional<Statistics> expect(const Dataset& data, const Scaled& scaled) {
  return mixture::expect<Lines>(data, scaled, sums_of(scaled.D), true);
}

std::optional<double> divergence(const Dataset& data, const Scaled& before, const Scaled& after) {
  return mixture::divergence<Lines>(data, before, after);
}

std::optional<Posterior> posterior(const Dataset& data, const Scaled& scaled) {
  return mixture::posterior<Lines>(data, scaled);
}

std::vector<double> sums_about(const Dataset& data, const Matrix& W, const MatrixRef& R) {
  Scaled about{W.cols(), W.rows(), 0.0, {}};
  about.values.resize(static_cast<std::size_t>(about.K * (about.D + 2)));
  for (Index k = 0; k < about.K; ++k) std::copy_n(&W(k, 0), about.D, about.values.data() + k * (about.D + 2));
  return mixture::sums_about<Lines>(data, about, sums_of(about.D), R);
}

std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Scaled& scaled, const MatrixRef& R) {
  return mixture::shortfall<Lines>(data, scaled, R);
}

}  // namespace lvm::linear_mixture::kernel
