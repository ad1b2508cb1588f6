#include "lvm/bbvi.hpp"

#include <utility>

#include "algebra.hpp"
#include "bbvi_terms.hpp"
#include "bbvi_validate.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "lvm/gaussian.hpp"

namespace lvm::bbvi {

Vector parameters(const Q& q) {
  require_q(q);
  if (const auto* categorical = std::get_if<Categorical>(&q)) return categorical->logits;
  const auto& gaussian = std::get<Gaussian>(q);
  Vector phi(2 * gaussian.mean.size());
  phi << gaussian.mean, gaussian.log_sigma;
  return phi;
}

Q with_parameters(const Q& q, const Vector& phi) {
  const Index P = parameters(q).size();
  require(phi.size() == P, "phi", "must have ", P, " entries, as q has parameters; got ", phi.size());
  Q result = Categorical{phi};
  if (std::holds_alternative<Gaussian>(q)) result = Gaussian{phi.head(P / 2), phi.tail(P / 2)};
  require_q(result);
  return result;
}

Matrix noise(const Q& q, const random::Source& source, Index samples) {
  require_q(q);
  require_samples(samples, 1, "samples", "to be drawn");
  if (const auto* gaussian = std::get_if<Gaussian>(&q)) return random::normals(source, samples, gaussian->mean.size());
  return random::uniforms(source, samples);
}

Matrix sample(const Q& q, const Matrix& eps) {
  require_noise(q, eps, "eps");
  return draw(q, eps).Z;
}

double entropy(const Q& q) {
  require_q(q);
  if (const auto* normal = std::get_if<Gaussian>(&q)) return gaussian::entropy_diagonal(normal->log_sigma);
  const Vector log_pi = log_probabilities(std::get<Categorical>(q));
  return -exp(log_pi).dot(log_pi);
}

Vector log_ratio(const Target& target, const Q& q, const Matrix& eps) {
  require_pair(target, q);
  require_noise(q, eps, "eps");
  return terms(target, q, draw(q, eps)).log_ratio;
}

Matrix score(const Q& q, const Matrix& eps) {
  require_noise(q, eps, "eps");
  return score(q, draw(q, eps));
}

Matrix gradients(const Target& target, const Q& q, const Matrix& eps, const Method& method) {
  require_pair(target, q);
  require_noise(q, eps, "eps");
  require_method(target, method);
  const Draws draws = draw(q, eps);
  if (method.estimator != Estimator::score_function) {
    return pathwise(target, std::get<Gaussian>(q), draws, method.estimator);
  }
  return score_gradients(terms(target, q, draws), coefficients(target, q, eps, method.control));
}

Estimate summarize(Matrix per_sample) {
  require_samples(per_sample.rows(), 2, "per_sample", "for a variance");
  require_finite(per_sample, "per_sample");
  const auto S = static_cast<double>(per_sample.rows());
  const Eigen::RowVectorXd mean = per_sample.colwise().mean();
  const Matrix centred = per_sample.rowwise() - mean;
  const Matrix covariance = transposed_product(centred, centred) / (S - 1.0);
  if (!mean.allFinite() || !covariance.allFinite()) {
    fail({"the variance of the gradient exceeds the range of doubles"});
  }
  const Vector standard_error = (covariance.diagonal() / S).cwiseSqrt();
  return {std::move(per_sample), mean.transpose(), covariance, standard_error};
}

Estimate estimate(const Target& target, const Q& q, const Matrix& eps, const Method& method) {
  require_samples(eps.rows(), 2, "eps", "for a standard error");
  return summarize(gradients(target, q, eps, method));
}

}  // namespace lvm::bbvi
