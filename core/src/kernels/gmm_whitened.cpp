#include "gmm_whitened.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "../cholesky.hpp"
#include "simd.hpp"

namespace lvm::gmm::kernel {
namespace {

// Of a coordinate's variance, what those before it must leave unexplained. Below, the two implementations would differ by
// more than they may: by eps over its root.
constexpr double kUnexplained = 1e-9;

const double kHalfLogTwoPi = 0.5 * std::log(2.0 * std::numbers::pi);

// With y = scale L^-1 (x - mu), |y|^2 is half the squared distance in steps.
const double kScale = std::sqrt(0.5 * simd::kStepsPerNat);

// The inverse of a packed lower triangle, times scale.
void invert(const std::vector<double>& L, Index D, double scale, double* W) {
  for (Index i = 0; i < D; ++i) {
    const double* row = L.data() + packed(i, 0);
    for (Index j = 0; j < i; ++j) {
      double sum = 0.0;
      for (Index l = j; l < i; ++l) sum += row[l] * W[packed(l, j)];
      W[packed(i, j)] = -sum / row[i];
    }
    W[packed(i, i)] = scale / row[i];
  }
}

}  // namespace

Factor factor(const Eigen::MatrixXd& covariance) {
  const Index D = covariance.rows();
  Factor result{std::vector<double>(static_cast<std::size_t>(packed_size(D))), true};
  double* L = result.L.data();
  double determinant = 1.0;  // of the correlations
  for (Index i = 0; i < D; ++i) {
    const double variance = covariance(i, i);
    for (Index j = 0; j <= i; ++j) {
      double sum = covariance(i, j);
      for (Index l = 0; l < j; ++l) sum -= L[packed(i, l)] * L[packed(j, l)];
      L[packed(i, j)] = i == j ? std::sqrt(sum) : sum / L[packed(j, j)];
      if (i == j) {
        determinant *= sum / variance;
        const bool sound =
            variance >= std::numeric_limits<double>::min() && std::isfinite(sum) && sum >= kUnexplained * variance;
        result.sound = result.sound && sound;
      }
    }
  }
  // The smallest eigenvalue of correlations is at least determinant / e.
  if (result.sound && determinant < kUnexplained) result.sound = is_positive_definite(covariance);
  return result;
}

double squared_distance(const Factor& factor, const double* v, Index D) {
  std::vector<double> y(static_cast<std::size_t>(D));
  double total = 0.0;
  for (Index i = 0; i < D; ++i) {
    double sum = v[i];
    for (Index j = 0; j < i; ++j)
      sum -= factor.L[static_cast<std::size_t>(packed(i, j))] * y[static_cast<std::size_t>(j)];
    sum /= factor.L[static_cast<std::size_t>(packed(i, i))];
    y[static_cast<std::size_t>(i)] = sum;
    total += sum * sum;
  }
  return total;
}

std::optional<Whitened> whiten(const Params& params) {
  const Index K = params.means.rows(), D = params.means.cols();
  Whitened mixture{D, K, 0.0, {}};
  const Index size = mixture.size();
  mixture.values.resize(static_cast<std::size_t>(K * size));
  mixture.log_scale = -std::numeric_limits<double>::infinity();
  for (Index k = 0; k < K; ++k) {
    const Factor L = factor(params.covariances[static_cast<std::size_t>(k)]);
    if (!L.sound || !(params.weights[k] > 0.0)) return std::nullopt;
    double* values = mixture.values.data() + k * size;
    double constant = std::log(params.weights[k]);
    for (Index d = 0; d < D; ++d) {
      values[d] = params.means(k, d);
      constant -= std::log(L.L[static_cast<std::size_t>(packed(d, d))]) + kHalfLogTwoPi;
    }
    invert(L.L, D, kScale, values + D);
    values[size - 1] = constant;
    mixture.log_scale = std::max(mixture.log_scale, constant);
  }
  for (Index k = 0; k < K; ++k) {
    double& constant = mixture.values[static_cast<std::size_t>((k + 1) * size - 1)];
    constant = (constant - mixture.log_scale) * simd::kStepsPerNat;
  }
  return mixture;
}

}  // namespace lvm::gmm::kernel
