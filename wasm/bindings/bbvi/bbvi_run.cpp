// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/bbvi_run.hpp"

#include "bbvi.hpp"

namespace lvm::wasm {
namespace {

bbvi::StepOptions to_step_options(Js js) {
  return {to_enum<bbvi::Optimizer>(get(js, "optimizer"), "gradient_ascent adam"), get_number(js, "stepSize"),
          get_number(js, "beta1"), get_number(js, "beta2"), get_number(js, "epsilon")};
}

bbvi::RunOptions to_run_options(Js js) {
  return {get_int(js, "steps"), get_int(js, "samples"), get_unsigned(js, "seed"), to_step_options(js)};
}

const bbvi::State& to_state(Js js) {
  bbvi::State& state = keep<bbvi::State>();
  read(get(js, "q"), state.q);
  read(js, "gradientMean", state.gradient_mean);
  read(js, "gradientSquare", state.gradient_square);
  state.steps = get_int(js, "steps");
  return state;
}

Js state_to_js(const bbvi::State& state) {
  const Js js = new_object();
  put(js, "q", q_to_js(state.q));
  put(js, "gradientMean", state.gradient_mean);
  put(js, "gradientSquare", state.gradient_square);
  put(js, "steps", state.steps);
  return js;
}

Js noise(Js q, unsigned seed, int step, int samples) {
  bbvi::RunOptions options;
  options.seed = seed;
  options.samples = samples;
  return to_js(bbvi::run_noise(to_q(q), options, step));
}

Js start(Js q) { return state_to_js(bbvi::start(to_q(q))); }

Js step(Js target, Js state, Js eps, Js method, Js options) {
  return state_to_js(
      bbvi::step(to_target(target), to_state(state), to_matrix(eps), to_method(method), to_step_options(options)));
}

Js run(Js target, Js q, Js method, Js options) {
  const bbvi::Run result = bbvi::run(to_target(target), to_q(q), to_method(method), to_run_options(options));
  const Js js = new_object();
  put(js, "state", state_to_js(result.state));
  put(js, "parameters", result.parameters);
  put(js, "elbo", result.elbo);
  return js;
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_bbvi_run) {
  emscripten::function("bbviNoise", &guarded<&noise>::call);
  emscripten::function("bbviStart", &guarded<&start>::call);
  emscripten::function("bbviStep", &guarded<&step>::call);
  emscripten::function("bbviRun", &guarded<&run>::call);
}

}  // namespace lvm::wasm
