// Traces computed independently in NumPy, half-step by half-step.
#include <cmath>

#include "catch.hpp"
#include "golden.hpp"
#include "lvm/clustering.hpp"
#include "lvm/gmm_fit.hpp"
#include "support.hpp"

using namespace lvm;
using golden::json;

namespace {

double distance(double a, const json& b) { return std::abs(a - b.get<double>()); }

double distance(const Vector& a, const json& b) { return (a - golden::vector(b)).cwiseAbs().maxCoeff(); }

// How many examples each component owns.
std::vector<int> owned(const Matrix& R) {
  std::vector<int> counts(static_cast<std::size_t>(R.cols()), 0);
  for (const int z : clustering::hard_assignments(R)) ++counts[static_cast<std::size_t>(z)];
  return counts;
}

// What is recorded of responsibilities too many to record.
void check_summary(const Matrix& R, const json& expected, double tolerance) {
  const auto N = static_cast<double>(R.rows());
  const Vector index = Vector::LinSpaced(R.rows(), 1.0, N) / N;
  CHECK(distance(R.colwise().sum(), expected["col_sums"]) < tolerance);
  CHECK(distance(R.squaredNorm(), expected["sum_squares"]) < tolerance);
  CHECK(distance((R.array() > 0.0).select(-R.array() * R.array().log(), 0.0).sum(), expected["entropy"]) < tolerance);
  CHECK(distance(R.transpose() * index, expected["index_weighted_col_sums"]) < tolerance);
  CHECK(owned(R) == expected["argmax_counts"].get<std::vector<int>>());
}

// One iteration: the params are moved on.
void check_iteration(gmm::Params& params, const Matrix& X, const gmm::Labelled& labelled, const json& row,
                     double tolerance) {
  const Matrix R = gmm::e_step(params, X).responsibilities;
  if (row.contains("R")) CHECK((R - golden::matrix(row["R"])).cwiseAbs().maxCoeff() < tolerance);
  if (row.contains("resp")) check_summary(R, row["resp"], 100.0 * tolerance);  // sums over 980 examples
  CHECK(distance(gmm::evaluate(params, X, R, labelled).bound, row["elbo_after_E"]) < tolerance);
  params = gmm::m_step(X, R, labelled);
  const gmm::Evaluation after = gmm::evaluate(params, X, R, labelled);
  CHECK(distance(after.bound, row["elbo_after_M"]) < tolerance);
  if (row["objective"].is_array()) {
    CHECK(distance(after.objective, row["objective"][0]) < tolerance);
    CHECK(distance(after.log_likelihood, row["objective"][1]) < tolerance);
    CHECK(distance(after.supervised, row["objective"][2]) < tolerance);
  } else {
    CHECK(distance(after.objective, row["objective"]) < tolerance);
    CHECK(distance(after.log_likelihood, row["loglik_unlabelled"]) < tolerance);
    CHECK(distance(after.supervised, row["sup_term"]) < tolerance);
    CHECK(distance(after.gap, row["gap_after_M"]) < tolerance);
  }
  if (row.contains("phi")) CHECK(support::distance(params, golden::mixture(row)) < tolerance);
}

void check_end(const gmm::Fit& fit, const gmm::Labelled& labelled, const json& run) {
  const Matrix ten = fit.responsibilities.topRows(10);
  CHECK((ten - golden::matrix(run["final_responsibilities_rows_0_to_9"])).cwiseAbs().maxCoeff() < 1e-8);
  CHECK(owned(fit.responsibilities) == run["final_argmax_counts"].get<std::vector<int>>());
  const Labels found = clustering::hard_assignments(gmm::e_step(fit.params, labelled.X).responsibilities);
  int right = 0;
  for (std::size_t i = 0; i < found.size(); ++i) right += found[i] == labelled.z[i] ? 1 : 0;
  CHECK(right == run["labelled_points_classified_right"].get<int>());
}

gmm::WeightsFrom convention(const std::string& mode) {
  return mode == "ntu" ? gmm::WeightsFrom::unlabelled : gmm::WeightsFrom::all;
}

}  // namespace

