// How the targets, distributions and estimators of black-box variational inference look in JavaScript.
#pragma once

#include "linear_gaussian.hpp"
#include "lvm/bbvi.hpp"
#include "marshal.hpp"

namespace lvm::wasm {

inline bbvi::Model to_target_model(const val& js) {
  const std::string name = get(js, "name").as<std::string>();
  if (name == "gaussian_mean") {
    return bbvi::GaussianMean{get_number(js, "x"), get_number(js, "noiseSigma"), get_number(js, "priorMean"),
                              get_number(js, "priorSigma")};
  }
  if (name == "linear_gaussian") return bbvi::LinearGaussian{to_linear_gaussian(js), get_vector(js, "x")};
  if (name == "banana") return bbvi::Banana{get_number(js, "curvature"), get_number(js, "sigma")};
  if (name == "mixture") {
    return bbvi::Mixture{get_vector(js, "weights"), get_matrix(js, "means"), get_vector(js, "sigmas")};
  }
  if (name == "funnel") return bbvi::Funnel{get_number(js, "sigma")};
  return bbvi::Discrete{get_vector(js, "logWeights")};
}

inline bbvi::Target to_target(const val& js) { return {to_target_model(js), get_number(js, "logConstant")}; }

inline bbvi::Q to_q(const val& js) {
  if (has(js, "logits")) return bbvi::Categorical{get_vector(js, "logits")};
  return bbvi::Gaussian{get_vector(js, "mean"), get_vector(js, "logSigma")};
}

inline val q_to_js(const bbvi::Q& q) {
  val js = val::object();
  if (const bbvi::Gaussian* gaussian = std::get_if<bbvi::Gaussian>(&q)) {
    put(js, "mean", gaussian->mean);
    put(js, "logSigma", gaussian->log_sigma);
  } else {
    put(js, "logits", std::get<bbvi::Categorical>(q).logits);
  }
  return js;
}

inline bbvi::Control to_control(const val& js) {
  return {to_enum<bbvi::Coefficient>(get(js, "coefficient"), {"given", "per_coordinate", "common", "minus_elbo"}),
          get_number(js, "value"),
          to_enum<bbvi::Origin>(get(js, "origin"), {"exact", "same_samples", "leave_one_out", "pilot"}),
          get_matrix(js, "pilot")};
}

inline bbvi::Method to_method(const val& js) {
  return {to_enum<bbvi::Estimator>(get(js, "estimator"), {"reparameterization_kl", "reparameterization",
                                                          "sticking_the_landing", "score_function"}),
          to_control(js)};
}

}  // namespace lvm::wasm
