// Names and shapes only. If a line here needs a comment about statistics, it belongs in core/.
#include "lvm/divergence.hpp"

#include "lvm/gaussian.hpp"
#include "marshal.hpp"

namespace lvm::wasm {
namespace {

double entropy(Js p) { return divergence::entropy(to_vector(p)); }
double cross_entropy(Js p, Js q) { return divergence::cross_entropy(to_vector(p), to_vector(q)); }
double kl(Js p, Js q) { return divergence::kl(to_vector(p), to_vector(q)); }

Js chain_rule(Js P, Js Q) {
  const divergence::ChainRule terms = divergence::chain_rule(to_matrix(P), to_matrix(Q));
  const Js js = new_object();
  put(js, "joint", terms.joint);
  put(js, "x", terms.x);
  put(js, "yGivenX", terms.y_given_x);
  put(js, "y", terms.y);
  put(js, "xGivenY", terms.x_given_y);
  return js;
}

Js joint_convexity(Js p1, Js q1, Js p2, Js q2, double lambda) {
  const divergence::JointConvexity value =
      divergence::joint_convexity(to_vector(p1), to_vector(q1), to_vector(p2), to_vector(q2), lambda);
  const Js js = new_object();
  put(js, "klOfMixture", value.kl_of_mixture);
  put(js, "mixtureOfKls", value.mixture_of_kls);
  put(js, "gap", value.gap);
  return js;
}

Js empirical_distribution(Js data, int outcomes) {
  return to_js(divergence::empirical_distribution(to_labels(data), outcomes));
}

Js empirical_fit(Js data, Js q) {
  const divergence::EmpiricalFit fit = divergence::empirical_fit(to_labels(data), to_vector(q));
  const Js js = new_object();
  put(js, "kl", fit.kl);
  put(js, "entropy", fit.entropy);
  put(js, "meanLogLikelihood", fit.mean_log_likelihood);
  return js;
}

double gaussian_kl(double mean_q, double variance_q, double mean_p, double variance_p) {
  return gaussian::kl(mean_q, variance_q, mean_p, variance_p);
}

double gaussian_kl_multivariate(Js mean_q, Js covariance_q, Js mean_p, Js covariance_p) {
  return gaussian::kl(to_vector(mean_q), to_matrix(covariance_q), to_vector(mean_p), to_matrix(covariance_p));
}

double gaussian_kl_to_standard_normal(Js mean, Js log_sigma) {
  return gaussian::kl_diagonal_to_standard_normal(to_vector(mean), to_vector(log_sigma));
}

double gaussian_entropy(double variance) { return gaussian::entropy(variance); }

double gaussian_entropy_multivariate(Js covariance) { return gaussian::entropy(to_matrix(covariance)); }

double gaussian_entropy_diagonal(Js log_sigma) { return gaussian::entropy_diagonal(to_vector(log_sigma)); }

}  // namespace

EMSCRIPTEN_BINDINGS(lvm_divergence) {
  emscripten::function("divergenceEntropy", &guarded<&entropy>::call);
  emscripten::function("divergenceCrossEntropy", &guarded<&cross_entropy>::call);
  emscripten::function("divergenceKl", &guarded<&kl>::call);
  emscripten::function("divergenceChainRule", &guarded<&chain_rule>::call);
  emscripten::function("divergenceJointConvexity", &guarded<&joint_convexity>::call);
  emscripten::function("divergenceEmpiricalDistribution", &guarded<&empirical_distribution>::call);
  emscripten::function("divergenceEmpiricalFit", &guarded<&empirical_fit>::call);
  emscripten::function("divergenceGaussianKl", &guarded<&gaussian_kl>::call);
  emscripten::function("divergenceGaussianKlMultivariate", &guarded<&gaussian_kl_multivariate>::call);
  emscripten::function("divergenceGaussianKlToStandardNormal", &guarded<&gaussian_kl_to_standard_normal>::call);
  emscripten::function("divergenceGaussianEntropy", &guarded<&gaussian_entropy>::call);
  emscripten::function("divergenceGaussianEntropyMultivariate", &guarded<&gaussian_entropy_multivariate>::call);
  emscripten::function("divergenceGaussianEntropyDiagonal", &guarded<&gaussian_entropy_diagonal>::call);
}

}  // namespace lvm::wasm