TEST_CASE("gmm: the tiny one-dimensional trace", "[gmm][golden]") {
  const std::string mode = GENERATE("unsup", "cs229", "ntu");
  CAPTURE(mode);
  const auto text = golden::read("golden/gmm_tiny_1d.json");
  if (!text) return;
  const json file = json::parse(*text);
  const json& run = file["runs"][mode];
  const Matrix X = golden::matrix(file["X"]);
  const gmm::Labelled labelled{golden::matrix(file["X_labelled"]), file["z_labelled"].get<Labels>(),
                               run["alpha"].get<double>(), convention(mode)};
  gmm::Params params = golden::mixture(file["init"]);
  REQUIRE(run["rows"].size() == 3);
  for (const json& row : run["rows"]) {
    if (mode == "unsup") {
      check_iteration(params, X, {}, row, 1e-10);
    } else {
      check_iteration(params, X, labelled, row, 1e-10);
    }
  }
}

TEST_CASE("gmm: the traces on CS229's data", "[gmm][golden]") {
  const std::string mode = GENERATE("unsup", "cs229", "ntu");
  CAPTURE(mode);
  const auto text = golden::read("golden/gmm_A_roundrobin_" + mode + ".json");
  const auto csv = golden::read("data/cs229_gmm/train.csv");
  if (!text || !csv) return;
  const json run = json::parse(*text)["run"];
  auto [X, all_labelled] = golden::split_by_label(*csv);
  REQUIRE(X.rows() == 980);
  all_labelled.alpha = run["alpha"];
  all_labelled.weights_from = convention(mode);
  const gmm::Labelled labelled = mode == "unsup" ? gmm::Labelled{} : all_labelled;
  const gmm::Params start = golden::mixture(run["init"]);
  CHECK(distance(gmm::objective(start, X, labelled), run["objective_init"]) < 1e-8);

  gmm::Params params = start;
  for (const json& row : run["trace"]) {
    CAPTURE(row["iter"].get<int>());
    check_iteration(params, X, labelled, row, 1e-8);
  }
  const gmm::Fit fit = gmm::fit(X, start, labelled, {.tolerance = run["eps"].get<double>()});
  CHECK(fit.converged);
  CHECK(fit.iterations == run["iterations"].get<int>());
  CHECK(support::distance(fit.params, params) < 1e-11);
  check_end(fit, all_labelled, run);
}

TEST_CASE("gmm: the fixed points on CS229's data", "[gmm][golden]") {
  const std::string mode = GENERATE("unsup", "cs229", "ntu");
  CAPTURE(mode);
  const auto text = golden::read("golden/gmm_A_roundrobin_" + mode + ".json");
  const auto csv = golden::read("data/cs229_gmm/train.csv");
  if (!text || !csv) return;
  const json run = json::parse(*text)["run"];
  auto [X, labelled] = golden::split_by_label(*csv);
  labelled.alpha = run["alpha"];
  labelled.weights_from = convention(mode);
  const gmm::Labelled used = mode == "unsup" ? gmm::Labelled{} : labelled;
  const gmm::Params fixed = golden::mixture(run["fixed_point"]);
  CHECK(distance(gmm::objective(fixed, X, used), run["fixed_point"]["objective"]) < 1e-7);
  CHECK(support::distance(gmm::m_step(X, gmm::e_step(fixed, X).responsibilities, used), fixed) < 1e-7);

  // The run of the golden trace goes there, all the way.
  gmm::Params params = golden::mixture(run["trace"].back());
  for (int iteration = 0; iteration < 600; ++iteration) {
    params = gmm::m_step(X, gmm::e_step(params, X).responsibilities, used);
    if (support::distance(params, fixed) < 1e-7) break;
  }
  CHECK(support::distance(params, fixed) < 1e-7);
}
