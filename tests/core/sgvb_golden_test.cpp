// CS229 PS3 Q3 against numbers computed independently in NumPy, on models of the size of the course's own.
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "catch.hpp"
#include "linear_gaussian_problem.hpp"

using namespace lvm;
using nlohmann::json;
using problem::distance;
using sgvb::Factorized;

namespace {

constexpr double kTolerance = 1e-10;

Vector to_vector(const json& values) {
  Vector v(static_cast<Index>(values.size()));
  for (Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

Matrix to_matrix(const json& rows) {
  Matrix A(static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size()));
  for (Index i = 0; i < A.rows(); ++i) A.row(i) = to_vector(rows[static_cast<std::size_t>(i)]);
  return A;
}

bool close(double value, const json& expected) {
  return std::abs(value - double(expected)) < kTolerance * std::max(1.0, std::abs(double(expected)));
}

std::optional<json> golden() {
  std::ifstream file(LVM_SHARED_DIR "/golden/lgm.json");
  if (file) return json::parse(file);
  WARN("golden lgm.json is absent: not compared");
  return std::nullopt;
}

struct Experiment {
  json expected;
  linear_gaussian::Model model;
  Vector x;
};

Experiment experiment(const json& all, const char* name) {
  const json& e = all["experiments"][name];
  return {e, {to_matrix(e["W"]), to_vector(e["b"]), all["meta"]["gamma"]}, to_vector(e["x"])};
}

}  // namespace

TEST_CASE("sgvb: closed forms reproduce the golden", "[sgvb][golden]") {
  const std::optional<json> all = golden();
  if (!all) return;
  const auto [expected, model, x] = experiment(*all, GENERATE("model-1", "model-2"));
  const linear_gaussian::Posterior posterior = linear_gaussian::posterior(model, x);
  CHECK(close(linear_gaussian::log_evidence(model, x), expected["log_px"]));
  CHECK(distance(posterior.mean, to_vector(expected["posterior_mean"])) < kTolerance);
  CHECK(distance(posterior.covariance, to_matrix(expected["posterior_cov"])) < kTolerance);

  const Factorized best = sgvb::optimum(model, x);
  CHECK(distance(best.mean, to_vector(expected["optimum"]["mu"])) < kTolerance);
  CHECK(distance(best.log_sigma, to_vector(expected["optimum"]["rho"])) < kTolerance);
  CHECK(close(sgvb::irreducible_gap(model), expected["optimum"]["gap"]));
  const auto check_terms = [](const sgvb::Terms& t, const json& e) {
    CHECK(close(t.elbo, e["elbo"]));
    CHECK(close(t.reconstruction, e["recon"]));
    CHECK(close(t.kl_to_prior, e["kl_prior"]));
    CHECK(close(t.kl_to_posterior, e.contains("gap") ? e["gap"] : e["kl_posterior"]));
  };
  const Factorized prior = sgvb::standard_normal<Factorized>(4);
  check_terms(sgvb::terms(model, x, best), expected["optimum"]);
  check_terms(sgvb::terms(model, x, prior), expected["initial"]);
  for (const json& point : expected["points"]) {
    const Factorized q{to_vector(point["mu"]), to_vector(point["rho"])};
    const Factorized g = sgvb::gradient(model, x, q);
    check_terms(sgvb::terms(model, x, q), point);
    CHECK(distance(g.mean, to_vector(point["grad_mu"])) < kTolerance);
    CHECK(distance(g.log_sigma, to_vector(point["grad_rho"])) < kTolerance);
  }
  // The standard errors of CS229's 10 000 samples, themselves estimated to about 2 %.
  const Matrix eps = sgvb::noise(1, 0, 10000, 4);
  CHECK(sgvb::elbo_estimate(model, x, best, eps).standard_error ==
        Approx(double(expected["optimum"]["se_with_10000"])).epsilon(0.05));
  CHECK(sgvb::elbo_estimate(model, x, prior, eps).standard_error ==
        Approx(double(expected["initial"]["se_with_10000"])).epsilon(0.05));
}

TEST_CASE("sgvb: steps on the golden's own noise reproduce its run", "[sgvb][golden]") {
  const std::optional<json> all = golden();
  if (!all) return;
  const auto [expected, model, x] = experiment(*all, "model-1");  // the golden has this run for one model only
  auto state = sgvb::start(sgvb::standard_normal<Factorized>(4));
  for (const json& e : expected["fixed_noise_run_N2_lr_0.001"]) {
    const Matrix eps = to_matrix(e["eps"]);
    const sgvb::Samples samples = sgvb::samples(model, x, state.q, eps);
    CHECK(distance(samples.z, to_matrix(e["z"])) < kTolerance);
    CHECK(distance(samples.log_likelihood, to_vector(e["log_px_given_z"])) < kTolerance);
    CHECK(close(sgvb::elbo_estimate(model, x, state.q, eps).value, e["mc_elbo"]));
    const double evidence_form = sgvb::elbo_estimate(model, x, state.q, eps, sgvb::Form::evidence).value;
    CHECK(close(evidence_form, to_vector(e["ell"]).mean()));
    const Factorized g = sgvb::gradient_estimate(model, x, state.q, eps);
    CHECK(distance(g.mean, to_vector(e["reparam_analytic_kl"]["grad_mu"])) < kTolerance);
    CHECK(distance(g.log_sigma, to_vector(e["reparam_analytic_kl"]["grad_rho"])) < kTolerance);
    state = sgvb::step(state, model, x, {}, eps);
    CHECK(distance(state.q.mean, to_vector(e["mu_after"])) < kTolerance);
    CHECK(distance(state.q.log_sigma, to_vector(e["rho_after"])) < kTolerance);
  }
}

TEST_CASE("sgvb: ascent along the exact gradient reproduces the golden", "[sgvb][golden]") {
  const std::optional<json> all = golden();
  if (!all) return;
  const auto [expected, model, x] = experiment(*all, GENERATE("model-1", "model-2"));
  Factorized q = sgvb::standard_normal<Factorized>(4);
  int iteration = 0;
  for (const json& e : expected["noise_free_ascent_lr_0.001"]) {
    for (; iteration < int(e["iter"]); ++iteration) {
      const Factorized g = sgvb::gradient(model, x, q);
      q = {q.mean + 1e-3 * g.mean, q.log_sigma + 1e-3 * g.log_sigma};
    }
    CAPTURE(iteration);
    CHECK(distance(q.mean, to_vector(e["mu"])) < kTolerance);
    CHECK(distance(q.log_sigma, to_vector(e["rho"])) < kTolerance);
    CHECK(close(sgvb::elbo(model, x, q), e["elbo"]));
  }
}

TEST_CASE("sgvb: with CS229's settings SGVB ends where the golden's 40 runs end", "[sgvb][golden][monte-carlo]") {
  const std::optional<json> all = golden();
  if (!all) return;
  const auto [expected, model, x] = experiment(*all, GENERATE("model-1", "model-2"));
  const json& runs = expected["sgvb_1000_iters_N10_40_runs_exact_elbo"];
  sgvb::FitOptions options;  // the defaults are CS229's: 1000 steps of 0.001 with 10 samples
  options.trace_every = 1000;
  options.evaluation_samples = 1;
  Vector ends(40);
  for (Index i = 0; i < ends.size(); ++i) {
    options.seed = static_cast<std::uint32_t>(i);
    ends[i] = sgvb::fit(model, x, sgvb::start(sgvb::standard_normal<Factorized>(4)), options).trace.back().elbo;
  }
  // Two means of 40 runs each: their difference has a standard error of sd sqrt(2 / 40).
  const double sd = runs["sd"], mean = ends.mean();
  CHECK(std::abs(mean - double(runs["mean"])) < 5.0 * sd * std::sqrt(2.0 / 40.0));
  CHECK(ends.maxCoeff() < double(expected["optimum"]["elbo"]));  // it stops short of the optimum
  const double own_sd = std::sqrt((ends.array() - mean).square().sum() / 39.0);
  CHECK(own_sd / sd > 0.5);
  CHECK(own_sd / sd < 2.0);
}
