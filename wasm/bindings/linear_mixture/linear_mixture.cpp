// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/linear_mixture.hpp"

#include "lvm/linear_mixture_fit.hpp"
#include "lvm/linear_mixture_half_steps.hpp"
#include "lvm/linear_mixture_init.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

linear_mixture::Params to_params(const val& js) {
  return {get_vector(js, "weights"), get_matrix(js, "W"), get_vector(js, "variances")};
}

linear_mixture::Labelled to_labelled(const val& js) {
  if (js.isUndefined()) return {};
  return {get_matrix(js, "X"), get_vector(js, "y"), to_labels(get(js, "z")), get_number(js, "alpha"),
          to_enum<em::WeightsFrom>(get(js, "weightsFrom"), {"all", "unlabelled"})};
}

val params_to_js(const linear_mixture::Params& params) {
  val js = val::object();
  put(js, "weights", params.weights);
  put(js, "W", params.W);
  put(js, "variances", params.variances);
  return js;
}

val evaluation_to_js(const em::Evaluation& value) {
  val js = val::object();
  put(js, "elbo", value.elbo);
  put(js, "logLikelihood", value.log_likelihood);
  put(js, "supervised", value.supervised);
  put(js, "bound", value.bound);
  put(js, "objective", value.objective);
  put(js, "gap", value.gap);
  return js;
}

val with_intercept(const val& X) { return to_js(linear_mixture::with_intercept(to_matrix(X))); }

val predictions(const val& params, const val& X) {
  return to_js(linear_mixture::predictions(to_params(params), to_matrix(X)));
}

val log_joint(const val& params, const val& X, const val& y) {
  return to_js(linear_mixture::log_joint(to_params(params), to_matrix(X), to_vector(y)));
}

val e_step(const val& params, const val& X, const val& y) {
  const em::Posterior posterior = linear_mixture::e_step(to_params(params), to_matrix(X), to_vector(y));
  val js = val::object();
  put(js, "responsibilities", posterior.responsibilities);
  put(js, "logLikelihood", posterior.log_likelihood);
  return js;
}

double log_likelihood(const val& params, const val& X, const val& y) {
  return linear_mixture::log_likelihood(to_params(params), to_matrix(X), to_vector(y));
}

val m_step(const val& X, const val& y, const val& R, const val& labelled, double variance_floor) {
  return params_to_js(
      linear_mixture::m_step(to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled), variance_floor));
}

double elbo(const val& params, const val& X, const val& y, const val& R) {
  return linear_mixture::elbo(to_params(params), to_matrix(X), to_vector(y), to_matrix(R));
}

val evaluate(const val& params, const val& X, const val& y, const val& R, const val& labelled) {
  return evaluation_to_js(
      linear_mixture::evaluate(to_params(params), to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled)));
}

val e_half_step(const val& params, const val& X, const val& y, const val& labelled) {
  const linear_mixture::AfterE after =
      linear_mixture::e_half_step(to_params(params), to_matrix(X), to_vector(y), to_labelled(labelled));
  val js = val::object();
  put(js, "responsibilities", after.responsibilities);
  put(js, "evaluation", evaluation_to_js(after.value));
  return js;
}

val m_half_step(const val& X, const val& y, const val& R, const val& labelled, double variance_floor) {
  const linear_mixture::AfterM after =
      linear_mixture::m_half_step(to_matrix(X), to_vector(y), to_matrix(R), to_labelled(labelled), variance_floor);
  val js = val::object();
  put(js, "params", params_to_js(after.params));
  put(js, "evaluation", evaluation_to_js(after.value));
  return js;
}

val init_random_split(const val& X, const val& y, int K, unsigned seed, double variance_floor) {
  return params_to_js(linear_mixture::init_random_split(to_matrix(X), to_vector(y), K, seed, variance_floor));
}

val init_random_lines(const val& X, const val& y, int K, unsigned seed, double variance_floor) {
  return params_to_js(linear_mixture::init_random_lines(to_matrix(X), to_vector(y), K, seed, variance_floor));
}

val fit(const val& X, const val& y, const val& start, const val& labelled, const val& options, const val& on_progress) {
  em::Progress progress;
  if (!on_progress.isUndefined()) {
    progress = [&](int iteration, double objective) { return on_progress(iteration, objective).as<bool>(); };
  }
  const linear_mixture::Fit result = linear_mixture::fit(
      to_matrix(X), to_vector(y), to_params(start), to_labelled(labelled),
      {get_number(options, "tolerance"), get_int(options, "maxIterations"), get_number(options, "varianceFloor")},
      progress);
  val js = val::object(), trace = val::array();
  for (const em::TracePoint& point : result.trace) {
    val entry = evaluation_to_js(point.value);
    put(entry, "phase", val(point.phase == em::Phase::E ? "E" : "M"));
    push(trace, entry);
  }
  put(js, "params", params_to_js(result.params));
  put(js, "responsibilities", result.responsibilities);
  put(js, "iterations", result.iterations);
  put(js, "converged", val(result.converged));
  put(js, "trace", trace);
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
