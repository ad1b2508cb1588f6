// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "bbvi.hpp"

#include "lvm/bbvi_control.hpp"
#include "lvm/bbvi_exact.hpp"

namespace lvm::wasm {
namespace {

val parabola_to_js(const bbvi::Parabola& parabola) {
  val js = val::object();
  put(js, "constant", parabola.constant);
  put(js, "linear", parabola.linear);
  put(js, "quadratic", parabola.quadratic);
  put(js, "argmin", parabola.argmin);
  put(js, "minimum", parabola.minimum);
  return js;
}

val parabolas_to_js(const bbvi::VarianceParabolas& parabolas) {
  val js = val::object(), coordinates = val::array();
  for (const bbvi::Parabola& parabola : parabolas.coordinates) push(coordinates, parabola_to_js(parabola));
  put(js, "coordinates", coordinates);
  put(js, "total", parabola_to_js(parabolas.total));
  return js;
}

val info(const val& target) {
  const bbvi::Target t = to_target(target);
  val js = val::object();
  put(js, "name", get(target, "name"));
  put(js, "dimension", static_cast<double>(bbvi::dimension(t)));
  put(js, "discrete", val(bbvi::is_discrete(t)));
  put(js, "gaussianPrior", val(bbvi::has_gaussian_prior(t)));
  return js;
}

val log_joint(const val& target, const val& Z) { return to_js(bbvi::log_joint(to_target(target), to_matrix(Z))); }

val grad_log_joint(const val& target, const val& Z) {
  return to_js(bbvi::grad_log_joint(to_target(target), to_matrix(Z)));
}

val grad_log_likelihood(const val& target, const val& Z) {
  return to_js(bbvi::grad_log_likelihood(to_target(target), to_matrix(Z)));
}

double log_evidence(const val& target) { return bbvi::log_evidence(to_target(target)); }

val parameters(const val& q) { return to_js(bbvi::parameters(to_q(q))); }

val with_parameters(const val& q, const val& phi) { return q_to_js(bbvi::with_parameters(to_q(q), to_vector(phi))); }

val sample(const val& q, const val& eps) { return to_js(bbvi::sample(to_q(q), to_matrix(eps))); }

double entropy(const val& q) { return bbvi::entropy(to_q(q)); }

val log_ratio(const val& target, const val& q, const val& eps) {
  return to_js(bbvi::log_ratio(to_target(target), to_q(q), to_matrix(eps)));
}

val score(const val& q, const val& eps) { return to_js(bbvi::score(to_q(q), to_matrix(eps))); }

val estimate(const val& target, const val& q, const val& eps, const val& method) {
  const bbvi::Estimate e = bbvi::estimate(to_target(target), to_q(q), to_matrix(eps), to_method(method));
  val js = val::object();
  put(js, "perSample", e.per_sample);
  put(js, "mean", e.mean);
  put(js, "covariance", e.covariance);
  put(js, "standardError", e.standard_error);
  return js;
}

val coefficients(const val& target, const val& q, const val& eps, const val& control) {
  return to_js(bbvi::coefficients(to_target(target), to_q(q), to_matrix(eps), to_control(control)));
}

val variance_parabolas(const val& target, const val& q, const val& eps) {
  return parabolas_to_js(bbvi::variance_parabolas(to_target(target), to_q(q), to_matrix(eps)));
}

val exact_variance_parabolas(const val& target, const val& q) {
  return parabolas_to_js(bbvi::exact_variance_parabolas(to_target(target), to_q(q)));
}

val parabola_at(const val& js, const val& coefficients) {
  const bbvi::Parabola parabola{get_number(js, "constant"), get_number(js, "linear"), get_number(js, "quadratic"),
                                get_number(js, "argmin"), get_number(js, "minimum")};
  Vector values = to_vector(coefficients);
  require(values.allFinite(), "coefficients", "must be finite");
  for (double& value : values) value = parabola.at(value);
  if (!values.allFinite()) throw NumericalError("the variance exceeds the range of doubles");
  return to_js(values);
}

double elbo(const val& target, const val& q) { return bbvi::elbo(to_target(target), to_q(q)); }

val elbo_gradient(const val& target, const val& q) { return to_js(bbvi::elbo_gradient(to_target(target), to_q(q))); }

val exact_variance(const val& target, const val& q, const val& method) {
  return to_js(bbvi::exact_variance(to_target(target), to_q(q), to_method(method)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_bbvi) {
  emscripten::function("bbviInfo", &guarded<&info>::call);
  emscripten::function("bbviLogJoint", &guarded<&log_joint>::call);
  emscripten::function("bbviGradLogJoint", &guarded<&grad_log_joint>::call);
  emscripten::function("bbviGradLogLikelihood", &guarded<&grad_log_likelihood>::call);
  emscripten::function("bbviLogEvidence", &guarded<&log_evidence>::call);
  emscripten::function("bbviParameters", &guarded<&parameters>::call);
  emscripten::function("bbviWithParameters", &guarded<&with_parameters>::call);
  emscripten::function("bbviSample", &guarded<&sample>::call);
  emscripten::function("bbviEntropy", &guarded<&entropy>::call);
  emscripten::function("bbviLogRatio", &guarded<&log_ratio>::call);
  emscripten::function("bbviScore", &guarded<&score>::call);
  emscripten::function("bbviEstimate", &guarded<&estimate>::call);
  emscripten::function("bbviCoefficients", &guarded<&coefficients>::call);
  emscripten::function("bbviVarianceParabolas", &guarded<&variance_parabolas>::call);
  emscripten::function("bbviExactVarianceParabolas", &guarded<&exact_variance_parabolas>::call);
  emscripten::function("bbviParabolaAt", &guarded<&parabola_at>::call);
  emscripten::function("bbviElbo", &guarded<&elbo>::call);
  emscripten::function("bbviElboGradient", &guarded<&elbo_gradient>::call);
  emscripten::function("bbviExactVariance", &guarded<&exact_variance>::call);
}

}  // namespace lvm::wasm
