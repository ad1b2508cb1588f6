// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "bbvi.hpp"

#include "lvm/bbvi_control.hpp"
#include "lvm/bbvi_exact.hpp"

namespace lvm::wasm {
namespace {

Js parabola_to_js(const bbvi::Parabola& parabola) {
  const Js js = new_object();
  put(js, "constant", parabola.constant);
  put(js, "linear", parabola.linear);
  put(js, "quadratic", parabola.quadratic);
  put(js, "argmin", parabola.argmin);
  put(js, "minimum", parabola.minimum);
  return js;
}

Js parabolas_to_js(const bbvi::VarianceParabolas& parabolas) {
  const Js js = new_object();
  put(js, "coordinates", to_array(parabolas.coordinates, parabola_to_js));
  put(js, "total", parabola_to_js(parabolas.total));
  return js;
}

Js info(Js target) {
  const bbvi::Target& t = to_target(target);
  const Js js = new_object();
  put(js, "name", get(target, "name"));
  put(js, "dimension", static_cast<double>(bbvi::dimension(t)));
  put_flag(js, "discrete", bbvi::is_discrete(t));
  put_flag(js, "gaussianPrior", bbvi::has_gaussian_prior(t));
  return js;
}

Js log_joint(Js target, Js Z) { return to_js(bbvi::log_joint(to_target(target), to_matrix(Z))); }

Js grad_log_joint(Js target, Js Z) { return to_js(bbvi::grad_log_joint(to_target(target), to_matrix(Z))); }

Js grad_log_likelihood(Js target, Js Z) { return to_js(bbvi::grad_log_likelihood(to_target(target), to_matrix(Z))); }

double log_evidence(Js target) { return bbvi::log_evidence(to_target(target)); }

Js parameters(Js q) { return to_js(bbvi::parameters(to_q(q))); }

Js with_parameters(Js q, Js phi) { return q_to_js(bbvi::with_parameters(to_q(q), to_vector(phi))); }

Js sample(Js q, Js eps) { return to_js(bbvi::sample(to_q(q), to_matrix(eps))); }

double entropy(Js q) { return bbvi::entropy(to_q(q)); }

Js log_ratio(Js target, Js q, Js eps) { return to_js(bbvi::log_ratio(to_target(target), to_q(q), to_matrix(eps))); }

Js score(Js q, Js eps) { return to_js(bbvi::score(to_q(q), to_matrix(eps))); }

Js estimate(Js target, Js q, Js eps, Js method) {
  const bbvi::Estimate e = bbvi::estimate(to_target(target), to_q(q), to_matrix(eps), to_method(method));
  const Js js = new_object();
  put(js, "perSample", e.per_sample);
  put(js, "mean", e.mean);
  put(js, "covariance", e.covariance);
  put(js, "standardError", e.standard_error);
  return js;
}

Js coefficients(Js target, Js q, Js eps, Js control) {
  return to_js(bbvi::coefficients(to_target(target), to_q(q), to_matrix(eps), to_control(control)));
}

Js variance_parabolas(Js target, Js q, Js eps) {
  return parabolas_to_js(bbvi::variance_parabolas(to_target(target), to_q(q), to_matrix(eps)));
}

Js exact_variance_parabolas(Js target, Js q) {
  return parabolas_to_js(bbvi::exact_variance_parabolas(to_target(target), to_q(q)));
}

Js parabola_at(Js js, Js coefficients) {
  const bbvi::Parabola parabola{get_number(js, "constant"), get_number(js, "linear"), get_number(js, "quadratic"),
                                get_number(js, "argmin"), get_number(js, "minimum")};
  Vector& values = keep<Vector>(to_vector(coefficients));
  require(values.allFinite(), "coefficients", "must be finite");
  for (double& value : values) value = parabola.at(value);
  if (!values.allFinite()) throw NumericalError("the variance exceeds the range of doubles");
  return to_js(values);
}

double elbo(Js target, Js q) { return bbvi::elbo(to_target(target), to_q(q)); }

Js elbo_gradient(Js target, Js q) { return to_js(bbvi::elbo_gradient(to_target(target), to_q(q))); }

Js exact_variance(Js target, Js q, Js method) {
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
