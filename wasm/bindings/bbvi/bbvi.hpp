// How the targets, distributions and estimators of black-box variational inference look in JavaScript.
#pragma once

#include "linear_gaussian.hpp"
#include "lvm/bbvi.hpp"
#include "marshal.hpp"

namespace lvm::wasm {

LVM_OUTLINED void read(Js js, bbvi::Model& to) {
  switch (place_of(get(js, "name"), "gaussian_mean linear_gaussian banana mixture funnel discrete")) {
    case 0:
      to = bbvi::GaussianMean{get_number(js, "x"), get_number(js, "noiseSigma"), get_number(js, "priorMean"),
                              get_number(js, "priorSigma")};
      break;
    case 1: {
      auto& model = to.emplace<bbvi::LinearGaussian>();
      read(js, model.model);
      read(js, "x", model.x);
      break;
    }
    case 2:
      to = bbvi::Banana{get_number(js, "curvature"), get_number(js, "sigma")};
      break;
    case 3: {
      auto& model = to.emplace<bbvi::Mixture>();
      read(js, "weights", model.weights);
      read(js, "means", model.means);
      read(js, "sigmas", model.sigmas);
      break;
    }
    case 4:
      to = bbvi::Funnel{get_number(js, "sigma")};
      break;
    default:
      read(js, "logWeights", to.emplace<bbvi::Discrete>().log_weights);
  }
}

LVM_OUTLINED const bbvi::Target& to_target(Js js) {
  bbvi::Target& target = keep<bbvi::Target>();
  read(js, target.model);
  target.log_constant = get_number(js, "logConstant");
  return target;
}

LVM_OUTLINED void read(Js js, bbvi::Q& to) {
  if (has(js, "logits")) {
    read(js, "logits", to.emplace<bbvi::Categorical>().logits);
  } else {
    auto& gaussian = to.emplace<bbvi::Gaussian>();
    read(js, "mean", gaussian.mean);
    read(js, "logSigma", gaussian.log_sigma);
  }
}

LVM_OUTLINED const bbvi::Q& to_q(Js js) {
  bbvi::Q& q = keep<bbvi::Q>();
  read(js, q);
  return q;
}

LVM_OUTLINED Js q_to_js(const bbvi::Q& q) noexcept {
  const Js js = new_object();
  if (const bbvi::Gaussian* gaussian = std::get_if<bbvi::Gaussian>(&q)) {
    put(js, "mean", gaussian->mean);
    put(js, "logSigma", gaussian->log_sigma);
  } else {
    put(js, "logits", std::get<bbvi::Categorical>(q).logits);
  }
  return js;
}

LVM_OUTLINED void read(Js js, bbvi::Control& to) {
  to.coefficient = to_enum<bbvi::Coefficient>(get(js, "coefficient"), "given per_coordinate common minus_elbo");
  to.value = get_number(js, "value");
  to.origin = to_enum<bbvi::Origin>(get(js, "origin"), "exact same_samples leave_one_out pilot");
  read(js, "pilot", to.pilot);
}

LVM_OUTLINED const bbvi::Control& to_control(Js js) {
  bbvi::Control& control = keep<bbvi::Control>();
  read(js, control);
  return control;
}

LVM_OUTLINED const bbvi::Method& to_method(Js js) {
  bbvi::Method& method = keep<bbvi::Method>();
  method.estimator = to_enum<bbvi::Estimator>(
      get(js, "estimator"), "reparameterization_kl reparameterization sticking_the_landing score_function");
  read(js, method.control);
  return method;
}

}  // namespace lvm::wasm
