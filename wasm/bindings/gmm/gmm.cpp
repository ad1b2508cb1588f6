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
gmm::Params to_params(const val& js) {
  Packed all(js);
  gmm::Params params{all.take().col(0), all.take(), {}};
  for (Index k = 2; k < all.count(); ++k) params.covariances.emplace_back(all.take());
  return params;
}

val to_js(const gmm::Params& params) {
  const Index K = params.means.rows(), D = params.means.cols();
  Packed all(2 + K, K * (1 + D + D * D));
  all.add(params.weights);
  all.add(params.means);
  for (const auto& covariance : params.covariances) all.add(covariance);
  return all.js();
}

val to_js(const gmm::Evaluation& value) {
  val js = val::object();
  put(js, "elbo", value.elbo);
  put(js, "logLikelihood", value.log_likelihood);
  put(js, "supervised", value.supervised);
  put(js, "bound", value.bound);
  put(js, "objective", value.objective);
  put(js, "gap", value.gap);
  return js;
}

val to_js(const gmm::TracePoint& point) {
  val js = to_js(point.value);
  put(js, "phase", val(point.phase == gmm::Phase::E ? "E" : "M"));
  return js;
}

gmm::Labelled to_labelled(const val& js) {
  if (js.isUndefined()) return {};
  const bool all = get(js, "weightsFrom").as<std::string>() == "all";
  return {get_matrix(js, "X"), to_labels(get(js, "z")), get_number(js, "alpha"),
          all ? gmm::WeightsFrom::all : gmm::WeightsFrom::unlabelled};
}

val log_joint(const val& params, const val& X) { return wasm::to_js(gmm::log_joint(to_params(params), to_matrix(X))); }

val e_step(const val& params, const val& X) {
  const gmm::Posterior posterior = gmm::e_step(to_params(params), to_matrix(X));
  val js = val::object();
  put(js, "responsibilities", wasm::to_js(posterior.responsibilities));
  put(js, "logLikelihood", posterior.log_likelihood);
  return js;
}

val m_step(const val& X, const val& R, const val& labelled, double covariance_floor) {
  return to_js(gmm::m_step(to_matrix(X), to_matrix(R), to_labelled(labelled), covariance_floor));
}

double elbo(const val& params, const val& X, const val& R) {
  return gmm::elbo(to_params(params), to_matrix(X), to_matrix(R));
}

double log_likelihood(const val& params, const val& X) { return gmm::log_likelihood(to_params(params), to_matrix(X)); }

double supervised_log_likelihood(const val& params, const val& labelled) {
  return gmm::supervised_log_likelihood(to_params(params), to_labelled(labelled));
}

double objective(const val& params, const val& X, const val& labelled) {
  return gmm::objective(to_params(params), to_matrix(X), to_labelled(labelled));
}

double kl_to_posterior(const val& params, const val& X, const val& R) {
  return gmm::kl_to_posterior(to_params(params), to_matrix(X), to_matrix(R));
}

val evaluate(const val& params, const val& X, const val& R, const val& labelled) {
  return to_js(gmm::evaluate(to_params(params), to_matrix(X), to_matrix(R), to_labelled(labelled)));
}

val effective_counts(const val& R, const val& labelled) {
  return wasm::to_js(gmm::effective_counts(to_matrix(R), to_labelled(labelled)));
}

val e_half_step(const val& params, const val& X, const val& labelled) {
  const gmm::Labelled known = to_labelled(labelled);
  const gmm::AfterE after = gmm::e_half_step(gmm::Dataset(to_matrix(X)), to_params(params), known);
  val js = val::object();
  put(js, "responsibilities", wasm::to_js(after.responsibilities));
  put(js, "evaluation", to_js(after.value));
  put(js, "assignments", wasm::to_js(clustering::hard_assignments(after.responsibilities)));
  put(js, "counts", wasm::to_js(gmm::effective_counts(after.responsibilities, known)));
  return js;
}

val m_half_step(const val& X, const val& R, const val& labelled, double covariance_floor) {
  const gmm::AfterM after =
      gmm::m_half_step(gmm::Dataset(to_matrix(X)), to_matrix(R), to_labelled(labelled), covariance_floor);
  val js = val::object();
  put(js, "params", to_js(after.params));
  put(js, "evaluation", to_js(after.value));
  return js;
}

val init_random_split(const val& X, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_random_split(to_matrix(X), K, seed, covariance_floor));
}

val init_kmeans_plus_plus(const val& X, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_kmeans_plus_plus(to_matrix(X), K, seed, covariance_floor));
}

val init_labelled_means(const val& X, const val& labelled, int K, unsigned seed, double covariance_floor) {
  return to_js(gmm::init_labelled_means(to_matrix(X), to_labelled(labelled), K, seed, covariance_floor));
}

val fit(const val& X, const val& start, const val& labelled, const val& options, const val& on_progress) {
  gmm::Progress progress;
  if (!on_progress.isUndefined()) {
    progress = [&](int iteration, double objective) { return on_progress(iteration, objective).as<bool>(); };
  }
  const gmm::Fit result = gmm::fit(
      to_matrix(X), to_params(start), to_labelled(labelled),
      {get_number(options, "tolerance"), get_int(options, "maxIterations"), get_number(options, "covarianceFloor")},
      progress);
  val js = val::object(), trace = val::array();
  for (const gmm::TracePoint& point : result.trace) push(trace, to_js(point));
  put(js, "params", to_js(result.params));
  put(js, "responsibilities", wasm::to_js(result.responsibilities));
  put(js, "iterations", result.iterations);
  put(js, "converged", val(result.converged));
  put(js, "trace", trace);
  return js;
}

val iterate(const val& X, const val& start, int iterations, const val& labelled, double covariance_floor) {
  const gmm::Run run =
      gmm::iterate(gmm::Dataset(to_matrix(X)), to_params(start), iterations, to_labelled(labelled), covariance_floor);
  val js = val::object();
  put(js, "params", to_js(run.params));
  put(js, "logLikelihoods", wasm::to_js(run.log_likelihoods));
  return js;
}

val sample(const val& params, int count, unsigned seed) {
  const gmm::Sample drawn = gmm::sample(to_params(params), count, seed);
  val js = val::object();
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
