#include "lvm/gmm_init.hpp"

#include <algorithm>
#include <string>

#include "gmm_validate.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "lvm/random.hpp"

namespace lvm::gmm {
namespace {

enum Stream : std::uint32_t { kSplit = 0x6d6d0003, kSeeds = 0x6d6d0004 };

void require_start(const Matrix& X, Index K, double covariance_floor) {
  require_finite(X, "X");
  require(K >= 1 && K <= X.rows(), "k", "must be from 1 to the number of examples, ", X.rows(), "; got ", K);
  require_floor(covariance_floor);
}

// One Gaussian by maximum likelihood: the M-step with a single component.
Params single(const Matrix& X, double covariance_floor) {
  return m_step(X, Matrix::Ones(X.rows(), 1), {}, covariance_floor);
}

Params around(const Matrix& means, const Matrix& X, double covariance_floor) {
  const Index K = means.rows();
  const double shrink = exp(-2.0 / static_cast<double>(X.cols()) * log(static_cast<double>(K)));
  Matrix covariance = shrink * single(X, covariance_floor).covariances[0];
  if (covariance_floor > 0.0) {
    // The floor holds for starts too: from below it the first M-step could not be sure to rise.
    covariance.diagonal().array() += std::max(0.0, (1.0 - shrink) * covariance_floor);
  }
  return {Vector::Constant(K, 1.0 / static_cast<double>(K)), means,
          std::vector<Matrix>(static_cast<std::size_t>(K), covariance)};
}

// Fills means.row(first) .. with examples drawn with probability proportional to the squared distance to the
// nearest mean above; uniformly where there is none yet or every example coincides with one.
void seed_by_distance(const Matrix& X, Index first, std::uint32_t seed, Matrix& means) {
  const Vector u = random::uniforms({seed, kSeeds, 0}, means.rows());
  Vector distance = Vector::Constant(X.rows(), 1.0);
  for (Index k = 0; k < means.rows(); ++k) {
    if (k >= first) {
      const double total = distance.sum();
      if (!(total > 0.0)) distance.setOnes();
      double left = u[k] * distance.sum();
      Index n = 0;
      while (n + 1 < X.rows() && (left -= distance[n]) >= 0.0) ++n;
      means.row(k) = X.row(n);
    }
    const Vector to_mean = (X.rowwise() - means.row(k)).rowwise().squaredNorm();
    distance = k == 0 ? to_mean : Vector(distance.cwiseMin(to_mean));
  }
}

}  // namespace

Params init_random_split(const Matrix& X, Index K, std::uint32_t seed, double covariance_floor) {
  require_start(X, K, covariance_floor);
  const std::vector<Index> order = random::permutation({seed, kSplit, 0}, X.rows());
  Params params{Vector::Constant(K, 1.0 / static_cast<double>(K)), Matrix(K, X.cols()), {}};
  for (Index k = 0; k < K; ++k) {
    const Index begin = k * X.rows() / K, end = (k + 1) * X.rows() / K;
    Matrix group(end - begin, X.cols());
    for (Index i = begin; i < end; ++i) group.row(i - begin) = X.row(order[static_cast<std::size_t>(i)]);
    try {
      const Params fitted = single(group, covariance_floor);
      params.means.row(k) = fitted.means.row(0);
      params.covariances.push_back(fitted.covariances[0]);
    } catch (const CollapsedComponent&) {
      fail_collapsed(
          {"the random split gives component ", k, " ", group.rows(),
           " examples, whose covariance is singular; use fewer components, another start or a covariance floor"},
          k);
    }
  }
  return params;
}

Params init_kmeans_plus_plus(const Matrix& X, Index K, std::uint32_t seed, double covariance_floor) {
  require_start(X, K, covariance_floor);
  Matrix means(K, X.cols());
  seed_by_distance(X, 0, seed, means);
  return around(means, X, covariance_floor);
}

Params init_labelled_means(const Matrix& X, const Labelled& labelled, Index K, std::uint32_t seed,
                           double covariance_floor) {
  require_start(X, K, covariance_floor);
  require_labelled(labelled, X.cols(), K);
  require(!labelled.z.empty(), "labelled", "must have at least one example for labelled means");

  std::vector<int> counts(static_cast<std::size_t>(K), 0);
  for (const int z : labelled.z) ++counts[static_cast<std::size_t>(z)];
  Matrix class_means = Matrix::Zero(K, X.cols());
  for (std::size_t i = 0; i < labelled.z.size(); ++i) {
    const int z = labelled.z[i];
    // Divided before the sum, which could overflow where the mean does not.
    class_means.row(z) += labelled.X.row(static_cast<Index>(i)) / counts[static_cast<std::size_t>(z)];
  }
  // Known means first, so that the seeds keep away from them; then back to the order of the classes.
  std::vector<Index> classes;
  Matrix means(K, X.cols());
  for (Index k = 0; k < K; ++k) {
    if (counts[static_cast<std::size_t>(k)] == 0) continue;
    means.row(static_cast<Index>(classes.size())) = class_means.row(k);
    classes.push_back(k);
  }
  const auto known = static_cast<Index>(classes.size());
  for (Index k = 0; k < K; ++k) {
    if (counts[static_cast<std::size_t>(k)] == 0) classes.push_back(k);
  }
  seed_by_distance(X, known, seed, means);
  Matrix ordered(K, X.cols());
  for (Index i = 0; i < K; ++i) ordered.row(classes[static_cast<std::size_t>(i)]) = means.row(i);
  return around(ordered, X, covariance_floor);
}

}  // namespace lvm::gmm
