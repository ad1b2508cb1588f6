// The half-steps against numbers computed independently in NumPy, on the data of the reference run.
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "golden.hpp"
#include "lvm/linear_mixture_fit.hpp"

namespace {

using namespace lvm;
using golden::json;

constexpr double kTolerance = 1e-8;

// Columns x0, x1, y of the data file.
Matrix read_columns(const std::string& csv) {
  std::istringstream file(csv);
  std::vector<double> values;
  std::string line, cell;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    for (int column = 0; column < 3; ++column) {
      std::getline(cells, cell, ',');
      values.push_back(std::stod(cell));
    }
  }
  return Eigen::Map<const Matrix>(values.data(), static_cast<Index>(values.size()) / 3, 3);
}

void check_params(const json& expected, const linear_mixture::Params& params) {
  CHECK((params.weights - golden::vector(expected["pi"])).cwiseAbs().maxCoeff() < kTolerance);
  CHECK((params.W - golden::matrix(expected["W"])).cwiseAbs().maxCoeff() < kTolerance);
  CHECK((params.variances - golden::vector(expected["rho"])).cwiseAbs().maxCoeff() < kTolerance);
}

}  // namespace

TEST_CASE("EM for a mixture of lines reproduces the reference run, half-step by half-step") {
  const auto expected_run = golden::read("golden/mlr_em.json"), csv = golden::read("data/mlr/mlr.csv");
  if (!expected_run || !csv) return;
  const Matrix data = read_columns(*csv);
  const Matrix X = data.leftCols(2);
  const Vector y = data.col(2);
  const json runs = json::parse(*expected_run)["runs"];
  for (const auto& [name, run] : runs.items()) {
    CAPTURE(name);
    const linear_mixture::Params start{golden::vector(run["init"]["pi"]), golden::matrix(run["init"]["W"]),
                                       golden::vector(run["init"]["rho"])};
    CHECK(std::abs(linear_mixture::log_likelihood(start, X, y) - double(run["loglik_init"])) < kTolerance);
    for (const json& expected : run["trace"]) {
      const int iterations = expected["iter"];
      CAPTURE(iterations);
      const linear_mixture::Fit fit =
          linear_mixture::fit(X, y, start, {}, {.tolerance = 1e-300, .max_iterations = iterations});
      const std::size_t last = fit.trace.size() - 1;
      const auto value = linear_mixture::evaluate(fit.params, X, y, fit.responsibilities);
      CHECK(std::abs(fit.trace[last - 1].value.elbo - double(expected["elbo_after_E"])) < kTolerance);
      CHECK(std::abs(fit.trace[last].value.elbo - double(expected["elbo_after_M"])) < kTolerance);
      CHECK(std::abs(value.log_likelihood - double(expected["loglik"])) < kTolerance);
      if (expected.contains("pi")) check_params(expected, fit.params);
    }
  }
}
