#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>
#include <string>

#include "gmm_validate.hpp"
#include "lvm/errors.hpp"
#include "lvm/gmm.hpp"

namespace lvm::gmm {
namespace {

// Below this a component's mean is a quotient of denormal numbers, that is, noise.
constexpr double kSmallestMass = std::numeric_limits<double>::min() / std::numeric_limits<double>::epsilon();

// The examples that the M-step weighs, labelled ones below the others: (x, z) is a row alpha * onehot(z) of R.
struct Weighted {
  Matrix X;
  Matrix R;
};

Weighted stack(const MatrixRef& X, const MatrixRef& R, const Labelled& labelled) {
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
  return (r.transpose() * X) / mass;
}

Eigen::MatrixXd weighted_covariance(const Matrix& X, const Vector& r, const Eigen::RowVectorXd& mean, double mass) {
  const Matrix deviations = (X.rowwise() - mean).array().colwise() * (r.array() / mass).sqrt();
  return deviations.transpose() * deviations;
}

// Raises eigenvalues below the floor to it: the maximizer of the Gaussian likelihood over Sigma >= floor * I.
Eigen::MatrixXd with_floor(const Eigen::MatrixXd& covariance, double floor) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(covariance);
  if (eigen.eigenvalues().minCoeff() >= floor) return covariance;
  const Eigen::MatrixXd raised =
      eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(floor).asDiagonal() * eigen.eigenvectors().transpose();
  return 0.5 * (raised + raised.transpose());
}

// A covariance is singular to working precision when, in some direction, the component is no wider than the rounding
// of the coordinates themselves, or of the other directions' variance (a Cholesky pivot that is cancellation noise).
bool collapsed(const Eigen::MatrixXd& covariance, const Matrix& X) {
  constexpr double noise = 8.0 * std::numeric_limits<double>::epsilon();
  const Eigen::LLT<Eigen::MatrixXd> llt(covariance);
  if (llt.info() != Eigen::Success) return true;
  const double dimension = static_cast<double>(covariance.rows());
  for (Index d = 0; d < covariance.rows(); ++d) {
    const double sigma = llt.matrixLLT()(d, d), magnitude = X.col(d).cwiseAbs().maxCoeff();
    if (sigma <= noise * magnitude || sigma * sigma <= dimension * noise * covariance(d, d)) return true;
  }
  return false;
}

}  // namespace

Params m_step(const MatrixRef& X, const MatrixRef& R, const Labelled& labelled, double covariance_floor) {
  require_finite(X, "X");
  require(R.cols() >= 1, "R", "must have at least one column");
  require_weights_over_z(R, X.rows(), R.cols(), false);
  require_labelled(labelled, X.cols(), R.cols());
  require_floor(covariance_floor);

  require((R.array() > 0.0).any(), "R", "must have a positive entry");
  const Weighted all = stack(X, R, labelled);
  const Index K = R.cols();
  const Vector mass = all.R.colwise().sum();
  const Vector counted = labelled.weights_from == WeightsFrom::all ? mass : Vector(R.colwise().sum());
  Params params{counted / counted.sum(), Matrix(K, X.cols()), {}};
  for (Index k = 0; k < K; ++k) {
    const bool massless = !(mass[k] > kSmallestMass);
    if (massless && covariance_floor == 0.0) {
      throw NumericalError("component " + std::to_string(k) + " has no mass: no example has responsibility for it", k);
    }
    // Without mass the bound does not depend on mean and covariance; those of all the data are as good as any.
    const Vector r = massless ? Vector(Vector::Ones(all.X.rows())) : Vector(all.R.col(k));
    const double total = massless ? static_cast<double>(all.X.rows()) : mass[k];
    const Eigen::RowVectorXd mean = weighted_mean(all.X, r, total);
    Eigen::MatrixXd covariance = weighted_covariance(all.X, r, mean, total);
    if (covariance_floor > 0.0) covariance = with_floor(covariance, covariance_floor);
    if (collapsed(covariance, all.X)) {
      throw NumericalError("component " + std::to_string(k) +
                               " has collapsed: its covariance is singular, as when it holds a single point; "
                               "a covariance floor or another start avoids it",
                           k);
    }
    params.means.row(k) = mean;
    params.covariances.push_back(std::move(covariance));
  }
  return params;
}

}  // namespace lvm::gmm
