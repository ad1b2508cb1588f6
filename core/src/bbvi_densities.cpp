#include "bbvi_densities.hpp"

#include <cmath>

#include "algebra.hpp"
#include "lvm/elementary.hpp"
#include "lvm/linear_gaussian.hpp"

namespace lvm::bbvi {
namespace {

using Array = Eigen::ArrayXd;

// ln N(residual; 0, sigma^2)
Array log_normal(const Array& residual, double sigma) {
  return -0.5 * (residual / sigma).square() - (log(sigma) + 0.5 * kLogTwoPi);
}

// ln weights_k N(z_s; means_k, sigmas_k^2 I), S x K
Matrix log_components(const Mixture& model, const Matrix& Z) {
  Matrix result(Z.rows(), model.weights.size());
  const auto m = static_cast<double>(Z.cols());
  for (Index k = 0; k < model.weights.size(); ++k) {
    const double constant = log(model.weights[k]) - m * (log(model.sigmas[k]) + 0.5 * kLogTwoPi);
    const double precision = 1.0 / (model.sigmas[k] * model.sigmas[k]);
    result.col(k) = constant - 0.5 * precision * (Z.rowwise() - model.means.row(k)).rowwise().squaredNorm().array();
  }
  return result;
}

}  // namespace

double log_sum_exp(const Vector& a) {
  const double shift = a.maxCoeff();
  return shift + log(exp(a.array() - shift).sum());
}

Vector log_density(const GaussianMean& model, const Matrix& Z) {
  const Array z = Z.col(0).array();
  return log_normal(z - model.prior_mean, model.prior_sigma) + log_normal(model.x - z, model.noise_sigma);
}

Matrix density_gradient(const GaussianMean& model, const Matrix& Z) {
  const double precision = 1.0 / (model.prior_sigma * model.prior_sigma);
  return likelihood_gradient(model, Z).array() - precision * (Z.array() - model.prior_mean);
}

Matrix likelihood_gradient(const GaussianMean& model, const Matrix& Z) {
  return (model.x - Z.array()) / (model.noise_sigma * model.noise_sigma);
}

double log_normalizer(const GaussianMean& model) {
  return log_normal(Array::Constant(1, model.x - model.prior_mean), hypot(model.prior_sigma, model.noise_sigma))[0];
}

Prior prior(const GaussianMean& model) {
  return {Vector::Constant(1, model.prior_mean), Vector::Constant(1, model.prior_sigma)};
}

Vector log_density(const LinearGaussian& target, const Matrix& Z) {
  return linear_gaussian::log_joint(target.model, target.x, Z);
}

Matrix density_gradient(const LinearGaussian& target, const Matrix& Z) { return likelihood_gradient(target, Z) - Z; }

Matrix likelihood_gradient(const LinearGaussian& target, const Matrix& Z) {
  const auto& [W, b, gamma] = target.model;
  const Matrix residuals = (-product(Z, transposed(W))).rowwise() + (target.x - b).transpose();
  return product(residuals, W) / (gamma * gamma);
}

double log_normalizer(const LinearGaussian& target) { return linear_gaussian::log_evidence(target.model, target.x); }

Prior prior(const LinearGaussian& target) {
  const Index m = target.model.W.cols();
  return {Vector::Zero(m), Vector::Ones(m)};
}

Vector log_density(const Banana& model, const Matrix& Z) {
  const Array z1 = Z.col(0).array(), ridge = model.curvature * (z1.square() - 1.0);
  return log_normal(z1, 1.0) + log_normal(Z.col(1).array() - ridge, model.sigma);
}

Matrix density_gradient(const Banana& model, const Matrix& Z) {
  const Array z1 = Z.col(0).array(), ridge = model.curvature * (z1.square() - 1.0);
  const Array pull = (Z.col(1).array() - ridge) / (model.sigma * model.sigma);
  Matrix gradient(Z.rows(), 2);
  gradient.col(0) = 2.0 * model.curvature * z1 * pull - z1;
  gradient.col(1) = -pull;
  return gradient;
}

double log_normalizer(const Banana&) { return 0.0; }

Vector log_density(const Mixture& model, const Matrix& Z) {
  const Matrix parts = log_components(model, Z);
  const Vector shift = parts.rowwise().maxCoeff();
  return shift.array() + log(exp(parts.colwise() - shift).rowwise().sum()).array();
}

Matrix density_gradient(const Mixture& model, const Matrix& Z) {
  const Matrix parts = log_components(model, Z);
  const Vector log_p = log_density(model, Z);
  Matrix gradient = Matrix::Zero(Z.rows(), Z.cols());
  for (Index k = 0; k < model.weights.size(); ++k) {
    const Array pull = exp(parts.col(k) - log_p).array() / (model.sigmas[k] * model.sigmas[k]);
    gradient.array() -= (Z.rowwise() - model.means.row(k)).array().colwise() * pull;
  }
  return gradient;
}

double log_normalizer(const Mixture& model) { return log(model.weights.sum()); }

Vector log_density(const Funnel& model, const Matrix& Z) {
  const Array z1 = Z.col(0).array();
  return log_normal(z1, model.sigma) - 0.5 * (Z.col(1).array().square() * exp(-z1) + z1 + kLogTwoPi);
}

Matrix density_gradient(const Funnel& model, const Matrix& Z) {
  const Array z1 = Z.col(0).array(), pull = Z.col(1).array() * exp(-z1);
  Matrix gradient(Z.rows(), 2);
  gradient.col(0) = 0.5 * (pull * Z.col(1).array() - 1.0) - z1 / (model.sigma * model.sigma);
  gradient.col(1) = -pull;
  return gradient;
}

double log_normalizer(const Funnel&) { return 0.0; }

Vector log_density(const Discrete& model, const Matrix& Z) {
  Vector result(Z.rows());
  for (Index s = 0; s < Z.rows(); ++s) result[s] = model.log_weights[static_cast<Index>(Z(s, 0))];
  return result;
}

double log_normalizer(const Discrete& model) { return log_sum_exp(model.log_weights); }

}  // namespace lvm::bbvi
