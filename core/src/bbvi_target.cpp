#include "lvm/bbvi_target.hpp"

#include <type_traits>

#include "bbvi_densities.hpp"
#include "bbvi_validate.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

template <class M>
constexpr bool splits = std::is_same_v<M, GaussianMean> || std::is_same_v<M, LinearGaussian>;

}  // namespace

Index dimension(const Target& target) {
  require_target(target);
  if (const auto* model = std::get_if<LinearGaussian>(&target.model)) return model->model.W.cols();
  if (const auto* model = std::get_if<Mixture>(&target.model)) return model->means.cols();
  const bool plane = std::holds_alternative<Banana>(target.model) || std::holds_alternative<Funnel>(target.model);
  return plane ? 2 : 1;
}

bool is_discrete(const Target& target) { return std::holds_alternative<Discrete>(target.model); }

bool has_gaussian_prior(const Target& target) {
  return std::visit([](const auto& model) { return splits<std::decay_t<decltype(model)>>; }, target.model);
}

Vector log_joint(const Target& target, const Matrix& Z) {
  require_points(target, Z);
  const Vector log_p = std::visit([&Z](const auto& model) { return log_density(model, Z); }, target.model);
  return log_p.array() + target.log_constant;
}

Matrix grad_log_joint(const Target& target, const Matrix& Z) {
  require_points(target, Z);
  return std::visit(
      [&Z](const auto& model) -> Matrix {
        if constexpr (std::is_same_v<std::decay_t<decltype(model)>, Discrete>) {
          refuse("target", {"must be continuous: ln p has no gradient with respect to a discrete z"});
        } else {
          return density_gradient(model, Z);
        }
      },
      target.model);
}

Matrix grad_log_likelihood(const Target& target, const Matrix& Z) {
  require_points(target, Z);
  return std::visit(
      [&Z](const auto& model) -> Matrix {
        if constexpr (splits<std::decay_t<decltype(model)>>) {
          return likelihood_gradient(model, Z);
        } else {
          refuse("target", {"must have a Gaussian prior to set apart from its likelihood"});
        }
      },
      target.model);
}

double log_evidence(const Target& target) {
  require_target(target);
  return std::visit([](const auto& model) { return log_normalizer(model); }, target.model) + target.log_constant;
}

}  // namespace lvm::bbvi
