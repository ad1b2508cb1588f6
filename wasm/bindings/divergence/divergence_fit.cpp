// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/divergence_fit.hpp"

#include "lvm/divergence_alpha.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

divergence::Direction to_direction(const val& js) {
  return to_enum<divergence::Direction>(js, {"inclusive", "exclusive"});
}

divergence::Mixture to_mixture(const val& js) {
  return {get_vector(js, "weights"), get_vector(js, "means"), get_vector(js, "sigmas")};
}

divergence::Gaussian to_gaussian(const val& js) { return {get_number(js, "mean"), get_number(js, "logSigma")}; }

divergence::DescentOptions to_options(const val& js) {
  return {get_number(js, "stepSize"), get_int(js, "maxSteps"), get_number(js, "tolerance"),
          get(js, "fixedSigma").as<bool>()};
}

template <class MeanAndLogSigma>
val pair_to_js(const MeanAndLogSigma& pair) {
  val js = val::object();
  put(js, "mean", pair.mean);
  put(js, "logSigma", pair.log_sigma);
  return js;
}

val evaluation_to_js(const divergence::Evaluation& at) {
  val js = val::object();
  put(js, "value", at.value);
  put(js, "gradient", pair_to_js(at.gradient));
  return js;
}

val log_density(const val& p, const val& x) { return to_js(divergence::log_density(to_mixture(p), to_vector(x))); }

val inclusive_fit(const val& p) { return pair_to_js(divergence::inclusive_fit(to_mixture(p))); }

val evaluate(const val& direction, const val& p, const val& q) {
  return evaluation_to_js(divergence::evaluate(to_direction(direction), to_mixture(p), to_gaussian(q)));
}

val step(const val& q, const val& gradient, double step_size, bool fixed_sigma) {
  const divergence::Gaussian g = to_gaussian(gradient);
  return pair_to_js(divergence::step(to_gaussian(q), {g.mean, g.log_sigma}, step_size, fixed_sigma));
}

val fit(const val& direction, const val& p, const val& start, const val& options) {
  const divergence::Descent descent =
      divergence::fit(to_direction(direction), to_mixture(p), to_gaussian(start), to_options(options));
  val js = val::object(), trace = val::array();
  for (const divergence::DescentPoint& point : descent.trace) {
    val entry = evaluation_to_js(point.at);
    put(entry, "q", pair_to_js(point.q));
    push(trace, entry);
  }
  const bool converged = descent.stop == divergence::Stop::converged;
  const bool diverged = descent.stop == divergence::Stop::diverged;
  put(js, "stop", val(converged ? "converged" : diverged ? "diverged" : "max_steps"));
  put(js, "trace", trace);
  return js;
}

val landscape(const val& direction, const val& p, const val& means, const val& log_sigmas) {
  return to_js(divergence::landscape(to_direction(direction), to_mixture(p), to_vector(means), to_vector(log_sigmas)));
}

val grid(const val& means, const val& log_sigmas) {
  val js = val::array();
  for (const divergence::Gaussian& q : divergence::grid(to_vector(means), to_vector(log_sigmas))) {
    push(js, pair_to_js(q));
  }
  return js;
}

val local_optima(const val& direction, const val& p, const val& starts, const val& options) {
  std::vector<divergence::Gaussian> from;
  const int count = get_int(starts, "length");
  for (int i = 0; i < count; ++i) from.push_back(to_gaussian(starts[i]));
  const divergence::Optima found =
      divergence::local_optima(to_direction(direction), to_mixture(p), from, to_options(options));
  val js = val::object(), optima = val::array();
  for (const divergence::Optimum& optimum : found.optima) {
    val entry = val::object();
    put(entry, "q", pair_to_js(optimum.q));
    put(entry, "value", optimum.value);
    push(optima, entry);
  }
  put(js, "optima", optima);
  put(js, "reached", to_js(found.reached));
  return js;
}

val alpha_divergence(const val& p, const val& q, double alpha) {
  return evaluation_to_js(divergence::alpha_divergence(to_mixture(p), to_gaussian(q), alpha));
}

val alpha_path(const val& p, const val& start, const val& alphas, bool fixed_sigma) {
  val js = val::array();
  for (const divergence::PathPoint& point :
       divergence::alpha_path(to_mixture(p), to_gaussian(start), to_vector(alphas), fixed_sigma)) {
    val entry = val::object();
    put(entry, "alpha", point.alpha);
    put(entry, "q", pair_to_js(point.q));
    put(entry, "value", point.value);
    push(js, entry);
  }
  return js;
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_divergence_fit) {
  emscripten::function("divergenceLogDensity", &guarded<&log_density>::call);
  emscripten::function("divergenceInclusiveFit", &guarded<&inclusive_fit>::call);
  emscripten::function("divergenceEvaluate", &guarded<&evaluate>::call);
  emscripten::function("divergenceStep", &guarded<&step>::call);
  emscripten::function("divergenceFit", &guarded<&fit>::call);
  emscripten::function("divergenceLandscape", &guarded<&landscape>::call);
  emscripten::function("divergenceGrid", &guarded<&grid>::call);
  emscripten::function("divergenceLocalOptima", &guarded<&local_optima>::call);
  emscripten::function("divergenceAlphaDivergence", &guarded<&alpha_divergence>::call);
  emscripten::function("divergenceAlphaPath", &guarded<&alpha_path>::call);
}

}  // namespace lvm::wasm
