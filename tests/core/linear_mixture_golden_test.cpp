// The half-steps against numbers computed independently in NumPy, on the data of the reference run.
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "lvm/linear_mixture_fit.hpp"

namespace {

using namespace lvm;
using nlohmann::json;

constexpr double kTolerance = 1e-8;

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

// Columns x0, x1, y of the data file.
Matrix read_columns(std::istream& file) {
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
  CHECK((params.weights - to_vector(expected["pi"])).cwiseAbs().maxCoeff() < kTolerance);
  CHECK((params.W - to_matrix(expected["W"])).cwiseAbs().maxCoeff() < kTolerance);
  CHECK((params.variances - to_vector(expected["rho"])).cwiseAbs().maxCoeff() < kTolerance);
}

}  // namespace

TEST_CASE("EM for a mixture of lines reproduces the reference run, half-step by half-step") {
  std::ifstream golden_file(LVM_SHARED_DIR "/golden/mlr_em.json"), data_file(LVM_SHARED_DIR "/data/mlr/mlr.csv");
  if (!golden_file || !data_file) {
    WARN("golden mlr_em.json or its data is absent: not compared");
    return;
  }
  const Matrix data = read_columns(data_file);
  const Matrix X = data.leftCols(2);
  const Vector y = data.col(2);
  const json golden = json::parse(golden_file);
  for (const auto& [name, run] : golden["runs"].items()) {
    CAPTURE(name);
    const linear_mixture::Params start{to_vector(run["init"]["pi"]), to_matrix(run["init"]["W"]),
                                       to_vector(run["init"]["rho"])};
    CHECK(linear_mixture::log_likelihood(start, X, y) == Approx(double(run["loglik_init"])).epsilon(0).margin(kTolerance));
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
