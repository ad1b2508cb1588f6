// How the linear Gaussian model and the variational families look in JavaScript.
#pragma once

#include "lvm/linear_gaussian.hpp"
#include "lvm/sgvb.hpp"
#include "marshal.hpp"

namespace lvm::wasm {

inline linear_gaussian::Model to_linear_gaussian(const val& js) {
  return {get_matrix(js, "W"), get_vector(js, "b"), get_number(js, "gamma")};
}

inline sgvb::Factorized to_factorized(const val& js) { return {get_vector(js, "mean"), get_vector(js, "logSigma")}; }

inline sgvb::Full to_full(const val& js) {
  return {get_vector(js, "mean"), get_vector(js, "logDiagonal"), get_matrix(js, "lower")};
}

/// use(q) with q of the family that its names tell.
template <class Use>
auto with_family(const val& q, Use use) {
  return has(q, "logSigma") ? use(to_factorized(q)) : use(to_full(q));
}

inline val family_to_js(const sgvb::Factorized& q) {
  val js = val::object();
  put(js, "mean", q.mean);
  put(js, "logSigma", q.log_sigma);
  return js;
}

inline val family_to_js(const sgvb::Full& q) {
  val js = val::object();
  put(js, "mean", q.mean);
  put(js, "logDiagonal", q.log_diagonal);
  put(js, "lower", q.lower);
  return js;
}

inline val estimate_to_js(const sgvb::Estimate& estimate) {
  val js = val::object();
  put(js, "value", estimate.value);
  put(js, "standardError", estimate.standard_error);
  return js;
}

inline sgvb::Objective to_objective(const val& js) {
  return to_enum<sgvb::Objective>(js, {"elbo", "without_entropy", "without_prior_kl", "kl_only"});
}

}  // namespace lvm::wasm
