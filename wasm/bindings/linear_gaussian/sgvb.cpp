// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "linear_gaussian.hpp"
#include "lvm/sgvb_fit.hpp"

namespace lvm::wasm {
namespace {

sgvb::StepOptions to_step_options(Js js) {
  return {to_enum<sgvb::Optimizer>(get(js, "optimizer"), "gradient_ascent adam robbins_monro"),
          get_number(js, "stepSize"),
          to_objective(get(js, "objective")),
          get_number(js, "beta1"),
          get_number(js, "beta2"),
          get_number(js, "epsilon"),
          get_number(js, "tau"),
          get_number(js, "kappa")};
}

sgvb::FitOptions to_fit_options(Js js) {
  return {to_step_options(js),
          get_unsigned(js, "seed"),
          get_unsigned(js, "steps"),
          static_cast<Index>(get_unsigned(js, "samples")),
          get_unsigned(js, "traceEvery"),
          static_cast<Index>(get_unsigned(js, "evaluationSamples"))};
}

void read(Js js, sgvb::Moments& to) {
  read(js, "first", to.first);
  read(js, "second", to.second);
  to.steps = get_unsigned(js, "steps");
}

template <class Q>
const sgvb::State<Q>& to_state(Js js) {
  sgvb::State<Q>& state = keep<sgvb::State<Q>>();
  wasm::read(get(js, "q"), state.q);
  state.step = get_unsigned(js, "step");
  read(get(js, "moments"), state.moments);
  return state;
}

template <class Q>
Js state_to_js(const sgvb::State<Q>& state) {
  const Js js = new_object(), moments = new_object();
  put(moments, "first", state.moments.first);
  put(moments, "second", state.moments.second);
  put(moments, "steps", state.moments.steps);
  put(js, "q", family_to_js(state.q));
  put(js, "step", state.step);
  put(js, "moments", moments);
  return js;
}

template <class Q>
Js point_to_js(const sgvb::TracePoint<Q>& point) {
  const Js js = new_object();
  put(js, "step", point.step);
  put(js, "estimate", estimate_to_js(point.estimate));
  put(js, "elbo", point.elbo);
  put(js, "gap", point.gap);
  put(js, "objective", point.objective);
  put(js, "q", family_to_js(point.q));
  return js;
}

Js standard_normal(int m, Js family) {
  return place_of(family, "factorized full") == 1 ? family_to_js(sgvb::standard_normal<sgvb::Full>(m))
                                                  : family_to_js(sgvb::standard_normal<sgvb::Factorized>(m));
}

Js full_from(Js mean, Js L) { return family_to_js(sgvb::full_from(to_vector(mean), to_matrix(L))); }

Js cholesky_factor(Js q) {
  return with_family(q, [](const auto& family) { return to_js(sgvb::cholesky_factor(family)); });
}

Js covariance(Js q) {
  return with_family(q, [](const auto& family) { return to_js(Matrix(sgvb::covariance(family))); });
}

double entropy(Js q) {
  return with_family(q, [](const auto& family) { return sgvb::entropy(family); });
}

double kl_to_prior(Js q) {
  return with_family(q, [](const auto& family) { return sgvb::kl_to_prior(family); });
}

Js noise(unsigned seed, unsigned step, int samples, int m) { return to_js(sgvb::noise(seed, step, samples, m)); }

Js start(Js q) {
  return with_family(q, [](const auto& family) {
    sgvb::cholesky_factor(family);
    return state_to_js(sgvb::start(family));
  });
}

Js step(Js model, Js x, Js state, Js eps, Js options) {
  return by_family(get(state, "q"), [&]<class Q>() {
    return state_to_js(sgvb::step(to_state<Q>(state), to_linear_gaussian(model), to_vector(x), to_step_options(options),
                                  to_matrix(eps)));
  });
}

Js fit(Js model, Js x, Js from, Js options, Js on_progress) {
  return by_family(get(from, "q"), [&]<class Q>() {
    const sgvb::Fit<Q> result = sgvb::fit(to_linear_gaussian(model), to_vector(x), to_state<Q>(from),
                                          to_fit_options(options), to_progress<sgvb::Progress<Q>>(on_progress));
    const Js js = new_object();
    put(js, "state", state_to_js(result.state));
    put(js, "trace", to_array(result.trace, point_to_js<Q>));
    return js;
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_sgvb) {
  emscripten::function("linearGaussianStandardNormal", &guarded<&standard_normal>::call);
  emscripten::function("linearGaussianFullFrom", &guarded<&full_from>::call);
  emscripten::function("linearGaussianCholeskyFactor", &guarded<&cholesky_factor>::call);
  emscripten::function("linearGaussianCovariance", &guarded<&covariance>::call);
  emscripten::function("linearGaussianEntropy", &guarded<&entropy>::call);
  emscripten::function("linearGaussianKlToPrior", &guarded<&kl_to_prior>::call);
  emscripten::function("linearGaussianNoise", &guarded<&noise>::call);
  emscripten::function("linearGaussianStart", &guarded<&start>::call);
  emscripten::function("linearGaussianStep", &guarded<&step>::call);
  emscripten::function("linearGaussianFit", &guarded<&fit>::call);
}

}  // namespace lvm::wasm
