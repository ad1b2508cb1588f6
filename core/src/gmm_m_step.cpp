#include "gmm_m_step.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "algebra.hpp"
#include "cholesky.hpp"
#include "gmm_validate.hpp"
#include "lvm/errors.hpp"
#include "lvm/gmm.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

// The examples that the M-step weighs, labelled ones below the others: (x, z) is a row alpha * onehot(z) of R.
struct Weighted {
  Matrix X;
  Matrix R;
};

Weighted stack(const Matrix& X, const Matrix& R, const Labelled& labelled) {
  const Index N = X.rows(), M = labelled.X.rows();
  Weighted all{Matrix(N + M, X.cols()), Matrix::Zero(N + M, R.cols())};
  all.X.topRows(N) = X;
  all.R.topRows(N) = R;
  for (Index i = 0; i < M; ++i) {
    all.X.row(N + i) = labelled.X.row(i);
    all.R(N + i, labelled.z[static_cast<std::size_t>(i)]) = labelled.alpha;
  }
  return all;
}

// Two passes (mean first, then deviations), so that an offset of the data costs no digits.
Eigen::RowVectorXd weighted_mean(const Matrix& X, const Vector& r, double mass) {
  const Eigen::RowVectorXd rough = product(r.transpose(), X) / mass;
  // The rounding of a long sum would pass for variance where a component sits on one point.
  return rough + product(r.transpose(), X.rowwise() - rough) / mass;
}

Matrix weighted_covariance(const Matrix& X, const Vector& r, const Eigen::RowVectorXd& mean, double mass) {
  const Matrix deviations = (X.rowwise() - mean).array().colwise() * (r.array() / mass).sqrt();
  return transposed_product(deviations, deviations);
}

// A component has collapsed when, in some direction, it is no wider than the rounding of its own coordinates, or than
// the rounding of its variance in the other directions.
bool collapsed(const Matrix& covariance, const Eigen::RowVectorXd& magnitude) {
  if (!is_positive_definite(covariance)) return true;
  const std::optional<Matrix> root = cholesky_root(covariance);
  return !root || !(root->diagonal().transpose().array() > kRounding * magnitude.array()).all();
}

struct Gaussian {
  Eigen::RowVectorXd mean;
  Matrix covariance;
};

// The Gaussian of component k, from examples with weights r whose sum is mass > 0.
Gaussian fit_gaussian(const Matrix& X, const Vector& r, double mass, double covariance_floor, Index k) {
  Gaussian fitted{weighted_mean(X, r, mass), {}};
  fitted.covariance = weighted_covariance(X, r, fitted.mean, mass);
  if (!fitted.covariance.allFinite()) {
    fail({"the mean or covariance of component ", k, " is beyond the range of double; rescale the data"}, k);
  }
  if (covariance_floor > 0.0) fitted.covariance = with_floor(fitted.covariance, covariance_floor);
  if (collapsed(fitted.covariance, product(r.transpose() / mass, X.cwiseAbs()))) {
    fail_collapsed(
        {"component ", k,
         " has collapsed: its covariance is singular, as when it holds a single point; a covariance floor or "
         "another start avoids it"},
        k);
  }
  return fitted;
}

}  // namespace

Vector mixing_weights(const Vector& counts) {
  const double total = counts.sum();
  if (!std::isfinite(total)) fail({"the sum of R and alpha is beyond the range of double"});
  return counts / total;
}

Matrix with_floor(const Matrix& covariance, double floor) {
  const Index D = covariance.rows();
  if (cholesky_root(covariance - floor * Matrix::Identity(D, D))) return covariance;  // every eigenvalue exceeds it
  const Spectrum eigen = spectrum(covariance);
  if (eigen.values.minCoeff() >= floor) return covariance;
  const Matrix raised = transposed_product(eigen.vectors, eigen.values.cwiseMax(floor).asDiagonal() * eigen.vectors);
  return 0.5 * (raised + raised.transpose());
}

Params m_step(const Matrix& X, const Matrix& R, const Labelled& labelled, double covariance_floor) {
  require_finite(X, "X");
  require_m_step(R, X.rows(), X.cols(), labelled, covariance_floor);

  const Weighted all = stack(X, R, labelled);
  const Index K = R.cols();
  const Vector mass = all.R.colwise().sum(), unlabelled = R.colwise().sum();
  // Without mass the bound does not depend on mean and covariance; those of X are as good as any.
  Vector evenly = Vector::Zero(all.X.rows());
  evenly.head(X.rows()).setOnes();
  Params params{mixing_weights(labelled.weights_from == WeightsFrom::all ? mass : unlabelled), Matrix(K, X.cols()), {}};
  for (Index k = 0; k < K; ++k) {
    const bool massless = !(mass[k] > mixture::kSmallestMass);
    if (massless && covariance_floor == 0.0) {
      fail({"component ", k, " has no mass: no example has responsibility for it"}, k);
    }
    Gaussian fitted = massless ? fit_gaussian(all.X, evenly, evenly.sum(), covariance_floor, k)
                               : fit_gaussian(all.X, all.R.col(k), mass[k], covariance_floor, k);
    params.means.row(k) = fitted.mean;
    params.covariances.push_back(std::move(fitted.covariance));
  }
  return params;
}

}  // namespace lvm::gmm
