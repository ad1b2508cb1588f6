// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "linear_gaussian.hpp"
#include "lvm/sgvb_fit.hpp"

namespace lvm::wasm {
namespace {

sgvb::StepOptions to_step_options(const val& js) {
  return {to_enum<sgvb::Optimizer>(get(js, "optimizer"), {"gradient_ascent", "adam", "robbins_monro"}),
          get_number(js, "stepSize"),
          to_objective(get(js, "objective")),
          get_number(js, "beta1"),
          get_number(js, "beta2"),
          get_number(js, "epsilon"),
          get_number(js, "tau"),
          get_number(js, "kappa")};
}

sgvb::FitOptions to_fit_options(const val& js) {
  return {to_step_options(js),
          get_unsigned(js, "seed"),
          get_unsigned(js, "steps"),
          static_cast<Index>(get_unsigned(js, "samples")),
          get_unsigned(js, "traceEvery"),
          static_cast<Index>(get_unsigned(js, "evaluationSamples"))};
}

template <class Q>
sgvb::State<Q> to_state(const Q& q, const val& js) {
  const val moments = get(js, "moments");
  return {q,
          get_unsigned(js, "step"),
          {get_vector(moments, "first"), get_vector(moments, "second"), get_unsigned(moments, "steps")}};
}

template <class Q>
val state_to_js(const sgvb::State<Q>& state) {
  val js = val::object(), moments = val::object();
  put(moments, "first", state.moments.first);
  put(moments, "second", state.moments.second);
  put(moments, "steps", state.moments.steps);
  put(js, "q", family_to_js(state.q));
  put(js, "step", state.step);
  put(js, "moments", moments);
  return js;
}

template <class Q>
val point_to_js(const sgvb::TracePoint<Q>& point) {
  val js = val::object();
  put(js, "step", point.step);
  put(js, "estimate", estimate_to_js(point.estimate));
  put(js, "elbo", point.elbo);
  put(js, "gap", point.gap);
  put(js, "objective", point.objective);
  put(js, "q", family_to_js(point.q));
  return js;
}

val standard_normal(int m, const val& family) {
  return family.as<std::string>() == "full" ? family_to_js(sgvb::standard_normal<sgvb::Full>(m))
                                            : family_to_js(sgvb::standard_normal<sgvb::Factorized>(m));
}

val full_from(const val& mean, const val& L) { return family_to_js(sgvb::full_from(to_vector(mean), to_matrix(L))); }

val cholesky_factor(const val& q) {
  return with_family(q, [](const auto& family) { return to_js(sgvb::cholesky_factor(family)); });
}

val covariance(const val& q) {
  return with_family(q, [](const auto& family) { return to_js(Matrix(sgvb::covariance(family))); });
}

double entropy(const val& q) {
  return with_family(q, [](const auto& family) { return sgvb::entropy(family); });
}

double kl_to_prior(const val& q) {
  return with_family(q, [](const auto& family) { return sgvb::kl_to_prior(family); });
}

val noise(unsigned seed, unsigned step, int samples, int m) { return to_js(sgvb::noise(seed, step, samples, m)); }

val start(const val& q) {
  return with_family(q, [](const auto& family) {
    sgvb::cholesky_factor(family);
    return state_to_js(sgvb::start(family));
  });
}

val step(const val& model, const val& x, const val& state, const val& eps, const val& options) {
  return with_family(get(state, "q"), [&](const auto& q) {
    return state_to_js(sgvb::step(to_state(q, state), to_linear_gaussian(model), to_vector(x), to_step_options(options),
                                  to_matrix(eps)));
  });
}

val fit(const val& model, const val& x, const val& from, const val& options, const val& on_progress) {
  return with_family(get(from, "q"), [&]<class Q>(const Q& q) {
    sgvb::Progress<Q> progress;
    if (!on_progress.isUndefined()) {
      progress = [&](const sgvb::TracePoint<Q>& point) {
        const val goes_on = on_progress(point.step, point.objective);
        return goes_on.as<bool>();
      };
    }
    const sgvb::Fit<Q> result =
        sgvb::fit(to_linear_gaussian(model), to_vector(x), to_state(q, from), to_fit_options(options), progress);
    val js = val::object(), trace = val::array();
    for (const sgvb::TracePoint<Q>& point : result.trace) push(trace, point_to_js(point));
    put(js, "state", state_to_js(result.state));
    put(js, "trace", trace);
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
