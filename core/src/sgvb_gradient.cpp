#include "linear_gaussian_exact.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "lvm/sgvb.hpp"
#include "sgvb_family.hpp"
#include "sgvb_terms.hpp"

namespace lvm::sgvb {
namespace {

// The gradient of ln p(x | z) with respect to z, W^T (x - b - W z) / gamma^2, for each row of Z (CS229 eq. 21).
Matrix likelihood_pull(const Model& model, const Vector& x, const Matrix& Z) {
  const Matrix V = model.W / model.gamma;
  const Eigen::RowVectorXd centred = ((x - model.b) / model.gamma).transpose();
  const Matrix residuals = (-product(Z, transposed(V))).rowwise() + centred;
  return product(residuals, V);
}

// d E_q ln p(x | z) / d L, as far as the family has parameters for it: its diagonal, its lower triangle.
// Exactly, it is -W^T W L / gamma^2; by reparameterization, the mean of g_s eps_s^T (CS229 eq. 20).
Factorized likelihood_gradient(const Model& model, const Vector& x, const Factorized& q) {
  const Vector sigma = exp(q.log_sigma);
  const Vector squared_columns = (model.W / model.gamma).colwise().squaredNorm();
  return {likelihood_pull(model, x, q.mean.transpose()).transpose(),
          -(sigma.array().square() * squared_columns.array())};
}

Full likelihood_gradient(const Model& model, const Vector& x, const Full& q) {
  const Matrix V = model.W / model.gamma;
  const Matrix by_factor = -transposed_product(V, times_factor(V, q));
  Full g{likelihood_pull(model, x, q.mean.transpose()).transpose(),
         by_factor.diagonal().cwiseProduct(exp(q.log_diagonal)), Matrix::Zero(q.mean.size(), q.mean.size())};
  g.lower.triangularView<Eigen::StrictlyLower>() = by_factor;
  return g;
}

Factorized likelihood_gradient(const Factorized& q, const Matrix& pull, const Matrix& eps) {
  const Vector by_sigma = pull.cwiseProduct(eps).colwise().mean();
  return {pull.colwise().mean(), by_sigma.cwiseProduct(exp(q.log_sigma))};  // chain rule: CS229 eq. 26
}

Full likelihood_gradient(const Full& q, const Matrix& pull, const Matrix& eps) {
  const Matrix by_factor = transposed_product(pull, eps) / static_cast<double>(eps.rows());
  Full g{pull.colwise().mean(), by_factor.diagonal().cwiseProduct(exp(q.log_diagonal)),
         Matrix::Zero(q.mean.size(), q.mean.size())};
  g.lower.triangularView<Eigen::StrictlyLower>() = by_factor;
  return g;
}

}  // namespace

// The entropy's gradient is 1 for each log scale; the prior's is minus the parameter itself, for log scales minus the
// squared scale. Together they are minus the gradient of the KL to the prior (CS229 eq. 15, 16, 25).
template <Family Q>
void assemble(const Q& q, Objective objective, Q& g) {
  const Weights w = weights_of(objective);
  g.mean = w.likelihood * g.mean - w.prior * q.mean;
  // One by one: each step is here, and an array of squares would be allocated.
  for (Index i = 0; i < q.mean.size(); ++i) {
    double& slope = log_scales(g)[i];
    slope = w.likelihood * slope - w.prior * exp(2.0 * log_scales(q)[i]) + w.entropy;
  }
  if constexpr (std::same_as<Q, Full>) g.lower = w.likelihood * g.lower - w.prior * q.lower;
  if (!all_finite(g)) {
    fail(
        {"the gradient exceeds the range of double precision: q is too far from the posterior, as after a step_size "
         "too "
         "large"});
  }
}

template <Family Q>
void require_arguments(const Model& model, const Vector& x, const Q& q) {
  linear_gaussian::require_model(model);
  linear_gaussian::require_observation(model, x);
  require_family(q, model.W.cols());
}

template <Family Q>
Q gradient(const Model& model, const Vector& x, const Q& q, Objective objective) {
  require_arguments(model, x, q);
  Q g = likelihood_gradient(model, x, q);
  assemble(q, objective, g);
  return g;
}

template <Family Q>
Q gradient_estimate(const Model& model, const Vector& x, const Q& q, const Matrix& eps, Objective objective) {
  require_arguments(model, x, q);
  const Matrix pull = likelihood_pull(model, x, transform(q, eps));
  Q g = likelihood_gradient(q, pull, eps);
  assemble(q, objective, g);
  return g;
}

template <Family Q>
Samples samples(const Model& model, const Vector& x, const Q& q, const Matrix& eps) {
  require_arguments(model, x, q);
  const Matrix z = transform(q, eps);
  return {z, linear_gaussian::log_likelihood(model, x, z), likelihood_pull(model, x, z)};
}

template void assemble(const Factorized&, Objective, Factorized&);
template void assemble(const Full&, Objective, Full&);
template void require_arguments(const Model&, const Vector&, const Factorized&);
template void require_arguments(const Model&, const Vector&, const Full&);
template Factorized gradient(const Model&, const Vector&, const Factorized&, Objective);
template Full gradient(const Model&, const Vector&, const Full&, Objective);
template Factorized gradient_estimate(const Model&, const Vector&, const Factorized&, const Matrix&, Objective);
template Full gradient_estimate(const Model&, const Vector&, const Full&, const Matrix&, Objective);
template Samples samples(const Model&, const Vector&, const Factorized&, const Matrix&);
template Samples samples(const Model&, const Vector&, const Full&, const Matrix&);

}  // namespace lvm::sgvb
