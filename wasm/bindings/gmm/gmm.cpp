// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/gmm.hpp"

#include <vector>

#include "lvm/clustering.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_half_steps.hpp"
#include "lvm/gmm_init.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

// Weights, means and covariances, in this order; wasm/api/gmm_packed.ts is the other side.
const gmm::Params& to_params(Js js) {
  Packed all(js);
  gmm::Params& params = keep<gmm::Params>();
  params.weights = all.take().col(0);
  params.means = all.take();
  for (Index k = 2; k < all.count(); ++k) params.covariances.emplace_back(all.take());
  return params;
}

Js to_js(const gmm::Params& params) {
  const Index K = params.means.rows(), D = params.means.cols();
  Packing all(2 + K, K * (1 + D + D * D));
  all.add(params.weights);
  all.add(params.means);
  for (const auto& covariance : params.covariances) all.add(covariance);
  return all.js();
}

Js to_js(const gmm::Evaluation& value) {
  const Js js = new_object();
  put(js, "elbo", value.elbo);
  put(js, "logLikelihood", value.log_likelihood);
  put(js, "supervised", value.supervised);
  put(js, "bound", value.bound);
  put(js, "objective", value.objective);
  put(js, "gap", value.gap);
  return js;
}

Js to_js(const gmm::TracePoint& point) {
  const Js js = to_js(point.value);
  put_text(js, "phase", point.phase == gmm::Phase::E ? "E" : "M");
  return js;
}

const gmm::Labelled& to_labelled(Js js) {
  gmm::Labelled& labelled = keep<gmm::Labelled>();
  if (js.is_undefined()) return labelled;
  read(js, "X", labelled.X);
  read(get(js, "z"), labelled.z);
  labelled.alpha = get_number(js, "alpha");
  labelled.weights_from = to_enum<gmm::WeightsFrom>(get(js, "weightsFrom"), "all unlabelled");
  return labelled;
}

const gmm::Dataset& to_dataset(Js js) { return keep<gmm::Dataset>(to_matrix(js)); }

Js log_joint(Js params, Js X) { return wasm::to_js(gmm::log_joint(to_params(params), to_matrix(X))); }

Js e_step(Js params, Js X) {
  const gmm::Posterior posterior = gmm::e_step(to_params(params), to_matrix(X));
  const Js js = new_object();
  put(js, "responsibilities", wasm::to_js(posterior.responsibilities));
  put(js, "logLikelihood", posterior.log_likelihood);
  return js;
}

Js m_step(Js X, Js R, Js labelled, double covariance_floor) {
  return to_js(gmm::m_step(to_matrix(X), to_matrix(R), to_labelled(labelled), covariance_floor));
}

double elbo(Js params, Js X, Js R) { return gmm::elbo(to_params(params), to_matrix(X), to_matrix(R)); }

double log_likelihood(Js params, Js X) { return gmm::log_likelihood(to_params(params), to_matrix(X)); }

double supervised_log_likelihood(Js params, Js labelled) {
  return gmm::supervised_log_likelihood(to_params(params), to_labelled(labelled));
}

double objective(Js params, Js X, Js labelled) {
  return gmm::objective(to_params(params), to_matrix(X), to_labelled(labelled));
}

double kl_to_posterior(Js params, Js X, Js R) {
  return gmm::kl_to_posterior(to_params(params), to_matrix(X), to_matrix(R));
}

Js evaluate(Js params, Js X, Js R, Js labelled) {
  return to_js(gmm::evaluate(to_params(params), to_matrix(X), to_matrix(R), to_labelled(labelled)));
}

Js effective_counts(Js R, Js labelled) {
  return wasm::to_js(gmm::effective_counts(to_matrix(R), to_labelled(labelled)));
}

Js e_half_step(Js params, Js X, Js labelled) {
  const gmm::Labelled& known = to_labelled(labelled);
  const gmm::AfterE after = gmm::e_half_step(to_dataset(X), to_params(params), known);
  const Js js = new_object();
  put(js, "responsibilities", wasm::to_js(after.responsibilities));
  put(js, "evaluation", to_js(after.value));
  put(js, "assignments", wasm::to_js(clustering::hard_assignments(after.responsibilities)));
  put(js, "counts", wasm::to_js(gmm::effective_counts(after.responsibilities, known)));
  return js;
}

