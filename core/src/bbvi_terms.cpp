#include "bbvi_terms.hpp"

#include <string>

#include "bbvi_densities.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

using Row = Eigen::RowVectorXd;
using RowArray = Eigen::Array<double, 1, Eigen::Dynamic>;

void require_finite_rows(const Matrix& A, const char* what) {
  if (A.allFinite()) return;
  for (Index s = 0; s < A.rows(); ++s) {
    if (!A.row(s).allFinite()) fail({what, " is not finite at sample ", s});
  }
}

// The smallest k whose cumulative probability exceeds u; the last likely state where rounding leaves none.
double state_at(const Vector& probabilities, double u) {
  Index last = 0;
  for (Index k = 0; k < probabilities.size(); ++k) {
    if (probabilities[k] <= 0.0) continue;
    last = k;
    u -= probabilities[k];
    if (u < 0.0) break;
  }
  return static_cast<double>(last);
}

Draws draw_from(const Gaussian& q, const Matrix& eps) {
  const Row sigma = exp(q.log_sigma).transpose();
  Draws draws{eps, (eps.array().rowwise() * sigma.array()).matrix().rowwise() + q.mean.transpose()};
  require_finite_rows(draws.Z, "z");
  return draws;
}

Draws draw_from(const Categorical& q, const Matrix& eps) {
  const Vector probabilities = exp(log_probabilities(q));
  Draws draws{eps, Matrix(eps.rows(), 1)};
  for (Index s = 0; s < eps.rows(); ++s) draws.Z(s, 0) = state_at(probabilities, eps(s, 0));
  return draws;
}

Vector log_q_of(const Gaussian& q, const Draws& draws) {
  const double constant = q.log_sigma.sum() + 0.5 * static_cast<double>(q.mean.size()) * kLogTwoPi;
  return -0.5 * draws.eps.rowwise().squaredNorm().array() - constant;
}

Vector log_q_of(const Categorical& q, const Draws& draws) {
  const Vector log_pi = log_probabilities(q);
  Vector result(draws.Z.rows());
  for (Index s = 0; s < result.size(); ++s) result[s] = log_pi[static_cast<Index>(draws.Z(s, 0))];
  return result;
}

Matrix score_of(const Gaussian& q, const Draws& draws) {
  const Index m = q.mean.size();
  const RowArray sigma = exp(q.log_sigma).transpose();
  Matrix result(draws.eps.rows(), 2 * m);
  result.leftCols(m) = draws.eps.array().rowwise() / sigma;
  result.rightCols(m) = draws.eps.array().square() - 1.0;
  return result;
}

Matrix score_of(const Categorical& q, const Draws& draws) {
  const Row pi = exp(log_probabilities(q)).transpose();
  Matrix result = (-pi).replicate(draws.Z.rows(), 1);
  for (Index s = 0; s < result.rows(); ++s) result(s, static_cast<Index>(draws.Z(s, 0))) += 1.0;
  return result;
}

// d KL(q, p(z)) / d phi of two factorized Gaussians, P.
Row kl_gradient(const Gaussian& q, const Prior& p) {
  const Index m = q.mean.size();
  Row gradient(2 * m);
  gradient.head(m) = ((q.mean - p.mean).array() / p.sigma.array().square()).transpose();
  gradient.tail(m) = (exp(q.log_sigma).cwiseQuotient(p.sigma).array().square() - 1.0).transpose();
  return gradient;
}

Prior prior_of(const Target& target) {
  if (const auto* model = std::get_if<GaussianMean>(&target.model)) return prior(*model);
  return prior(std::get<LinearGaussian>(target.model));
}

}  // namespace

Vector log_probabilities(const Categorical& q) { return q.logits.array() - log_sum_exp(q.logits); }

Draws draw(const Q& q, const Matrix& eps) {
  return std::visit([&eps](const auto& family) { return draw_from(family, eps); }, q);
}

Vector log_q(const Q& q, const Draws& draws) {
  return std::visit([&draws](const auto& family) { return log_q_of(family, draws); }, q);
}

Matrix score(const Q& q, const Draws& draws) {
  return std::visit([&draws](const auto& family) { return score_of(family, draws); }, q);
}

Terms terms(const Target& target, const Q& q, const Draws& draws) {
  Terms result{log_joint(target, draws.Z) - log_q(q, draws), score(q, draws)};
  require_finite_rows(result.log_ratio, "ln p(x, z) - ln q(z)");
  require_finite_rows(result.score, "the score");
  return result;
}

Matrix pathwise(const Target& target, const Gaussian& q, const Draws& draws, Estimator estimator) {
  const bool with_kl = estimator == Estimator::reparameterization_kl;
  const Index m = q.mean.size();
  const RowArray sigma = exp(q.log_sigma).transpose();

  // What z's own movement changes; d z / d mu = 1 and d z / d rho = sigma eps.
  Matrix pull = with_kl ? grad_log_likelihood(target, draws.Z) : grad_log_joint(target, draws.Z);
  if (estimator == Estimator::sticking_the_landing) pull.array() += draws.eps.array().rowwise() / sigma;
  Matrix result(pull.rows(), 2 * m);
  result.leftCols(m) = pull;
  result.rightCols(m) = (pull.array() * draws.eps.array()).rowwise() * sigma;

  // What does not depend on the noise: -ln q(mu + sigma eps) rises by 1 with each rho.
  if (estimator == Estimator::reparameterization) result.rightCols(m).array() += 1.0;
  if (with_kl) result.rowwise() -= kl_gradient(q, prior_of(target));
  require_finite_rows(result, "the gradient of ln p(x, z)");
  return result;
}

Matrix score_gradients(const Terms& terms, const Matrix& coefficients) {
  Matrix weight =
      coefficients.rows() == 1 ? Matrix(coefficients.replicate(terms.score.rows(), 1)) : Matrix(coefficients);
  weight.colwise() += terms.log_ratio;
  return terms.score.cwiseProduct(weight);
}

}  // namespace lvm::bbvi
