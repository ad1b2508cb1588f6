#include "lvm/gmm.hpp"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "gmm_validate.hpp"
#include "lvm/errors.hpp"

namespace lvm::gmm {
namespace {

const double kLogTwoPi = std::log(2.0 * std::numbers::pi);

// ln N(x_n; mu, Sigma) for the rows of X.
Vector log_normal(const MatrixRef& X, const Eigen::RowVectorXd& mean, const Eigen::MatrixXd& covariance, Index k) {
  const Eigen::LLT<Eigen::MatrixXd> llt(covariance);
  if (llt.info() != Eigen::Success) {
    throw NumericalError("covariance " + std::to_string(k) + " is not positive definite", k);
  }
  // |L^-1 (x - mu)|^2 is the Mahalanobis distance: no inverse, no determinant.
  const Eigen::MatrixXd whitened = llt.matrixL().solve((X.rowwise() - mean).transpose());
  const double log_det = 2.0 * llt.matrixLLT().diagonal().array().log().sum();
  const auto D = static_cast<double>(X.cols());
  return -0.5 * (whitened.colwise().squaredNorm().transpose().array() + (log_det + D * kLogTwoPi));
}

// ln N(x_n; mu_k, Sigma_k) + ln pi_k, all arguments checked.
Matrix log_joint_unchecked(const Params& params, const MatrixRef& X) {
  const Index K = params.weights.size();
  Matrix result(X.rows(), K);
  for (Index k = 0; k < K; ++k) {
    result.col(k) = log_normal(X, params.means.row(k), params.covariances[static_cast<std::size_t>(k)], k).array() +
                    std::log(params.weights[k]);
  }
  return result;
}

// ln p(x_n) = ln sum_k exp(A_nk); the shift by the row maximum keeps exp in range.
Vector log_evidence(const Matrix& A) {
  const Vector shift = A.rowwise().maxCoeff();
  for (Index n = 0; n < shift.size(); ++n) {
    if (!std::isfinite(shift[n])) {
      throw NumericalError("X row " + std::to_string(n) + " has density 0 under every component");
    }
  }
  return shift.array() + (A.colwise() - shift).array().exp().rowwise().sum().log();
}

double elbo_from(const Matrix& log_p, const MatrixRef& R) {
  double sum = 0.0;
  for (Index n = 0; n < R.rows(); ++n) {
    for (Index k = 0; k < R.cols(); ++k) {
      const double r = R(n, k);
      if (r > 0.0) sum += r * (log_p(n, k) - std::log(r));  // 0 ln 0 = 0, even where ln p is -inf
    }
  }
  return sum;
}

// e^d - 1 - d >= 0 without cancellation for small d.
double exp_excess(double d) {
  if (std::abs(d) > 0.1) return std::expm1(d) - d;
  double sum = 1.0;
  for (int k = 12; k >= 3; --k) sum = 1.0 + d / k * sum;
  return 0.5 * d * d * sum;
}

// KL(R || gamma). As sum_k (gamma_k - r_k) = 0, it is sum_k r_k (e^d - 1 - d) with d = ln gamma_k - ln r_k,
// a sum of nonnegative terms: objective - bound would lose a gap below 1e-13 of the objective.
double kl_from(const Matrix& log_p, const Vector& log_px, const MatrixRef& R) {
  double sum = 0.0;
  for (Index n = 0; n < R.rows(); ++n) {
    for (Index k = 0; k < R.cols(); ++k) {
      const double r = R(n, k), log_gamma = log_p(n, k) - log_px[n];
      sum += r > 0.0 ? r * exp_excess(log_gamma - std::log(r)) : std::exp(log_gamma);
    }
  }
  return sum;
}

double supervised_unchecked(const Params& params, const Labelled& labelled) {
  if (labelled.z.empty()) return 0.0;
  Params counted = params;
  if (labelled.weights_from == WeightsFrom::unlabelled) counted.weights.setOnes();
  const Matrix log_p = log_joint_unchecked(counted, labelled.X);
  double sum = 0.0;
  for (Index n = 0; n < log_p.rows(); ++n) sum += log_p(n, labelled.z[static_cast<std::size_t>(n)]);
  return sum;
}

// alpha * l_sup, where alpha = 0 silences even a label of a component with weight 0.
double weighted(double alpha, double supervised) { return alpha > 0.0 ? alpha * supervised : 0.0; }

}  // namespace

Matrix log_joint(const Params& params, const MatrixRef& X) {
  require_finite(X, "X");
  require_params(params, X.cols());
  return log_joint_unchecked(params, X);
}

Posterior e_step(const Params& params, const MatrixRef& X) {
  const Matrix log_p = log_joint(params, X);
  const Vector log_px = log_evidence(log_p);
  return {(log_p.colwise() - log_px).array().exp(), log_px.sum()};
}

double log_likelihood(const Params& params, const MatrixRef& X) { return log_evidence(log_joint(params, X)).sum(); }

double elbo(const Params& params, const MatrixRef& X, const MatrixRef& R) {
  const Matrix log_p = log_joint(params, X);
  require_weights_over_z(R, X.rows(), params.weights.size(), true);
  return elbo_from(log_p, R);
}

double kl_to_posterior(const Params& params, const MatrixRef& X, const MatrixRef& R) {
  return evaluate(params, X, R).gap;
}

double supervised_log_likelihood(const Params& params, const Labelled& labelled) {
  if (!labelled.z.empty()) require_params(params, labelled.X.cols());
  require_labelled(labelled, labelled.X.cols(), params.weights.size());
  return supervised_unchecked(params, labelled);
}

double objective(const Params& params, const MatrixRef& X, const Labelled& labelled) {
  const double unsupervised = log_likelihood(params, X);
  require_labelled(labelled, X.cols(), params.weights.size());
  return unsupervised + weighted(labelled.alpha, supervised_unchecked(params, labelled));
}

Evaluation evaluate(const Params& params, const MatrixRef& X, const MatrixRef& R, const Labelled& labelled) {
  const Matrix log_p = log_joint(params, X);
  require_weights_over_z(R, X.rows(), params.weights.size(), true);
  require_labelled(labelled, X.cols(), params.weights.size());
  const Vector log_px = log_evidence(log_p);

  Evaluation value{};
  value.elbo = elbo_from(log_p, R);
  value.log_likelihood = log_px.sum();
  value.supervised = supervised_unchecked(params, labelled);
  value.bound = value.elbo + weighted(labelled.alpha, value.supervised);
  value.objective = value.log_likelihood + weighted(labelled.alpha, value.supervised);
  value.gap = kl_from(log_p, log_px, R);
  return value;
}

Vector effective_counts(const MatrixRef& R, const Labelled& labelled) {
  require_weights_over_z(R, R.rows(), R.cols(), false);
  require_labelled(labelled, labelled.X.cols(), R.cols());
  Vector counts = R.colwise().sum();
  for (const int z : labelled.z) counts[z] += labelled.alpha;
  return counts;
}

}  // namespace lvm::gmm
