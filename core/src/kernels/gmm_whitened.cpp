#include "gmm_whitened.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "../cholesky.hpp"
#include "lvm/elementary.hpp"
#include "simd.hpp"

namespace lvm::gmm::kernel {
namespace {

// Of a coordinate's variance, what those before it must leave unexplained. Below, the two implementations would differ by
// more than they may: by eps over its root.
constexpr double kUnexplained = 1e-9;

// With y = scale L^-1 (x - mu), |y|^2 is half the squared distance in steps.
const double kScale = std::sqrt(0.5 * simd::kStepsPerNat);

// The inverse of a packed lower triangle, times scale.
void invert(const double* L, Index D, double scale, double* W) {
  for (Index i = 0; i < D; ++i) {
    const double* row = L + packed(i, 0);
    for (Index j = 0; j < i; ++j) {
      double sum = 0.0;
      for (Index l = j; l < i; ++l) sum += row[l] * W[packed(l, j)];
      W[packed(i, j)] = -sum / row[i];
    }
    W[packed(i, i)] = scale / row[i];
  }
}

}  // namespace

bool Factor::factorize(const Matrix& covariance) {
  double* L = values_.data();
  double determinant = 1.0;  // of the correlations
  for (Index i = 0; i < D_; ++i) {
    double* row = L + packed(i, 0);
    for (Index j = 0; j <= i; ++j) {
      const double* other = L + packed(j, 0);
      double sum = covariance(i, j);
      for (Index l = 0; l < j; ++l) sum -= row[l] * other[l];
      row[j] = i == j ? sum : sum / other[j];
    }
    const double variance = covariance(i, i), unexplained = row[i];
    const bool sound = variance >= std::numeric_limits<double>::min() && std::isfinite(variance) &&
                       unexplained >= kUnexplained * variance;
    if (!sound) return false;
    determinant *= unexplained / variance;
    row[i] = std::sqrt(unexplained);
  }
  // The smallest eigenvalue of correlations is at least determinant / e.
  return determinant >= kUnexplained || is_positive_definite(covariance);
}

double Factor::squared_distance(const double* v) {
  double total = 0.0;
  double* y = values_.data() + packed_size(D_);
  for (Index i = 0; i < D_; ++i) {
    const double* row = L() + packed(i, 0);
    double sum = v[i];
    for (Index j = 0; j < i; ++j) sum -= row[j] * y[j];
    y[i] = sum / row[i];
    total += y[i] * y[i];
  }
  return total;
}

std::optional<Whitened> whiten(const Params& params) {
  const Index K = params.means.rows(), D = params.means.cols();
  Whitened mixture(D, K);
  Factor factor(D);
  for (Index k = 0; k < K; ++k) {
    if (!(params.weights[k] > 0.0)) return std::nullopt;
    if (!factor.factorize(params.covariances[static_cast<std::size_t>(k)])) return std::nullopt;
    double* values = mixture.values.data() + k * mixture.size;
    double constant = log(params.weights[k]);
    for (Index d = 0; d < D; ++d) {
      values[d] = params.means(k, d);
      constant -= log(factor.L()[packed(d, d)]) + 0.5 * kLogTwoPi;
    }
    invert(factor.L(), D, kScale, values + D);
    values[mixture.size - 1] = constant;
    mixture.log_scale = std::max(mixture.log_scale, constant);
  }
  for (Index k = 0; k < K; ++k) {
    double& constant = mixture.values[static_cast<std::size_t>((k + 1) * mixture.size - 1)];
    constant = (constant - mixture.log_scale) * simd::kStepsPerNat;
  }
  return mixture;
}

}  // namespace lvm::gmm::kernel
