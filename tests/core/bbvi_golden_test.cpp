// Reference numbers computed independently: see golden/gradient_variance.json.
#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

#include "bbvi_cases.hpp"

using namespace bbvi_cases;

namespace {

#ifndef LVM_SHARED_DIR
#define LVM_SHARED_DIR "."
#endif

nlohmann::json load(const std::string& name) {
  std::ifstream file(std::string(LVM_SHARED_DIR) + "/golden/" + name);
  return file ? nlohmann::json::parse(file) : nlohmann::json();
}

Method method_of(const std::string& name) {
  if (name == "reparam_analytic_kl") return {Estimator::reparameterization_kl, {}};
  if (name == "reparam_total") return {Estimator::reparameterization, {}};
  if (name == "stl") return {Estimator::sticking_the_landing, {}};
  if (name == "score1") return with_coefficient(0.0);
  if (name == "score12") return with_coefficient(-1.0);
  if (name == "score_cv_opt") return with_coefficient(Coefficient::per_coordinate, Origin::exact);
  if (name == "score_cv_common") return with_coefficient(Coefficient::common, Origin::exact);
  if (name == "score_baseline_elbo") return with_coefficient(Coefficient::minus_elbo, Origin::exact);
  FAIL("unknown estimator " << name);
  return {};
}

Vector pair(const nlohmann::json& entry, const std::string& what) {
  Vector result(2);
  result << entry.at(what + "_mu").at(0).get<double>(), entry.at(what + "_rho").at(0).get<double>();
  return result;
}

// The variance of a sample of size S is itself uncertain by sqrt((m4 - m2^2) / S).
void check_sampled(const Estimate& sampled, const Vector& mean, const Vector& variance) {
  const auto S = static_cast<double>(sampled.per_sample.rows());
  const Matrix centred = sampled.per_sample.rowwise() - sampled.mean.transpose();
  const Vector fourth = centred.array().square().square().colwise().mean().transpose();
  const Vector error = ((fourth - variance.cwiseAbs2()).cwiseMax(0.0) / S).cwiseSqrt();
  CHECK(within_5_standard_errors(sampled.mean, mean, sampled.standard_error));
  CHECK(within_5_standard_errors(sampled.covariance.diagonal(), variance, error));
}

}  // namespace

TEST_CASE("bbvi: golden gradient_variance", "[bbvi][golden]") {
  const nlohmann::json golden = load("gradient_variance.json");
  if (golden.is_null()) {
    WARN("golden/gradient_variance.json is not there; skipped");
    return;
  }
  const Target target{GaussianMean{1.5, 1.0, 0.0, 1.0}};
  for (const nlohmann::json& point : golden.at("one_dim")) {
    const Gaussian q = gaussian({point.at("mu").get<double>()}, {std::log(point.at("sigma").get<double>())});
    CHECK(elbo(target, q) == Approx(point.at("elbo").get<double>()).epsilon(1e-13));
    CHECK(log_evidence(target) == Approx(point.at("log_px").get<double>()).epsilon(1e-13));
    const Matrix eps = noise_of(q, 11, 20000);
    for (const auto& [name, entry] : point.at("table").items()) {
      CAPTURE(name, point.at("mu").get<double>());
      const Method method = method_of(name);
      CHECK(close(elbo_gradient(target, q), pair(entry, "mean"), 1e-13));
      CHECK(close(exact_variance(target, q, method), pair(entry, "var"), 1e-13));
      if (entry.contains("alpha_mu")) {
        const Vector a = coefficients(target, q, eps, method.control).row(0).transpose();
        CHECK(close(a, pair(entry, "alpha"), 1e-13));
      }
      if (entry.contains("alpha")) {
        const double a = entry.at("alpha").get<double>();
        CHECK(exact_variance_parabolas(target, q).total.argmin == Approx(a).epsilon(1e-13));
      }
      check_sampled(estimate(target, q, eps, method), pair(entry, "mean"), pair(entry, "var"));
    }
  }
}
