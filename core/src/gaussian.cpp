#include "lvm/gaussian.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "algebra.hpp"
#include "gaussian_terms.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::gaussian {
namespace {

constexpr double kEntropyOfUnitScale = 0.5 * (1.0 + kLogTwoPi);

// Typed and dragged values are rounded; anything further off is a mistake worth naming.
constexpr double kSymmetryTolerance = 1e-8;

void require_vector(const Vector& v, Index m, const char* argument) {
  require(v.size() == m, argument, "must have ", m, " entries; got ", v.size());
  require(v.allFinite(), argument, "must be finite");
}

void require_variance(double variance, const char* argument) {
  require(std::isfinite(variance) && variance > 0.0, argument, "must be finite and > 0; got ", variance);
}

// The lower triangular L with L L^T = covariance.
Matrix cholesky(const Matrix& covariance, Index m, const char* argument) {
  require(covariance.rows() == m && covariance.cols() == m, argument, "must be ", m, " x ", m, "; got ",
          covariance.rows(), " x ", covariance.cols());
  require(covariance.allFinite(), argument, "must be finite");
  const double asymmetry = (covariance - covariance.transpose()).cwiseAbs().maxCoeff();
  require(asymmetry <= kSymmetryTolerance * covariance.cwiseAbs().maxCoeff(), argument, "must be symmetric");
  std::optional<Matrix> root = cholesky_root(covariance);
  if (!root) fail({argument, " is not positive definite"});
  return std::move(*root);
}

double in_range(double divergence) {
  if (!std::isfinite(divergence)) fail({"the KL divergence exceeds the range of double precision"});
  return divergence;
}

// e^d - 1 - d >= 0 without cancellation for small d.
double exp_excess(double d) {
  if (std::abs(d) > 0.1) return expm1(d) - d;
  double sum = 1.0;
  for (int k = 12; k >= 3; --k) sum = 1.0 + d / k * sum;
  return 0.5 * d * d * sum;
}

}  // namespace

double scale_divergence(double log_scale) { return 0.5 * exp_excess(2.0 * log_scale); }

double kl_to_standard_normal(const Vector& delta, const Matrix& A) {
  double sum = 0.5 * delta.squaredNorm();
  for (Index j = 0; j < A.cols(); ++j) {
    sum += scale_divergence(log(std::abs(A(j, j)))) + 0.5 * A.col(j).tail(A.rows() - j - 1).squaredNorm();
  }
  return sum;
}

double kl(double mean_q, double variance_q, double mean_p, double variance_p) {
  require(std::isfinite(mean_q), "mean_q", "must be finite");
  require(std::isfinite(mean_p), "mean_p", "must be finite");
  require_variance(variance_q, "variance_q");
  require_variance(variance_p, "variance_p");
  const double sigma_p = std::sqrt(variance_p);
  const double delta = (mean_q - mean_p) / sigma_p;
  return in_range(scale_divergence(log(std::sqrt(variance_q) / sigma_p)) + 0.5 * delta * delta);
}

double kl(const Vector& mean_q, const Matrix& covariance_q, const Vector& mean_p, const Matrix& covariance_p) {
  const Index m = mean_q.size();
  require(m >= 1, "mean_q", "must have at least one entry");
  require_vector(mean_q, m, "mean_q");
  require_vector(mean_p, m, "mean_p");
  const Matrix L_q = cholesky(covariance_q, m, "covariance_q");
  const Matrix L_p = cholesky(covariance_p, m, "covariance_p");
  const Vector delta = solve_lower(L_p, mean_q - mean_p);
  const Matrix A = solve_lower(L_p, L_q);
  return in_range(kl_to_standard_normal(delta, A));
}

double kl_diagonal_to_standard_normal(const Vector& mean, const Vector& log_sigma) {
  require(mean.size() >= 1, "mean", "must have at least one entry");
  require_vector(mean, mean.size(), "mean");
  require_vector(log_sigma, mean.size(), "log_sigma");
  return in_range(0.5 * mean.squaredNorm() + log_sigma.unaryExpr(&scale_divergence).sum());
}

double entropy(double variance) {
  require_variance(variance, "variance");
  return kEntropyOfUnitScale + 0.5 * log(variance);
}

double entropy(const Matrix& covariance) {
  const Index m = covariance.rows();
  require(m >= 1, "covariance", "must have at least one row");
  return entropy_diagonal(log(cholesky(covariance, m, "covariance").diagonal()));
}

double entropy_diagonal(const Vector& log_sigma) {
  require(log_sigma.size() >= 1, "log_sigma", "must have at least one entry");
  require_vector(log_sigma, log_sigma.size(), "log_sigma");
  return static_cast<double>(log_sigma.size()) * kEntropyOfUnitScale + log_sigma.sum();
}

}  // namespace lvm::gaussian