Js m_half_step(Js X, Js R, Js labelled, double covariance_floor) {
  const gmm::AfterM after = gmm::m_half_step(to_dataset(X), to_matrix(R), to_labelled(labelled), covariance_floor);
  const Js js = new_object();
  put(js, "params", to_js(after.params));
  put(js, "evaluation", to_js(after.value));
  return js;
}

Js init_random_split(Js X, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_random_split(to_matrix(X), K, seed, covariance_floor));
}

Js init_kmeans_plus_plus(Js X, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_kmeans_plus_plus(to_matrix(X), K, seed, covariance_floor));
}

Js init_labelled_means(Js X, Js labelled, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_labelled_means(to_matrix(X), to_labelled(labelled), K, seed, covariance_floor));
}

Js fit(Js X, Js start, Js labelled, Js options, Js on_progress) {
  const gmm::Fit result = gmm::fit(
      to_matrix(X), to_params(start), to_labelled(labelled),
      {get_number(options, "tolerance"), get_int(options, "maxIterations"), get_number(options, "covarianceFloor")},
      to_progress<gmm::Progress>(on_progress));
  const Js js = new_object();
  put(js, "params", to_js(result.params));
  put(js, "responsibilities", wasm::to_js(result.responsibilities));
  put(js, "iterations", result.iterations);
  put_flag(js, "converged", result.converged);
  put(js, "trace", to_array(result.trace, [](const gmm::TracePoint& point) { return to_js(point); }));
  return js;
}

Js iterate(Js X, Js start, int iterations, Js labelled, double covariance_floor) {
  const gmm::Run run =
      gmm::iterate(to_dataset(X), to_params(start), iterations, to_labelled(labelled), covariance_floor);
  const Js js = new_object();
  put(js, "params", to_js(run.params));
  put(js, "logLikelihoods", wasm::to_js(run.log_likelihoods));
  return js;
}

Js sample(Js params, int count, unsigned seed) {
  const gmm::Sample drawn = gmm::sample(to_params(params), count, seed);
  const Js js = new_object();
  put(js, "X", wasm::to_js(drawn.X));
  put(js, "z", wasm::to_js(drawn.z));
  return js;
}

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_gmm) {
  emscripten::function("gmmLogJoint", &guarded<&log_joint>::call);
  emscripten::function("gmmEStep", &guarded<&e_step>::call);
  emscripten::function("gmmMStep", &guarded<&m_step>::call);
  emscripten::function("gmmElbo", &guarded<&elbo>::call);
  emscripten::function("gmmLogLikelihood", &guarded<&log_likelihood>::call);
  emscripten::function("gmmSupervisedLogLikelihood", &guarded<&supervised_log_likelihood>::call);
  emscripten::function("gmmObjective", &guarded<&objective>::call);
  emscripten::function("gmmKlToPosterior", &guarded<&kl_to_posterior>::call);
  emscripten::function("gmmEvaluate", &guarded<&evaluate>::call);
  emscripten::function("gmmEffectiveCounts", &guarded<&effective_counts>::call);
  emscripten::function("gmmEHalfStep", &guarded<&e_half_step>::call);
  emscripten::function("gmmMHalfStep", &guarded<&m_half_step>::call);
  emscripten::function("gmmInitRandomSplit", &guarded<&init_random_split>::call);
  emscripten::function("gmmInitKmeansPlusPlus", &guarded<&init_kmeans_plus_plus>::call);
  emscripten::function("gmmInitLabelledMeans", &guarded<&init_labelled_means>::call);
  emscripten::function("gmmFit", &guarded<&fit>::call);
  emscripten::function("gmmIterate", &guarded<&iterate>::call);
  emscripten::function("gmmSample", &guarded<&sample>::call);
}

}  // namespace lvm::wasm
