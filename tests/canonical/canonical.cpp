// The canonical runs natively: reads runs.json, prints every number of every trace as JSON. See evaluate.mjs, which
// does the same through the package; the order of the numbers is the same in both.
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lvm/bbvi_run.hpp"
#include "lvm/divergence_fit.hpp"
#include "lvm/gmm_fit.hpp"
#include "lvm/gmm_half_steps.hpp"
#include "lvm/gmm_init.hpp"
#include "lvm/linear_gaussian_examples.hpp"
#include "lvm/linear_mixture_fit.hpp"
#include "lvm/linear_mixture_half_steps.hpp"
#include "lvm/linear_mixture_init.hpp"
#include "lvm/sgvb_fit.hpp"

using namespace lvm;
using nlohmann::json;
using Numbers = std::vector<double>;

namespace {

Vector vector(const json& values) {
  Vector v(static_cast<Index>(values.size()));
  for (Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

Matrix matrix(const json& rows) {
  Matrix A(static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size()));
  for (Index i = 0; i < A.rows(); ++i) A.row(i) = vector(rows[static_cast<std::size_t>(i)]);
  return A;
}

gmm::Params mixture(const json& p) {
  gmm::Params params{vector(p["weights"]), matrix(p["means"]), {}};
  for (const json& S : p["covariances"]) params.covariances.emplace_back(matrix(S));
  return params;
}

/// Column by column of a row-major matrix would be another order than JavaScript's: row by row.
template <class Dense>
void append(Numbers& to, const Dense& from) {
  for (Index i = 0; i < from.rows(); ++i) {
    for (Index j = 0; j < from.cols(); ++j) to.push_back(from(i, j));
  }
}

void append_value(Numbers& to, const em::Evaluation& v) {
  to.insert(to.end(), {v.elbo, v.log_likelihood, v.supervised, v.bound, v.objective, v.gap});
}

template <class Fit>
Numbers trace_of(const Fit& fit) {
  Numbers numbers;
  for (const auto& point : fit.trace) append_value(numbers, point.value);
  return numbers;
}

Numbers run_gmm(const json& run) {
  const gmm::Sample drawn = gmm::sample(mixture(run["truth"]), run["rows"], run["dataSeed"]);
  const Index known = run["labelled"];
  const Matrix X = drawn.X.bottomRows(drawn.X.rows() - known);
  gmm::Labelled labelled{drawn.X.topRows(known),
                         {drawn.z.begin(), drawn.z.begin() + known},
                         run["alpha"],
                         run["weightsFrom"] == "all" ? gmm::WeightsFrom::all : gmm::WeightsFrom::unlabelled};
  if (known == 0) labelled = {};
  const double floor = run["covarianceFloor"];
  const gmm::Params start = run["init"] == "kmeans++" ? gmm::init_kmeans_plus_plus(X, run["k"], run["seed"], floor)
                                                      : gmm::init_random_split(X, run["k"], run["seed"], floor);
  const gmm::Fit fit =
      gmm::fit(X, start, labelled,
               {.tolerance = run["tolerance"], .max_iterations = run["maxIterations"], .covariance_floor = floor});
  Numbers numbers = trace_of(fit);
  append(numbers, fit.params.weights);
  append(numbers, fit.params.means);
  for (const auto& S : fit.params.covariances) append(numbers, S);
  append(numbers, fit.responsibilities);
  const gmm::Dataset data(X);
  const gmm::AfterE e = gmm::e_half_step(data, fit.params, labelled);
  append_value(numbers, e.value);
  append(numbers, e.responsibilities);
  const gmm::AfterM m = gmm::m_half_step(data, fit.responsibilities, {}, floor);
  append_value(numbers, m.value);
  append(numbers, m.params.means);
  for (const auto& S : m.params.covariances) append(numbers, S);
  return numbers;
}

Numbers run_linear_mixture(const json& run) {
  const Matrix drawn = gmm::sample(mixture(run["truth"]), run["rows"], run["dataSeed"]).X;
  Matrix X = Matrix::Ones(drawn.rows(), 2);
  X.col(1) = drawn.col(0);
  const Vector y = drawn.col(1);
  const double floor = run["varianceFloor"];
  const auto start = linear_mixture::init_random_lines(X, y, run["k"], run["seed"], floor);
  const linear_mixture::Fit fit = linear_mixture::fit(
      X, y, start, {},
      {.tolerance = run["tolerance"], .max_iterations = run["maxIterations"], .variance_floor = floor});
  Numbers numbers = trace_of(fit);
  append(numbers, fit.params.weights);
  append(numbers, fit.params.W);
  append(numbers, fit.params.variances);
  const linear_mixture::AfterE e = linear_mixture::e_half_step(fit.params, X, y);
  append_value(numbers, e.value);
  append(numbers, e.responsibilities);
  const linear_mixture::AfterM m = linear_mixture::m_half_step(X, y, fit.responsibilities, {}, floor);
  append_value(numbers, m.value);
  append(numbers, m.params.W);
  append(numbers, m.params.variances);
  return numbers;
}

void append_scales(Numbers& numbers, const sgvb::Factorized& q) { append(numbers, q.log_sigma); }
void append_scales(Numbers& numbers, const sgvb::Full& q) {
  append(numbers, q.log_diagonal);
  append(numbers, q.lower);
}

template <sgvb::Family Q>
Numbers run_sgvb(const json& run) {
  const auto [model, x] = run["experiment"] == 1 ? linear_gaussian::experiment_1() : linear_gaussian::experiment_2();
  sgvb::FitOptions options;
  options.step.optimizer = run["optimizer"] == "adam" ? sgvb::Optimizer::adam : sgvb::Optimizer::gradient_ascent;
  options.step.step_size = run["stepSize"];
  options.seed = run["seed"];
  options.steps = run["steps"];
  options.samples = run["samples"];
  options.trace_every = run["traceEvery"];
  options.evaluation_samples = run["evaluationSamples"];
  const auto fit = sgvb::fit(model, x, sgvb::start(sgvb::standard_normal<Q>(model.W.cols())), options);
  Numbers numbers;
  for (const auto& point : fit.trace) {
    const auto& [value, error] = point.estimate;
    numbers.insert(numbers.end(), {double(point.step), value, error, point.elbo, point.gap, point.objective});
    append(numbers, point.q.mean);
    append_scales(numbers, point.q);
  }
  return numbers;
}

Numbers run_bbvi(const json& run) {
  const bbvi::Target target =
      run["target"] == "banana" ? bbvi::Target{bbvi::Banana{}} : bbvi::Target{bbvi::GaussianMean{}};
  bbvi::Method method;
  if (run["estimator"] == "score_function") method.estimator = bbvi::Estimator::score_function;
  bbvi::RunOptions options;
  options.steps = run["steps"];
  options.samples = run["samples"];
  options.seed = run["seed"];
  options.step.optimizer = run["optimizer"] == "adam" ? bbvi::Optimizer::adam : bbvi::Optimizer::gradient_ascent;
  options.step.step_size = run["stepSize"];
  const bbvi::Run result =
      bbvi::run(target, bbvi::Gaussian{vector(run["mean"]), vector(run["logSigma"])}, method, options);
  Numbers numbers;
  append(numbers, result.elbo);
  append(numbers, result.parameters);
  return numbers;
}

Numbers run_divergence(const json& run) {
  const json &p = run["p"], &q = run["start"];
  const auto direction =
      run["direction"] == "inclusive" ? divergence::Direction::inclusive : divergence::Direction::exclusive;
  divergence::DescentOptions options;
  options.step_size = run["stepSize"];
  options.max_steps = run["maxSteps"];
  options.tolerance = run["tolerance"];
  const divergence::Mixture density{vector(p["weights"]), vector(p["means"]), vector(p["sigmas"])};
  Numbers numbers;
  for (const auto& [at, value] : divergence::fit(direction, density, {q["mean"], q["logSigma"]}, options).trace) {
    const auto& g = value.gradient;
    numbers.insert(numbers.end(), {at.mean, at.log_sigma, value.value, g.mean, g.log_sigma});
  }
  return numbers;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) return EXIT_FAILURE;
  std::ifstream file(argv[1]);
  const json runs = json::parse(file);
  json results;
  const auto add = [&](const char* model, const json& run, const Numbers& numbers) {
    results[std::string(model) + ": " + std::string(run["name"])] = numbers;
  };
  for (const json& run : runs["gmm"]) add("gmm", run, run_gmm(run));
  for (const json& run : runs["linearMixture"]) add("linearMixture", run, run_linear_mixture(run));
  for (const json& run : runs["linearGaussian"]) {
    add("linearGaussian", run, run["family"] == "full" ? run_sgvb<sgvb::Full>(run) : run_sgvb<sgvb::Factorized>(run));
  }
  for (const json& run : runs["bbvi"]) add("bbvi", run, run_bbvi(run));
  for (const json& run : runs["divergence"]) add("divergence", run, run_divergence(run));
  std::cout << results << '\n';
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return EXIT_FAILURE;
}
