#include "lvm/linear_mixture.hpp"

#include <cmath>
#include <string>

#include "algebra.hpp"
#include "linear_mixture_validate.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::linear_mixture {
namespace {

constexpr const char* kTooLarge = " is too large to represent";

// ln N(y_n; w_k^T x_n, rho_k) + ln pi_k, all arguments checked.
Matrix log_joint_unchecked(const Params& params, const Matrix& X, const Vector& y) {
  const Index K = params.weights.size();
  Matrix result(X.rows(), K);
  for (Index k = 0; k < K; ++k) {
    const Vector w = params.W.row(k);
    const double rho = params.variances[k];
    // Standardized before it is squared: rho may be far from 1.
    const Vector residual = (y - times(X, w)) / std::sqrt(rho);
    if (residual.hasNaN()) fail({"a prediction of component ", k, kTooLarge}, k);
    result.col(k) = -0.5 * (residual.array().square() + (kLogTwoPi + log(rho))) + log(params.weights[k]);
  }
  return result;
}

}  // namespace

double supervised_log_likelihood(const Params& params, const Labelled& labelled) {
  if (labelled.z.empty()) return 0.0;
  Params counted = params;
  if (labelled.weights_from == WeightsFrom::unlabelled) counted.weights.setOnes();
  return mixture::supervised(log_joint_unchecked(counted, labelled.X, labelled.y), labelled.z);
}

Matrix with_intercept(const Matrix& X) {
  require_finite(X, "X");
  Matrix result(X.rows(), X.cols() + 1);
  result << Vector::Ones(X.rows()), X;
  return result;
}

Matrix predictions(const Params& params, const Matrix& X) {
  require_finite(X, "X");
  require_params(params, X.cols());
  Matrix result = product(X, transposed(params.W));
  if (!result.allFinite()) fail({"a prediction", kTooLarge});
  return result;
}

Matrix log_joint(const Params& params, const Matrix& X, const Vector& y) {
  require_data(X, y);
  require_params(params, X.cols());
  return log_joint_unchecked(params, X, y);
}

Posterior e_step(const Params& params, const Matrix& X, const Vector& y) {
  return mixture::posterior(log_joint(params, X, y));
}

double log_likelihood(const Params& params, const Matrix& X, const Vector& y) {
  return mixture::log_evidence(log_joint(params, X, y)).sum();
}

double elbo(const Params& params, const Matrix& X, const Vector& y, const Matrix& R) {
  const Matrix log_p = log_joint(params, X, y);
  mixture::require_weights_over_z(R, X.rows(), params.weights.size(), true);
  return mixture::elbo(log_p, R);
}

Evaluation evaluate(const Params& params, const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled) {
  const Matrix log_p = log_joint(params, X, y);
  mixture::require_weights_over_z(R, X.rows(), params.weights.size(), true);
  require_labelled(labelled, X.cols(), params.weights.size());
  return mixture::evaluate(log_p, R, labelled.alpha, supervised_log_likelihood(params, labelled));
}

}  // namespace lvm::linear_mixture
