/// Random problems for the tests of lvm::gmm, all from lvm::random: the same ones natively and in WebAssembly.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "lvm/gmm.hpp"
#include "lvm/random.hpp"

namespace support {

using lvm::Index;
using lvm::Labels;
using lvm::Matrix;
using lvm::Vector;
namespace gmm = lvm::gmm;

/// The streams that the tests use; the core's own are far away.
enum Stream : std::uint32_t { kData = 1, kMeans, kScatter, kWeights, kResponsibilities, kLabels, kDirections };

inline std::size_t at(Index i) { return static_cast<std::size_t>(i); }

/// Points of the open simplex: one row per distribution.
inline Matrix random_simplex(lvm::random::Source source, Index rows, Index cols) {
  const Vector u = lvm::random::uniforms(source, rows * cols);
  Matrix R = Eigen::Map<const Matrix>(u.data(), rows, cols).array().log().abs();  // exponentials, normalized
  return R.array().colwise() / R.rowwise().sum().array();
}

/// A well-conditioned symmetric positive definite matrix with eigenvalues >= 0.3.
inline Matrix random_covariance(lvm::random::Source source, Index D) {
  const Matrix A = lvm::random::normals(source, D, D);
  return A * A.transpose() / static_cast<double>(D) + 0.3 * Matrix::Identity(D, D);
}

inline gmm::Params random_params(std::uint32_t seed, Index D, Index K) {
  gmm::Params params{random_simplex({seed, kWeights, 0}, 1, K).row(0).transpose(),
                     2.0 * lvm::random::normals({seed, kMeans, 0}, K, D),
                     {}};
  for (Index k = 0; k < K; ++k) {
    params.covariances.push_back(random_covariance({seed, kScatter, static_cast<std::uint32_t>(k)}, D));
  }
  return params;
}

/// Examples that no Gaussian mixture made: skewed towards outliers.
inline Matrix random_data(std::uint32_t seed, Index N, Index D) {
  const Matrix eps = lvm::random::normals({seed, kData, 0}, N, D);
  return 1.5 * eps.array() + 0.2 * eps.array().cube();
}

struct Problem {
  Matrix X;
  gmm::Params params;
  Matrix R;  ///< arbitrary weights over z, not the posterior
};

inline Problem random_problem(std::uint32_t seed, Index N, Index D, Index K) {
  return {random_data(seed, N, D), random_params(seed, D, K), random_simplex({seed, kResponsibilities, 0}, N, K)};
}

inline gmm::Labelled random_labelled(std::uint32_t seed, Index N, Index D, Index K, double alpha,
                                     gmm::WeightsFrom weights_from) {
  const Vector u = lvm::random::uniforms({seed, kLabels, 0}, N);
  gmm::Labelled labelled{2.0 * lvm::random::normals({seed, kLabels, 1}, N, D), {}, alpha, weights_from};
  for (Index n = 0; n < N; ++n) labelled.z.push_back(static_cast<int>(u[n] * static_cast<double>(K)));
  return labelled;
}

/// Largest absolute difference between two mixtures, over all their parameters.
inline double distance(const gmm::Params& a, const gmm::Params& b) {
  double worst = (a.weights - b.weights).cwiseAbs().maxCoeff();
  worst = std::max(worst, (a.means - b.means).cwiseAbs().maxCoeff());
  for (std::size_t k = 0; k < a.covariances.size(); ++k) {
    worst = std::max(worst, (a.covariances[k] - b.covariances[k]).cwiseAbs().maxCoeff());
  }
  return worst;
}

/// |a - b| relative to the larger of both and 1: what rounding may do to a sum of nats.
inline double relative_difference(double a, double b) {
  return std::abs(a - b) / std::max({1.0, std::abs(a), std::abs(b)});
}

/// FNV-1a over the bytes, least significant first: a fingerprint that must be the same on every platform.
inline std::uint64_t hash(const double* data, Index size) {
  std::uint64_t result = 0xcbf29ce484222325ULL;
  for (Index i = 0; i < size; ++i) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, data + i, sizeof bits);
    for (int byte = 0; byte < 8; ++byte) result = (result ^ (bits >> (8 * byte) & 0xff)) * 0x100000001b3ULL;
  }
  return result;
}

}  // namespace support
