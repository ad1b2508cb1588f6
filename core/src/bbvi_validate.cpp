#include "bbvi_validate.hpp"

#include <cmath>

#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

// exp(2 * 300) and exp(-2 * 300) are normal numbers, with room to multiply them.
constexpr double kLogSigmaLimit = 300.0;
constexpr double kSimplexTolerance = 1e-8;

void require_number(double value, const char* name) {
  require(std::isfinite(value), name, "must be finite; got ", value);
}

void require_scale(double value, const char* name) {
  // Squares and their reciprocals are taken, so these must be finite too.
  require(value >= 1e-150 && value <= 1e150, name, "must be between 1e-150 and 1e150; got ", value);
}

void require_size(Index size, Index expected, const char* name, const char* of_what) {
  require(size == expected, name, "must have ", expected, " entries, ", of_what, "; got ", size);
}

void check(const GaussianMean& model) {
  require_number(model.x, "target.x");
  require_scale(model.noise_sigma, "target.noise_sigma");
  require_number(model.prior_mean, "target.prior_mean");
  require_scale(model.prior_sigma, "target.prior_sigma");
}

void check(const LinearGaussian& target) {
  const auto& [W, b, gamma] = target.model;
  require_finite(W, "target.W");
  require_size(b.size(), W.rows(), "target.b", "as many as W has rows");
  require(b.allFinite(), "target.b", "must be finite");
  require_size(target.x.size(), W.rows(), "target.x", "as many as W has rows");
  require(target.x.allFinite(), "target.x", "must be finite");
  require_scale(gamma, "target.gamma");
}

void check(const Banana& model) {
  require_number(model.curvature, "target.curvature");
  require_scale(model.sigma, "target.sigma");
}

void check(const Mixture& model) {
  require_finite(model.means, "target.means");
  const Index K = model.means.rows();
  require_size(model.weights.size(), K, "target.weights", "as many as means has rows");
  require((model.weights.array() > 0.0).all(), "target.weights", "must be > 0");
  require(std::abs(model.weights.sum() - 1.0) <= kSimplexTolerance, "target.weights", "must sum to 1; the sum is ",
          model.weights.sum());
  require_size(model.sigmas.size(), K, "target.sigmas", "as many as means has rows");
  for (const double sigma : model.sigmas) require_scale(sigma, "target.sigmas");
}

void check(const Funnel& model) { require_scale(model.sigma, "target.sigma"); }

void check(const Discrete& model) {
  require(model.log_weights.size() >= 2, "target.log_weights", "must have at least two entries; got ",
          model.log_weights.size());
  require(model.log_weights.allFinite(), "target.log_weights", "must be finite");
}

void check(const Gaussian& q) {
  require(q.mean.size() >= 1, "q.mean", "must have at least one entry");
  require_size(q.log_sigma.size(), q.mean.size(), "q.log_sigma", "as many as q.mean");
  require(q.mean.allFinite(), "q.mean", "must be finite");
  for (const double rho : q.log_sigma) {
    require(std::abs(rho) <= kLogSigmaLimit, "q.log_sigma",
            "must be between -300 and 300, so that sigma^2 is finite and positive; got ", rho);
  }
}

void check(const Categorical& q) {
  require(q.logits.size() >= 2, "q.logits", "must have at least two entries; got ", q.logits.size());
  require(q.logits.allFinite(), "q.logits", "must be finite");
}

}  // namespace

void require_target(const Target& target) {
  require_number(target.log_constant, "target.log_constant");
  std::visit([](const auto& model) { check(model); }, target.model);
}

void require_points(const Target& target, const Matrix& Z) {
  const Index m = dimension(target);
  require_finite(Z, "Z");
  require(Z.cols() == m, "Z", "must have ", m, " columns, one per dimension of the target; got ", Z.cols());
  const auto* model = std::get_if<Discrete>(&target.model);
  if (model == nullptr) return;
  const Index K = model->log_weights.size();
  for (Index s = 0; s < Z.rows(); ++s) {
    const double z = Z(s, 0);
    require(z >= 0.0 && z < static_cast<double>(K) && z == std::floor(z), "Z", "must hold whole numbers from 0 to ",
            K - 1, "; got ", z);
  }
}

void require_q(const Q& q) {
  std::visit([](const auto& family) { check(family); }, q);
}

void require_pair(const Target& target, const Q& q) {
  require_target(target);
  require_q(q);
  if (const auto* model = std::get_if<Discrete>(&target.model)) {
    const auto* categorical = std::get_if<Categorical>(&q);
    require(categorical != nullptr, "q", "must be Categorical: the target is discrete");
    require_size(categorical->logits.size(), model->log_weights.size(), "q.logits", "one per state of the target");
    return;
  }
  const auto* gaussian = std::get_if<Gaussian>(&q);
  require(gaussian != nullptr, "q", "must be Gaussian: the target is continuous");
  require_size(gaussian->mean.size(), dimension(target), "q.mean", "one per dimension of the target");
}

void require_noise(const Q& q, const Matrix& eps, const char* argument) {
  require_q(q);
  require_finite(eps, argument);
  const auto* gaussian = std::get_if<Gaussian>(&q);
  const Index columns = gaussian != nullptr ? gaussian->mean.size() : 1;
  require(eps.cols() == columns, argument, "must have ", columns, " columns, as q needs; got ", eps.cols());
  require(gaussian != nullptr || ((eps.array() >= 0.0) && (eps.array() < 1.0)).all(), argument,
          "must be in [0, 1): a Categorical is sampled with uniforms");
}

void require_method(const Target& target, const Method& method) {
  const Control& control = method.control;
  require_number(control.value, "control.value");
  if (method.estimator == Estimator::score_function) return;
  require(control.coefficient == Coefficient::given && control.value == 0.0, "control",
          "must be left out: a control variate belongs to the score function estimator");
  require(!is_discrete(target), "estimator",
          "must be score_function: z is discrete, so it does not move smoothly with q's parameters and there is no "
          "path to differentiate along");
  require(method.estimator != Estimator::reparameterization_kl || has_gaussian_prior(target), "estimator",
          "must not be reparameterization_kl: the target has no Gaussian prior whose KL could be taken analytically");
}

void require_samples(Index samples, Index least, const char* argument, const char* purpose) {
  require(samples >= least, argument, "must have at least ", least, " samples ", purpose, "; got ", samples);
}

}  // namespace lvm::bbvi
