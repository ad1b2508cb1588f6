// How the linear Gaussian model and the variational families look in JavaScript.
#pragma once

#include <type_traits>

#include "lvm/linear_gaussian.hpp"
#include "lvm/sgvb.hpp"
#include "marshal.hpp"

namespace lvm::wasm {

LVM_OUTLINED void read(Js js, linear_gaussian::Model& to) {
  read(js, "W", to.W);
  read(js, "b", to.b);
  to.gamma = get_number(js, "gamma");
}

LVM_OUTLINED const linear_gaussian::Model& to_linear_gaussian(Js js) {
  linear_gaussian::Model& model = keep<linear_gaussian::Model>();
  read(js, model);
  return model;
}

LVM_OUTLINED void read(Js js, sgvb::Factorized& to) {
  read(js, "mean", to.mean);
  read(js, "logSigma", to.log_sigma);
}

LVM_OUTLINED void read(Js js, sgvb::Full& to) {
  read(js, "mean", to.mean);
  read(js, "logDiagonal", to.log_diagonal);
  read(js, "lower", to.lower);
}

template <class Q>
LVM_OUTLINED const Q& to_family(Js js) {
  Q& q = keep<Q>();
  read(js, q);
  return q;
}

/// use.operator()<Q>() for the family Q that the names in q tell.
template <class Use>
auto by_family(Js q, Use use) {
  return has(q, "logSigma") ? use.template operator()<sgvb::Factorized>() : use.template operator()<sgvb::Full>();
}

/// use(q) with q of its family.
template <class Use>
auto with_family(Js q, Use use) {
  return by_family(q, [&]<class Q>() { return use(to_family<Q>(q)); });
}

LVM_OUTLINED Js family_to_js(const sgvb::Factorized& q) noexcept {
  const Js js = new_object();
  put(js, "mean", q.mean);
  put(js, "logSigma", q.log_sigma);
  return js;
}

LVM_OUTLINED Js family_to_js(const sgvb::Full& q) noexcept {
  const Js js = new_object();
  put(js, "mean", q.mean);
  put(js, "logDiagonal", q.log_diagonal);
  put(js, "lower", q.lower);
  return js;
}

LVM_OUTLINED Js estimate_to_js(const sgvb::Estimate& estimate) noexcept {
  const Js js = new_object();
  put(js, "value", estimate.value);
  put(js, "standardError", estimate.standard_error);
  return js;
}

LVM_OUTLINED sgvb::Objective to_objective(Js js) {
  return to_enum<sgvb::Objective>(js, "elbo without_entropy without_prior_kl kl_only");
}

}  // namespace lvm::wasm
