// libFuzzer on the functions of the core: whatever the bytes make of the arguments, the answer has no NaN in it, or the
// error is one of ours. Sanitizers see to memory and undefined behaviour. Run by `npm run test:fuzz`.
#include <cstdio>
#include <cstdlib>

#include "input.hpp"
#include "lvm/bbvi_exact.hpp"
#include "lvm/bbvi_run.hpp"
#include "lvm/clustering.hpp"
#include "lvm/divergence.hpp"
#include "lvm/divergence_alpha.hpp"
#include "lvm/divergence_fit.hpp"
#include "lvm/errors.hpp"
#include "lvm/gaussian.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_half_steps.hpp"
#include "lvm/gmm_init.hpp"
#include "lvm/linear_mixture_fit.hpp"
#include "lvm/linear_mixture_half_steps.hpp"
#include "lvm/linear_mixture_init.hpp"
#include "lvm/sgvb_fit.hpp"

using namespace lvm;
using fuzz::Input;

namespace {

void no_nan(double value, const char* what) {
  if (!std::isnan(value)) return;
  std::fprintf(stderr, "a silently wrong number: %s is NaN\n", what);
  std::abort();
}

template <class Dense>
  requires requires(const Dense& d) { d.reshaped(); }
void no_nan(const Dense& values, const char* what) {
  for (Index i = 0; i < values.rows(); ++i) {
    for (Index j = 0; j < values.cols(); ++j) no_nan(double(values(i, j)), what);
  }
}

void gmm_functions(Input& in) {
  const Index N = in.from(1, 6), D = in.from(1, 3), K = in.from(1, 3);
  gmm::Params params{in.simplex(in.size(K)), in.matrix(in.size(K), in.size(D)), {}};
  for (Index k = in.size(K); k > 0; --k) params.covariances.push_back(in.covariance(in.size(D)));
  const Matrix X = in.matrix(N, D), R = in.rows_on_simplex(in.size(N), in.size(K));
  gmm::Labelled labelled;
  if (in.byte() % 2 == 1) {
    const Index L = in.from(0, 3);
    labelled = {in.matrix(L, in.size(D)), in.labels(in.size(L), K), in.positive(),
                in.byte() % 2 == 0 ? gmm::WeightsFrom::all : gmm::WeightsFrom::unlabelled};
  }
  const double floor = in.byte() % 2 == 0 ? 0.0 : in.positive();
  switch (in.byte() % 10) {
    case 0:
      no_nan(gmm::log_joint(params, X), "gmm::log_joint");
      break;
    case 1:
      no_nan(gmm::e_step(params, X).responsibilities, "gmm::e_step");
      break;
    case 2:
      no_nan(gmm::m_step(X, R, labelled, floor).means, "gmm::m_step");
      break;
    case 3:
      no_nan(gmm::evaluate(params, X, R, labelled).gap, "gmm::evaluate");
      break;
    case 4:
      no_nan(gmm::sample(params, N, in.byte()).X, "gmm::sample");
      break;
    case 5:
      no_nan(gmm::init_kmeans_plus_plus(X, in.size(K), in.byte(), floor).means, "gmm::init");
      break;
    case 6:
      no_nan(gmm::objective(params, X, labelled), "gmm::objective");
      break;
    case 7:
      no_nan(gmm::e_half_step(gmm::Dataset(X), params, labelled).responsibilities, "gmm::e_half_step");
      break;
    case 8:
      no_nan(gmm::m_half_step(gmm::Dataset(X), R, labelled, floor).value.gap, "gmm::m_half_step");
      break;
    default:
      no_nan(gmm::fit(X, params, labelled, {.max_iterations = 5, .covariance_floor = floor}).responsibilities,
             "gmm::fit");
  }
}

void linear_mixture_functions(Input& in) {
  const Index N = in.from(1, 6), D = in.from(1, 3), K = in.from(1, 3);
  linear_mixture::Params params{in.simplex(in.size(K)), in.matrix(in.size(K), in.size(D)), in.vector(in.size(K))};
  if (in.often()) params.variances = params.variances.cwiseAbs().array() + 1e-3;
  const Matrix X = in.matrix(N, D), R = in.rows_on_simplex(in.size(N), in.size(K));
  const Vector y = in.vector(in.size(N));
  const double floor = in.byte() % 2 == 0 ? 0.0 : in.positive();
  switch (in.byte() % 7) {
    case 0:
      no_nan(linear_mixture::log_joint(params, X, y), "linear_mixture::log_joint");
      break;
    case 1:
      no_nan(linear_mixture::e_step(params, X, y).responsibilities, "linear_mixture::e_step");
      break;
    case 2:
      no_nan(linear_mixture::m_step(X, y, R, {}, floor).W, "linear_mixture::m_step");
      break;
    case 3:
      no_nan(linear_mixture::init_random_lines(X, y, in.size(K), in.byte(), floor).W, "linear_mixture::init");
      break;
    case 4:
      no_nan(linear_mixture::e_half_step(params, X, y).responsibilities, "linear_mixture::e_half_step");
      break;
    case 5:
      no_nan(linear_mixture::m_half_step(X, y, R, {}, floor).value.gap, "linear_mixture::m_half_step");
      break;
    default:
      no_nan(linear_mixture::fit(X, y, params, {}, {.max_iterations = 5, .variance_floor = floor}).responsibilities,
             "linear_mixture::fit");
  }
}

void sgvb_functions(Input& in) {
  const Index d = in.from(1, 3), m = in.from(1, 3), S = in.from(1, 4);
  const linear_gaussian::Model model{in.matrix(d, m), in.vector(in.size(d)), in.positive()};
  const Vector x = in.vector(in.size(d));
  const sgvb::Factorized q{in.vector(in.size(m)), in.vector(in.size(m))};
  const Matrix eps = in.matrix(in.size(S), in.size(m));
  switch (in.byte() % 6) {
    case 0:
      no_nan(linear_gaussian::log_evidence(model, x), "linear_gaussian::log_evidence");
      break;
    case 1:
      no_nan(linear_gaussian::posterior(model, x).mean, "linear_gaussian::posterior");
      break;
    case 2:
      no_nan(sgvb::terms(model, x, q).elbo, "sgvb::terms");
      break;
    case 3:
      no_nan(sgvb::gradient_estimate(model, x, q, eps).mean, "sgvb::gradient_estimate");
      break;
    case 4:
      no_nan(sgvb::elbo_estimate(model, x, q, eps).value, "sgvb::elbo_estimate");
      break;
    default: {
      const sgvb::StepOptions options{.optimizer = static_cast<sgvb::Optimizer>(in.byte() % 3),
                                      .step_size = in.positive()};
      no_nan(sgvb::step(sgvb::start(q), model, x, options, eps).q.mean, "sgvb::step");
    }
  }
}

void divergence_functions(Input& in) {
  const Index M = in.from(1, 4), K = in.from(1, 3);
  const Vector p = in.simplex(M), q = in.simplex(in.size(M));
  divergence::Mixture mixture{in.simplex(in.size(K)), in.vector(in.size(K)), in.vector(in.size(K))};
  if (in.often()) mixture.sigmas = mixture.sigmas.cwiseAbs().array() + 1e-3;
  const divergence::Gaussian at{in.number(), in.number()};
  const auto direction = static_cast<divergence::Direction>(in.byte() % 2);
  switch (in.byte() % 8) {
    case 0:
      no_nan(divergence::entropy(p), "divergence::entropy");
      break;
    case 1:
      no_nan(divergence::kl(p, q), "divergence::kl");
      break;
    case 2:
      no_nan(divergence::joint_convexity(p, q, q, p, in.positive()).gap, "divergence::joint_convexity");
      break;
    case 3:
      no_nan(divergence::evaluate(direction, mixture, at).value, "divergence::evaluate");
      break;
    case 4:
      no_nan(divergence::alpha_divergence(mixture, at, in.positive()).value, "divergence::alpha");
      break;
    case 5:
      no_nan(divergence::log_density(mixture, in.vector(3)), "divergence::log_density");
      break;
    case 6:
      no_nan(divergence::fit(direction, mixture, at, {.step_size = in.positive(), .max_steps = 3}).trace.back().q.mean,
             "divergence::fit");
      break;
    default:
      no_nan(gaussian::kl(in.vector(K), in.covariance(in.size(K)), in.vector(K), in.covariance(in.size(K))),
             "gaussian::kl");
  }
}

void bbvi_functions(Input& in) {
  const bbvi::Model models[] = {bbvi::GaussianMean{in.number(), in.positive(), in.number(), in.positive()},
                                bbvi::Banana{in.number(), in.positive()}, bbvi::Funnel{in.positive()},
                                bbvi::Discrete{in.vector(in.from(1, 4))}};
  const bbvi::Target target{models[in.byte() % 4], in.number()};
  const Index m = in.from(1, 2), S = in.from(1, 4);
  bbvi::Q q = bbvi::Gaussian{in.vector(m), in.vector(in.size(m))};
  if (in.byte() % 3 == 0) q = bbvi::Categorical{in.vector(in.from(1, 4))};
  const Matrix eps = in.matrix(S, in.size(m));
  const bbvi::Method method{static_cast<bbvi::Estimator>(in.byte() % 4), {}};
  switch (in.byte() % 5) {
    case 0:
      no_nan(bbvi::estimate(target, q, eps, method).mean, "bbvi::estimate");
      break;
    case 1:
      no_nan(bbvi::elbo(target, q), "bbvi::elbo");
      break;
    case 2:
      no_nan(bbvi::log_ratio(target, q, eps), "bbvi::log_ratio");
      break;
    case 3:
      no_nan(bbvi::elbo_gradient(target, q), "bbvi::elbo_gradient");
      break;
    default:
      no_nan(bbvi::run(target, q, method, {.steps = 3, .samples = S, .step = {}}).elbo, "bbvi::run");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input in(data, size);
  try {
    switch (in.byte() % 6) {
      case 0:
        gmm_functions(in);
        break;
      case 1:
        linear_mixture_functions(in);
        break;
      case 2:
        sgvb_functions(in);
        break;
      case 3:
        divergence_functions(in);
        break;
      case 4:
        bbvi_functions(in);
        break;
      default: {
        const Index N = in.from(0, 6);
        const Labels a = in.labels(N, 3), b = in.labels(in.size(N), 3);
        no_nan(clustering::adjusted_rand_index(a, b), "clustering::adjusted_rand_index");
      }
    }
  } catch (const InvalidArgument&) {
  } catch (const NumericalError&) {
  }
  return 0;
}
