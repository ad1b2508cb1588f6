// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/divergence_fit.hpp"

#include "lvm/divergence_alpha.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

divergence::Direction to_direction(Js js) { return to_enum<divergence::Direction>(js, "inclusive exclusive"); }

const divergence::Mixture& to_mixture(Js js) {
  divergence::Mixture& p = keep<divergence::Mixture>();
  read(js, "weights", p.weights);
  read(js, "means", p.means);
  read(js, "sigmas", p.sigmas);
  return p;
}

divergence::Gaussian to_gaussian(Js js) { return {get_number(js, "mean"), get_number(js, "logSigma")}; }

divergence::DescentOptions to_options(Js js) {
  return {get_number(js, "stepSize"), get_int(js, "maxSteps"), get_number(js, "tolerance"),
          get_number(js, "fixedSigma") != 0.0};
}

template <class MeanAndLogSigma>
Js pair_to_js(const MeanAndLogSigma& pair) {
  const Js js = new_object();
  put(js, "mean", pair.mean);
  put(js, "logSigma", pair.log_sigma);
  return js;
}

Js evaluation_to_js(const divergence::Evaluation& at) {
  const Js js = new_object();
  put(js, "value", at.value);
  put(js, "gradient", pair_to_js(at.gradient));
  return js;
}

Js log_density(Js p, Js x) { return to_js(divergence::log_density(to_mixture(p), to_vector(x))); }

Js inclusive_fit(Js p) { return pair_to_js(divergence::inclusive_fit(to_mixture(p))); }

Js evaluate(Js direction, Js p, Js q) {
  return evaluation_to_js(divergence::evaluate(to_direction(direction), to_mixture(p), to_gaussian(q)));
}

Js step(Js q, Js gradient, double step_size, bool fixed_sigma) {
  const divergence::Gaussian g = to_gaussian(gradient);
  return pair_to_js(divergence::step(to_gaussian(q), {g.mean, g.log_sigma}, step_size, fixed_sigma));
}

Js fit(Js direction, Js p, Js start, Js options) {
  const divergence::Descent descent =
      divergence::fit(to_direction(direction), to_mixture(p), to_gaussian(start), to_options(options));
  const Js js = new_object(), trace = to_array(descent.trace, [](const divergence::DescentPoint& point) {
                                const Js entry = evaluation_to_js(point.at);
                                put(entry, "q", pair_to_js(point.q));
                                return entry;
                              });
  const bool converged = descent.stop == divergence::Stop::converged;
  const bool diverged = descent.stop == divergence::Stop::diverged;
  put_text(js, "stop", converged ? "converged" : diverged ? "diverged" : "max_steps");
  put(js, "trace", trace);
  return js;
}

Js landscape(Js direction, Js p, Js means, Js log_sigmas) {
  return to_js(divergence::landscape(to_direction(direction), to_mixture(p), to_vector(means), to_vector(log_sigmas)));
}

Js grid(Js means, Js log_sigmas) {
  return to_array(divergence::grid(to_vector(means), to_vector(log_sigmas)), pair_to_js<divergence::Gaussian>);
}

Js local_optima(Js direction, Js p, Js starts, Js options) {
  std::vector<divergence::Gaussian>& from = keep<std::vector<divergence::Gaussian>>();
  const int count = get_int(starts, "length"), before = js_mark();
  for (int i = 0; i < count; ++i) {
    from.push_back(to_gaussian({js_at(starts.handle, i)}));
    js_release(before);
  }
  const divergence::Optima found =
      divergence::local_optima(to_direction(direction), to_mixture(p), from, to_options(options));
  const Js js = new_object();
  put(js, "optima", to_array(found.optima, [](const divergence::Optimum& optimum) {
        const Js entry = new_object();
        put(entry, "q", pair_to_js(optimum.q));
        put(entry, "value", optimum.value);
        return entry;
      }));
  put(js, "reached", to_js(found.reached));
  return js;
}

Js alpha_divergence(Js p, Js q, double alpha) {
  return evaluation_to_js(divergence::alpha_divergence(to_mixture(p), to_gaussian(q), alpha));
}

Js alpha_path(Js p, Js start, Js alphas, bool fixed_sigma) {
  return to_array(divergence::alpha_path(to_mixture(p), to_gaussian(start), to_vector(alphas), fixed_sigma),
                  [](const divergence::PathPoint& point) {
                    const Js entry = new_object();
                    put(entry, "alpha", point.alpha);
                    put(entry, "q", pair_to_js(point.q));
                    put(entry, "value", point.value);
                    return entry;
                  });
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
