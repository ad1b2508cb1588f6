// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "linear_gaussian.hpp"

#include "lvm/linear_gaussian_examples.hpp"

namespace lvm::wasm {
namespace {

val example_to_js(const linear_gaussian::Example& example) {
  val js = val::object(), model = val::object();
  put(model, "W", example.model.W);
  put(model, "b", example.model.b);
  put(model, "gamma", example.model.gamma);
  put(js, "model", model);
  put(js, "x", example.x);
  return js;
}

val experiment_1() { return example_to_js(linear_gaussian::experiment_1()); }
val experiment_2() { return example_to_js(linear_gaussian::experiment_2()); }
val angle(double radians) { return example_to_js(linear_gaussian::angle_example(radians)); }

val marginal(const val& model) {
  const linear_gaussian::Marginal p = linear_gaussian::marginal(to_linear_gaussian(model));
  val js = val::object();
  put(js, "mean", p.mean);
  put(js, "covariance", p.covariance);
  return js;
}

double log_evidence(const val& model, const val& x) {
  return linear_gaussian::log_evidence(to_linear_gaussian(model), to_vector(x));
}

val posterior(const val& model, const val& x) {
  const linear_gaussian::Posterior p = linear_gaussian::posterior(to_linear_gaussian(model), to_vector(x));
  val js = val::object();
  put(js, "mean", p.mean);
  put(js, "covariance", p.covariance);
  put(js, "precision", p.precision);
  return js;
}

val log_prior(const val& Z) { return to_js(linear_gaussian::log_prior(to_matrix(Z))); }

val log_likelihood(const val& model, const val& x, const val& Z) {
  return to_js(linear_gaussian::log_likelihood(to_linear_gaussian(model), to_vector(x), to_matrix(Z)));
}

val log_joint(const val& model, const val& x, const val& Z) {
  return to_js(linear_gaussian::log_joint(to_linear_gaussian(model), to_vector(x), to_matrix(Z)));
}

double elbo(const val& model, const val& x, const val& q) {
  return with_family(q,
                     [&](const auto& family) { return sgvb::elbo(to_linear_gaussian(model), to_vector(x), family); });
}

val terms(const val& model, const val& x, const val& q) {
  const sgvb::Terms t =
      with_family(q, [&](const auto& family) { return sgvb::terms(to_linear_gaussian(model), to_vector(x), family); });
  val js = val::object();
  put(js, "elbo", t.elbo);
  put(js, "energy", t.energy);
  put(js, "entropy", t.entropy);
  put(js, "reconstruction", t.reconstruction);
  put(js, "klToPrior", t.kl_to_prior);
  put(js, "logEvidence", t.log_evidence);
  put(js, "klToPosterior", t.kl_to_posterior);
  return js;
}

double objective(const val& model, const val& x, const val& q, const val& what) {
  return with_family(q, [&](const auto& family) {
    return sgvb::objective(to_linear_gaussian(model), to_vector(x), family, to_objective(what));
  });
}

val elbo_estimate(const val& model, const val& x, const val& q, const val& eps, const val& form) {
  return with_family(q, [&](const auto& family) {
    return estimate_to_js(sgvb::elbo_estimate(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps),
                                              to_enum<sgvb::Form>(form, {"energy", "reconstruction", "evidence"})));
  });
}

val gradient(const val& model, const val& x, const val& q, const val& what) {
  return with_family(q, [&](const auto& family) {
    return family_to_js(sgvb::gradient(to_linear_gaussian(model), to_vector(x), family, to_objective(what)));
  });
}

val gradient_estimate(const val& model, const val& x, const val& q, const val& eps, const val& what) {
  return with_family(q, [&](const auto& family) {
    return family_to_js(
        sgvb::gradient_estimate(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps), to_objective(what)));
  });
}

val samples(const val& model, const val& x, const val& q, const val& eps) {
  const sgvb::Samples drawn = with_family(q, [&](const auto& family) {
    return sgvb::samples(to_linear_gaussian(model), to_vector(x), family, to_matrix(eps));
  });
  val js = val::object();
  put(js, "z", drawn.z);
  put(js, "logLikelihood", drawn.log_likelihood);
  put(js, "gradient", drawn.gradient);
  return js;
}

val optimum(const val& model, const val& x) {
  return family_to_js(sgvb::optimum(to_linear_gaussian(model), to_vector(x)));
}

val full_optimum(const val& model, const val& x) {
  return family_to_js(sgvb::full_optimum(to_linear_gaussian(model), to_vector(x)));
}

double irreducible_gap(const val& model) { return sgvb::irreducible_gap(to_linear_gaussian(model)); }

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
