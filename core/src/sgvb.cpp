#include "lvm/sgvb.hpp"

#include <cmath>
#include <limits>

#include "algebra.hpp"
#include "gaussian_terms.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "sgvb_family.hpp"
#include "sgvb_terms.hpp"

namespace lvm::sgvb {
namespace {

// E_q ln p(x | z): the squared residual at the mean, and the spread of q seen through W, in units of gamma.
template <Family Q>
double reconstruction(const Model& model, const Vector& x, const Q& q) {
  const Matrix V = model.W / model.gamma;
  const Vector residual = (x - model.b) / model.gamma - times(V, q.mean);
  return -0.5 * (static_cast<double>(x.size()) * (kLogTwoPi + 2.0 * log(model.gamma)) + residual.squaredNorm() +
                 times_factor(V, q).squaredNorm());
}

// E_q ln p(z).
template <Family Q>
double prior_energy(const Q& q) {
  const auto m = static_cast<double>(q.mean.size());
  return -0.5 * (m * kLogTwoPi + q.mean.squaredNorm() + cholesky_factor(q).squaredNorm());
}

// ln q(z_s) for z_s = mu + L eps_s.
template <Family Q>
Vector log_density(const Q& q, const Matrix& eps) {
  return linear_gaussian::log_prior(eps).array() - log_scales(q).sum();
}

double in_range(double value) {
  if (std::isfinite(value)) return value;
  fail(
      {"the bound exceeds the range of double precision: q is too far from the posterior, as after a step_size too "
       "large"});
}

Estimate mean_of(const Vector& values) {
  const auto S = static_cast<double>(values.size());
  const double mean = in_range(values.mean());
  if (values.size() == 1) return {mean, std::numeric_limits<double>::quiet_NaN()};
  const double variance = (values.array() - mean).square().sum() / (S - 1.0);
  return {mean, in_range(std::sqrt(variance / S))};
}

}  // namespace

template <Family Q>
Terms terms_from(const Model& model, const Vector& x, const Q& q, const linear_gaussian::Exact& exact) {
  Terms t{};
  t.reconstruction = in_range(reconstruction(model, x, q));
  t.energy = t.reconstruction + prior_energy(q);
  t.entropy = entropy(q);
  t.kl_to_prior = kl_to_prior(q);
  t.elbo = t.reconstruction - t.kl_to_prior;
  t.log_evidence = exact.log_evidence;
  // Whitened by the posterior, q is N(T (mu - mu_x), T L L^T T^T) and the posterior N(0, I).
  t.kl_to_posterior =
      in_range(gaussian::kl_to_standard_normal(times(exact.root, q.mean - exact.mean), times_factor(exact.root, q)));
  return t;
}

double objective_from(const Terms& terms, Objective objective) {
  switch (objective) {
    case Objective::without_entropy:
      return terms.energy;
    case Objective::without_prior_kl:
      return terms.reconstruction;
    case Objective::kl_only:
      return -terms.kl_to_prior;
    case Objective::elbo:
      break;
  }
  return terms.elbo;
}

Weights weights_of(Objective objective) {
  switch (objective) {
    case Objective::without_entropy:
      return {1.0, 1.0, 0.0};
    case Objective::without_prior_kl:
      return {1.0, 0.0, 0.0};
    case Objective::kl_only:
      return {0.0, 1.0, 1.0};
    case Objective::elbo:
      break;
  }
  return {1.0, 1.0, 1.0};
}

template <Family Q>
Terms terms(const Model& model, const Vector& x, const Q& q) {
  const linear_gaussian::Exact exact = linear_gaussian::solve(model, x);
  require_family(q, model.W.cols());
  return terms_from(model, x, q, exact);
}

template <Family Q>
double elbo(const Model& model, const Vector& x, const Q& q) {
  return terms(model, x, q).elbo;
}

template <Family Q>
double objective(const Model& model, const Vector& x, const Q& q, Objective objective) {
  return objective_from(terms(model, x, q), objective);
}

template <Family Q>
Estimate elbo_estimate(const Model& model, const Vector& x, const Q& q, const Matrix& eps, Form form) {
  linear_gaussian::require_model(model);
  require_family(q, model.W.cols());
  const Matrix z = transform(q, eps);
  const Vector log_likelihood = linear_gaussian::log_likelihood(model, x, z);
  if (form == Form::evidence) {
    return mean_of(log_likelihood + linear_gaussian::log_prior(z) - log_density(q, eps));
  }
  const bool with_prior = form == Form::energy;
  Estimate estimate = mean_of(with_prior ? Vector(log_likelihood + linear_gaussian::log_prior(z)) : log_likelihood);
  estimate.value += with_prior ? entropy(q) : -kl_to_prior(q);
  return estimate;
}

Factorized optimum(const Model& model, const Vector& x) {
  const linear_gaussian::Exact exact = linear_gaussian::solve(model, x);
  const Vector standard_errors = exact.root.colwise().norm();  // sqrt(Lambda_ii)
  return {exact.mean, -log(standard_errors)};
}

Full full_optimum(const Model& model, const Vector& x) {
  const linear_gaussian::Exact exact = linear_gaussian::solve(model, x);
  return full_from(exact.mean, linear_gaussian::covariance_factor(exact.root));
}

// Lambda_ii / T_ii^2 = 1 + (what stands below T_ii in its column) / T_ii^2, and det Lambda = prod T_ii^2.
double irreducible_gap(const Model& model) {
  const Matrix T = linear_gaussian::precision_root(model);
  double gap = 0.0;
  for (Index i = 0; i < T.cols(); ++i) {
    const double below = T.col(i).tail(T.rows() - i - 1).norm() / T(i, i);
    gap += 0.5 * log1p(below * below);
  }
  return gap;
}

template Terms terms_from(const Model&, const Vector&, const Factorized&, const linear_gaussian::Exact&);
template Terms terms_from(const Model&, const Vector&, const Full&, const linear_gaussian::Exact&);
template Terms terms(const Model&, const Vector&, const Factorized&);
template Terms terms(const Model&, const Vector&, const Full&);
template double elbo(const Model&, const Vector&, const Factorized&);
template double elbo(const Model&, const Vector&, const Full&);
template double objective(const Model&, const Vector&, const Factorized&, Objective);
template double objective(const Model&, const Vector&, const Full&, Objective);
template Estimate elbo_estimate(const Model&, const Vector&, const Factorized&, const Matrix&, Form);
template Estimate elbo_estimate(const Model&, const Vector&, const Full&, const Matrix&, Form);

}  // namespace lvm::sgvb
