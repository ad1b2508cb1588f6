#include "lvm/linear_gaussian.hpp"

#include <cmath>

#include "algebra.hpp"
#include "linear_gaussian_exact.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::linear_gaussian {
namespace {

// Of the stacked matrix A = [W / gamma; I], (d + m) x m, for which A^T A = Lambda. Its columns are reversed, so that
// the triangle read backwards is lower triangular and its inverse the Cholesky factor of the covariance.
QR stacked_qr(const Model& model) {
  const Index d = model.W.rows(), m = model.W.cols();
  Matrix A(d + m, m);
  A.topRows(d) = model.W.rowwise().reverse() / model.gamma;
  A.bottomRows(m).setIdentity();
  return {A, QR::Pivoting::none};
}

// The triangle of the QR, backwards, and with a positive diagonal.
Matrix root_of(const QR& qr) {
  Matrix root = qr.R().reverse();
  if (!root.allFinite()) fail({"W / gamma is so large that its square exceeds the range of doubles"});
  for (Index i = 0; i < root.rows(); ++i) {
    if (root(i, i) < 0.0) root.row(i) *= -1.0;
  }
  return root;
}

// ln of the density of d independent N(0, gamma^2), given the sum of squares in units of gamma^2.
double log_normal(Index d, double gamma, double squares) {
  return -0.5 * (static_cast<double>(d) * (kLogTwoPi + 2.0 * log(gamma)) + squares);
}

void require_latent(const Matrix& Z, Index m) {
  require(Z.cols() == m, "Z", "must have one column per column of W, ", m, "; got ", Z.cols());
  require_finite(Z, "Z");
}

}  // namespace

void require_model(const Model& model) {
  require_finite(model.W, "W");
  require(model.b.size() == model.W.rows(), "b", "must have one entry per row of W, ", model.W.rows(), "; got ",
          model.b.size());
  require(model.b.allFinite(), "b", "must be finite");
  require(std::isfinite(model.gamma) && model.gamma > 0.0, "gamma", "must be finite and > 0; got ", model.gamma);
}

void require_observation(const Model& model, const Vector& x) {
  require(x.size() == model.W.rows(), "x", "must have one entry per row of W, ", model.W.rows(), "; got ", x.size());
  require(x.allFinite(), "x", "must be finite");
}

Matrix precision_root(const Model& model) {
  require_model(model);
  return root_of(stacked_qr(model));
}

Exact solve(const Model& model, const Vector& x) {
  require_model(model);
  require_observation(model, x);
  const Index d = model.W.rows(), m = model.W.cols();
  const QR qr = stacked_qr(model);
  Exact exact{root_of(qr), Vector(m), 0.0};

  // The least-squares problem min_z |[(x - b) / gamma; 0] - A z|^2: solution mu_x, minimum (x - b)^T C^-1 (x - b).
  Vector target = Vector::Zero(d + m);
  target.head(d) = (x - model.b) / model.gamma;
  target = qr.rotated(target);
  exact.mean = qr.solve(target).reverse();

  const double log_determinant = 2.0 * log(exact.root.diagonal()).sum();
  exact.log_evidence = log_normal(d, model.gamma, target.tail(d).squaredNorm()) - 0.5 * log_determinant;
  if (!std::isfinite(exact.log_evidence) || !exact.mean.allFinite()) {
    fail({"(x - b) / gamma is so large that its square exceeds the range of doubles"});
  }
  return exact;
}

Matrix covariance_factor(const Matrix& root) { return solve_lower(root, Matrix::Identity(root.rows(), root.cols())); }

Marginal marginal(const Model& model) {
  require_model(model);
  const Index d = model.W.rows();
  Marginal result{model.b, product(model.W, transposed(model.W))};
  result.covariance += model.gamma * model.gamma * Matrix::Identity(d, d);
  if (!result.covariance.allFinite()) fail({"the covariance of x exceeds the range of doubles"});
  return result;
}

double log_evidence(const Model& model, const Vector& x) { return solve(model, x).log_evidence; }

Posterior posterior(const Model& model, const Vector& x) {
  const Exact exact = solve(model, x);
  const Matrix L = covariance_factor(exact.root);
  return {exact.mean, product(L, transposed(L)), transposed_product(exact.root, exact.root)};
}

Vector log_prior(const Matrix& Z) {
  require_finite(Z, "Z");
  const auto m = static_cast<double>(Z.cols());
  return -0.5 * (Z.rowwise().squaredNorm().array() + m * kLogTwoPi);
}

Vector log_likelihood(const Model& model, const Vector& x, const Matrix& Z) {
  require_model(model);
  require_observation(model, x);
  require_latent(Z, model.W.cols());
  const Eigen::RowVectorXd centred = (x - model.b).transpose();
  const Matrix residuals = (-product(Z, transposed(model.W))).rowwise() + centred;
  Vector result(Z.rows());
  for (Index s = 0; s < Z.rows(); ++s) {
    result[s] = log_normal(x.size(), model.gamma, (residuals.row(s) / model.gamma).squaredNorm());
  }
  if (!result.allFinite()) {
    fail({"(x - b - W z) / gamma is so large that its square exceeds the range of doubles"});
  }
  return result;
}

Vector log_joint(const Model& model, const Vector& x, const Matrix& Z) {
  return log_likelihood(model, x, Z) + log_prior(Z);
}

}  // namespace lvm::linear_gaussian
