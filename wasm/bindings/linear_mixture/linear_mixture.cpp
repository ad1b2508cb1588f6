// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/linear_mixture.hpp"

#include "lvm/linear_mixture_fit.hpp"
#include "lvm/linear_mixture_half_steps.hpp"
#include "lvm/linear_mixture_init.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

const linear_mixture::Params& to_params(Js js) {
  linear_mixture::Params& params = keep<linear_mixture::Params>();
  read(js, "weights", params.weights);
  read(js, "W", params.W);
  read(js, "variances", params.variances);
  return params;
}

const linear_mixture::Labelled& to_labelled(Js js) {
  linear_mixture::Labelled& labelled = keep<linear_mixture::Labelled>();
  if (js.is_undefined()) return labelled;
  read(js, "X", labelled.X);
  read(js, "y", labelled.y);
  read(get(js, "z"), labelled.z);
  labelled.alpha = get_number(js, "alpha");
  labelled.weights_from = to_enum<em::WeightsFrom>(get(js, "weightsFrom"), "all unlabelled");
  return labelled;
}

Js params_to_js(const linear_mixture::Params& params) {
  const Js js = new_object();
  put(js, "weights", params.weights);
  put(js, "W", params.W);
  put(js, "variances", params.variances);
  return js;
}

Js evaluation_to_js(const em::Evaluation& value) {
  const Js js = new_object();
  put(js, "elbo", value.elbo);
  put(js, "logLikelihood", value.log_likelihood);
  put(js, "supervised", value.supervised);
  put(js, "bound", value.bound);
  put(js, "objective", value.objective);
  put(js, "gap", value.gap);
  return js;
}

Js with_intercept(Js X) { return to_js(linear_mixture::with_intercept(to_matrix(X))); }

Js predictions(Js params, Js X) { return to_js(linear_mixture::predictions(to_params(params), to_matrix(X))); }

Js log_joint(Js params, Js X, Js y) {
  return to_js(linear_mixture::log_joint(to_params(params), to_matrix(X), to_vector(y)));
}

Js e_step(Js params, Js X, Js y) {
  const em::Posterior posterior = linear_mixture::e_step(to_params(params), to_matrix(X), to_vector(y));
  const Js js = new_object();
  put(js, "responsibilities", posterior.responsibilities);
  put(js, "logLikelihood", posterior.log_likelihood);
  return js;
}

double log_likelihood(Js params, Js X, Js y) {
  return linear_mixture::log_likelihood(to_params(params), to_matrix(X), to_vector(y));
}

Js m_step(Js X, Js y, Js R, Js labelled, double variance_floor) {
  return params_to_js(
      linear_mixture::m_step(to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled), variance_floor));
}

double elbo(Js params, Js X, Js y, Js R) {
  return linear_mixture::elbo(to_params(params), to_matrix(X), to_vector(y), to_matrix(R));
}

Js evaluate(Js params, Js X, Js y, Js R, Js labelled) {
  return evaluation_to_js(
      linear_mixture::evaluate(to_params(params), to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled)));
}

Js e_half_step(Js params, Js X, Js y, Js labelled) {
  const linear_mixture::AfterE after =
      linear_mixture::e_half_step(to_params(params), to_matrix(X), to_vector(y), to_labelled(labelled));
  const Js js = new_object();
  put(js, "responsibilities", after.responsibilities);
  put(js, "evaluation", evaluation_to_js(after.value));
  return js;
}

Js m_half_step(Js X, Js y, Js R, Js labelled, double variance_floor) {
  const linear_mixture::AfterM after =
      linear_mixture::m_half_step(to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled), variance_floor);
  const Js js = new_object();
  put(js, "params", params_to_js(after.params));
  put(js, "evaluation", evaluation_to_js(after.value));
  return js;
}

Js init_random_split(Js X, Js y, int K, unsigned seed, double variance_floor) {
  return params_to_js(linear_mixture::init_random_split(to_matrix(X), to_vector(y), K, seed, variance_floor));
}

Js init_random_lines(Js X, Js y, int K, unsigned seed, double variance_floor) {
  return params_to_js(linear_mixture::init_random_lines(to_matrix(X), to_vector(y), K, seed, variance_floor));
}

Js fit(Js X, Js y, Js start, Js labelled, Js options, Js on_progress) {
  const linear_mixture::Fit result = linear_mixture::fit(
      to_matrix(X), to_vector(y), to_params(start), to_labelled(labelled),
      {get_number(options, "tolerance"), get_int(options, "maxIterations"), get_number(options, "varianceFloor")},
      to_progress<em::Progress>(on_progress));
  const Js js = new_object();
  put(js, "params", params_to_js(result.params));
  put(js, "responsibilities", result.responsibilities);
  put(js, "iterations", result.iterations);
  put_flag(js, "converged", result.converged);
  put(js, "trace", to_array(result.trace, [](const em::TracePoint& point) {
        const Js entry = evaluation_to_js(point.value);
        put_text(entry, "phase", point.phase == em::Phase::E ? "E" : "M");
        return entry;
      }));
  return js;
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_linear_mixture) {
  emscripten::function("linearMixtureWithIntercept", &guarded<&with_intercept>::call);
  emscripten::function("linearMixturePredictions", &guarded<&predictions>::call);
  emscripten::function("linearMixtureLogJoint", &guarded<&log_joint>::call);
  emscripten::function("linearMixtureEStep", &guarded<&e_step>::call);
  emscripten::function("linearMixtureLogLikelihood", &guarded<&log_likelihood>::call);
  emscripten::function("linearMixtureMStep", &guarded<&m_step>::call);
  emscripten::function("linearMixtureElbo", &guarded<&elbo>::call);
  emscripten::function("linearMixtureEvaluate", &guarded<&evaluate>::call);
  emscripten::function("linearMixtureEHalfStep", &guarded<&e_half_step>::call);
  emscripten::function("linearMixtureMHalfStep", &guarded<&m_half_step>::call);
  emscripten::function("linearMixtureInitRandomSplit", &guarded<&init_random_split>::call);
  emscripten::function("linearMixtureInitRandomLines", &guarded<&init_random_lines>::call);
  emscripten::function("linearMixtureFit", &guarded<&fit>::call);
}

}  // namespace lvm::wasm
