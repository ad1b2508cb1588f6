#include "lvm/gmm.hpp"

#include <limits>

#include "algebra.hpp"
#include "cholesky.hpp"
#include "gmm_validate.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// ln N(x_n; mu, Sigma) for the rows of X.
Vector log_normal(const Matrix& X, const Eigen::RowVectorXd& mean, const Matrix& covariance, Index k) {
  const Matrix L = cholesky(covariance, k);
  // |L^-1 (x - mu)|^2 is the Mahalanobis distance: no inverse, no determinant.
  const Matrix whitened = solve_lower(L, (X.rowwise() - mean).transpose());
  const double log_det = 2.0 * log(L.diagonal()).sum();
  const auto D = static_cast<double>(X.cols());
  const Vector distance = whitened.colwise().squaredNorm();
  // X and mu are finite, so NaN (as inf - inf) means a distance beyond the range of double.
  return -0.5 * (distance.array().isNaN().select(kInfinity, distance.array()) + (log_det + D * kLogTwoPi));
}

// ln N(x_n; mu_k, Sigma_k) + ln pi_k, all arguments checked.
Matrix log_joint_unchecked(const Params& params, const Matrix& X) {
  const Index K = params.weights.size();
  Matrix result(X.rows(), K);
  for (Index k = 0; k < K; ++k) {
    result.col(k) = log_normal(X, params.means.row(k), params.covariances[static_cast<std::size_t>(k)], k).array() +
                    log(params.weights[k]);
  }
  return result;
}

double supervised_unchecked(const Params& params, const Labelled& labelled) {
  if (labelled.z.empty()) return 0.0;
  Params counted = params;
  if (labelled.weights_from == WeightsFrom::unlabelled) counted.weights.setOnes();
  return mixture::supervised(log_joint_unchecked(counted, labelled.X), labelled.z);
}

}  // namespace

Matrix log_joint(const Params& params, const Matrix& X) {
  require_finite(X, "X");
  require_params(params, X.cols());
  return log_joint_unchecked(params, X);
}

Posterior e_step(const Params& params, const Matrix& X) { return mixture::posterior(log_joint(params, X)); }

double log_likelihood(const Params& params, const Matrix& X) {
  return mixture::log_evidence(log_joint(params, X)).sum();
}

double elbo(const Params& params, const Matrix& X, const Matrix& R) {
  const Matrix log_p = log_joint(params, X);
  mixture::require_weights_over_z(R, X.rows(), params.weights.size(), true);
  return mixture::elbo(log_p, R);
}

double kl_to_posterior(const Params& params, const Matrix& X, const Matrix& R) { return evaluate(params, X, R).gap; }

double supervised_log_likelihood(const Params& params, const Labelled& labelled) {
  require_params(params, params.means.cols());
  require_labelled(labelled, params.means.cols(), params.weights.size());
  return supervised_unchecked(params, labelled);
}

double objective(const Params& params, const Matrix& X, const Labelled& labelled) {
  const double unsupervised = log_likelihood(params, X);
  require_labelled(labelled, X.cols(), params.weights.size());
  return unsupervised + mixture::weighted(labelled.alpha, supervised_unchecked(params, labelled));
}

Evaluation evaluate(const Params& params, const Matrix& X, const Matrix& R, const Labelled& labelled) {
  const Matrix log_p = log_joint(params, X);
  mixture::require_weights_over_z(R, X.rows(), params.weights.size(), true);
  require_labelled(labelled, X.cols(), params.weights.size());
  return mixture::evaluate(log_p, R, labelled.alpha, supervised_unchecked(params, labelled));
}

Vector effective_counts(const Matrix& R, const Labelled& labelled) {
  mixture::require_weights_over_z(R, R.rows(), R.cols(), false);
  require_labelled(labelled, labelled.X.cols(), R.cols());
  Vector counts = R.colwise().sum();
  for (const int z : labelled.z) counts[z] += labelled.alpha;
  return counts;
}

}  // namespace lvm::gmm
