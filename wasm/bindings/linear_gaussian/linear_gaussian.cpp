// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "linear_gaussian.hpp"

#include "lvm/linear_gaussian_examples.hpp"

namespace lvm::wasm {
namespace {

Js example_to_js(const linear_gaussian::Example& example) {
  const Js js = new_object(), model = new_object();
  put(model, "W", example.model.W);
  put(model, "b", example.model.b);
  put(model, "gamma", example.model.gamma);
  put(js, "model", model);
  put(js, "x", example.x);
  return js;
}

Js experiment_1() { return example_to_js(linear_gaussian::experiment_1()); }
Js experiment_2() { return example_to_js(linear_gaussian::experiment_2()); }
Js angle(double radians) { return example_to_js(linear_gaussian::angle_example(radians)); }

Js marginal(Js model) {
  const linear_gaussian::Marginal p = linear_gaussian::marginal(to_linear_gaussian(model));
  const Js js = new_object();
  put(js, "mean", p.mean);
  put(js, "covariance", p.covariance);
  return js;
}

double log_evidence(Js model, Js x) { return linear_gaussian::log_evidence(to_linear_gaussian(model), to_vector(x)); }

Js posterior(Js model, Js x) {
  const linear_gaussian::Posterior p = linear_gaussian::posterior(to_linear_gaussian(model), to_vector(x));
  const Js js = new_object();
  put(js, "mean", p.mean);
  put(js, "covariance", p.covariance);
  put(js, "precision", p.precision);
  return js;
}

Js log_prior(Js Z) { return to_js(linear_gaussian::log_prior(to_matrix(Z))); }

Js log_likelihood(Js model, Js x, Js Z) {
  return to_js(linear_gaussian::log_likelihood(to_linear_gaussian(model), to_vector(x), to_matrix(Z)));
}

Js log_joint(Js model, Js x, Js Z) {
  return to_js(linear_gaussian::log_joint(to_linear_gaussian(model), to_vector(x), to_matrix(Z)));
}

double elbo(Js model, Js x, Js q) {
  return with_family(q,
                     [&](const auto& family) { return sgvb::elbo(to_linear_gaussian(model), to_vector(x), family); });
}

Js terms(Js model, Js x, Js q) {
  const sgvb::Terms t =
      with_family(q, [&](const auto& family) { return sgvb::terms(to_linear_gaussian(model), to_vector(x), family); });
  const Js js = new_object();
  put(js, "elbo", t.elbo);
  put(js, "energy", t.energy);
  put(js, "entropy", t.entropy);
  put(js, "reconstruction", t.reconstruction);
  put(js, "klToPrior", t.kl_to_prior);
  put(js, "logEvidence", t.log_evidence);
  put(js, "klToPosterior", t.kl_to_posterior);
  return js;
}

double objective(Js model, Js x, Js q, Js what) {
  return with_family(q, [&](const auto& family) {
    return sgvb::objective(to_linear_gaussian(model), to_vector(x), family, to_objective(what));
  });
}

Js elbo_estimate(Js model, Js x, Js q, Js eps, Js form) {
  return with_family(q, [&](const auto& family) {
    return estimate_to_js(sgvb::elbo_estimate(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps),
                                              to_enum<sgvb::Form>(form, "energy reconstruction evidence")));
  });
}

Js gradient(Js model, Js x, Js q, Js what) {
  return with_family(q, [&](const auto& family) {
    return family_to_js(sgvb::gradient(to_linear_gaussian(model), to_vector(x), family, to_objective(what)));
  });
}

Js gradient_estimate(Js model, Js x, Js q, Js eps, Js what) {
  return with_family(q, [&](const auto& family) {
    return family_to_js(
        sgvb::gradient_estimate(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps), to_objective(what)));
  });
}

Js samples(Js model, Js x, Js q, Js eps) {
  const sgvb::Samples drawn = with_family(q, [&](const auto& family) {
    return sgvb::samples(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps));
  });
  const Js js = new_object();
  put(js, "z", drawn.z);
  put(js, "logLikelihood", drawn.log_likelihood);
  put(js, "gradient", drawn.gradient);
  return js;
}

Js optimum(Js model, Js x) { return family_to_js(sgvb::optimum(to_linear_gaussian(model), to_vector(x))); }

Js full_optimum(Js model, Js x) { return family_to_js(sgvb::full_optimum(to_linear_gaussian(model), to_vector(x))); }

double irreducible_gap(Js model) { return sgvb::irreducible_gap(to_linear_gaussian(model)); }

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_linear_gaussian) {
  emscripten::function("linearGaussianExperiment1", &guarded<&experiment_1>::call);
  emscripten::function("linearGaussianExperiment2", &guarded<&experiment_2>::call);
  emscripten::function("linearGaussianAngle", &guarded<&angle>::call);
  emscripten::function("linearGaussianMarginal", &guarded<&marginal>::call);
  emscripten::function("linearGaussianLogEvidence", &guarded<&log_evidence>::call);
  emscripten::function("linearGaussianPosterior", &guarded<&posterior>::call);
  emscripten::function("linearGaussianLogPrior", &guarded<&log_prior>::call);
  emscripten::function("linearGaussianLogLikelihood", &guarded<&log_likelihood>::call);
  emscripten::function("linearGaussianLogJoint", &guarded<&log_joint>::call);
  emscripten::function("linearGaussianElbo", &guarded<&elbo>::call);
  emscripten::function("linearGaussianTerms", &guarded<&terms>::call);
  emscripten::function("linearGaussianObjective", &guarded<&objective>::call);
  emscripten::function("linearGaussianElboEstimate", &guarded<&elbo_estimate>::call);
  emscripten::function("linearGaussianGradient", &guarded<&gradient>::call);
  emscripten::function("linearGaussianGradientEstimate", &guarded<&gradient_estimate>::call);
  emscripten::function("linearGaussianSamples", &guarded<&samples>::call);
  emscripten::function("linearGaussianOptimum", &guarded<&optimum>::call);
  emscripten::function("linearGaussianFullOptimum", &guarded<&full_optimum>::call);
  emscripten::function("linearGaussianIrreducibleGap", &guarded<&irreducible_gap>::call);
}

}  // namespace lvm::wasm
