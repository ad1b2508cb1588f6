#include "bbvi_quadratic.hpp"

#include "algebra.hpp"
#include "bbvi_densities.hpp"
#include "bbvi_terms.hpp"
#include "lvm/elementary.hpp"

namespace lvm::bbvi {
namespace {

// d ln p(x | z) / dz = constant - precision z
struct Likelihood {
  Vector constant;
  Matrix precision;
};

Likelihood likelihood(const GaussianMean& model) {
  const double precision = 1.0 / (model.noise_sigma * model.noise_sigma);
  return {Vector::Constant(1, precision * model.x), Matrix::Constant(1, 1, precision)};
}

Likelihood likelihood(const LinearGaussian& target) {
  const auto& [W, b, gamma] = target.model;
  const double precision = 1.0 / (gamma * gamma);
  return {precision * times(transposed(W), target.x - b), precision * transposed_product(W, W)};
}

// ln p(x, z) at the mean of q is given.
Quadratic expand(const Likelihood& likelihood, const Prior& prior, double at_mean, const Gaussian& q) {
  const auto& [h, precision] = likelihood;
  const auto& [prior_mean, prior_sigma] = prior;
  const Vector sigma = exp(q.log_sigma);
  const Vector prior_precision = prior_sigma.array().square().inverse();

  Quadratic l{};
  l.sigma = sigma;
  l.likelihood = {h - times(precision, q.mean), -precision * sigma.asDiagonal()};
  l.joint = l.likelihood;
  l.joint.constant.array() -= prior_precision.array() * (q.mean - prior_mean).array();
  l.joint.slope.diagonal().array() -= prior_precision.array() * sigma.array();

  l.b = sigma.cwiseProduct(l.joint.constant);
  l.C = sigma.asDiagonal() * l.joint.slope;  // second derivatives of ln p in eps ...
  l.C.diagonal().array() += 1.0;             // ... and of -ln q
  // E[l] = l(eps = 0) + tr C / 2, and -ln q is sum rho + m / 2 ln 2 pi there.
  l.elbo = at_mean + q.log_sigma.sum() + 0.5 * static_cast<double>(sigma.size()) * kLogTwoPi + 0.5 * l.C.trace();
  return l;
}

Vector joined(const Vector& means, const Vector& scales) {
  Vector phi(means.size() + scales.size());
  phi << means, scales;
  return phi;
}

}  // namespace

std::optional<Quadratic> quadratic(const Target& target, const Q& q) {
  const auto* gaussian = std::get_if<Gaussian>(&q);
  if (gaussian == nullptr) return std::nullopt;
  const auto expand_model = [&](const auto& model) {
    const double at_mean = log_density(model, gaussian->mean.transpose())[0] + target.log_constant;
    return expand(likelihood(model), prior(model), at_mean, *gaussian);
  };
  if (const auto* model = std::get_if<GaussianMean>(&target.model)) return expand_model(*model);
  if (const auto* model = std::get_if<LinearGaussian>(&target.model)) return expand_model(*model);
  return std::nullopt;
}

Vector elbo_gradient(const Quadratic& l) { return joined(l.joint.constant, l.C.diagonal()); }

Vector pathwise_variance(const Quadratic& l, Estimator estimator) {
  // With u + M eps the pull of a sample, its mean gradients are (u + M eps)_i and its scale gradients
  // sigma_i eps_i (u + M eps)_i plus constants; the variances follow from Var(eps_i^2) = 2 and independence.
  auto [u, M] = estimator == Estimator::reparameterization_kl ? l.likelihood : l.joint;
  if (estimator == Estimator::sticking_the_landing) M.diagonal().array() += l.sigma.array().inverse();
  const Vector means = M.rowwise().squaredNorm();
  const Eigen::ArrayXd scales = u.array().square() + means.array() + M.diagonal().array().square();
  return joined(means, l.sigma.array().square() * scales);
}

// E[F eps_i^2] = E[F + F''] and E[F (eps_i^2 - 1)^2] = E[F'''' + 4 F'' + 2 F] by Stein's identity, primes standing for
// derivatives in eps_i. With F = l:   E[l''] = C_ii, l'''' = 0;
// with F = l^2:  E[F] = elbo^2 + spread,  E[F''] = 2 (b_i^2 + |C_i|^2 + C_ii elbo),  E[F''''] = 6 C_ii^2.
VarianceParabolas score_parabolas(const Quadratic& l) {
  const Index m = l.b.size();
  const double spread = l.b.squaredNorm() + 0.5 * l.C.squaredNorm();  // Var(l)
  std::vector<Parabola> coordinates(static_cast<std::size_t>(2 * m));
  for (Index i = 0; i < m; ++i) {
    const double curve = l.C(i, i), slope2 = l.b[i] * l.b[i] + l.C.row(i).squaredNorm();  // E[l'^2]
    const double precision = 1.0 / (l.sigma[i] * l.sigma[i]);

    Parabola& mean = coordinates[static_cast<std::size_t>(i)];
    mean.quadratic = precision;
    mean.argmin = -(l.elbo + curve);
    mean.minimum = precision * (spread + 2.0 * slope2 - l.b[i] * l.b[i] - curve * curve);

    Parabola& scale = coordinates[static_cast<std::size_t>(m + i)];
    scale.quadratic = 2.0;
    scale.argmin = -(l.elbo + 2.0 * curve);
    scale.minimum = 2.0 * spread + 8.0 * slope2 - 3.0 * curve * curve;
  }
  for (Parabola& p : coordinates) {
    p.linear = -2.0 * p.quadratic * p.argmin;
    p.constant = p.at(0.0);
  }
  return with_total(std::move(coordinates));
}

}  // namespace lvm::bbvi
