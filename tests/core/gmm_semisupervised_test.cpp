// Labelled examples: what alpha and the two conventions for the mixing weights mean.
#include "catch.hpp"

#include <cmath>
#include <limits>

#include "lvm/gmm_fit.hpp"
#include "support.hpp"

using namespace lvm;
using support::at;
using support::relative_difference;

namespace {

gmm::Labelled repeated(const gmm::Labelled& labelled, int times) {
  gmm::Labelled result{labelled.X.replicate(times, 1), {}, 1.0, labelled.weights_from};
  for (int i = 0; i < times; ++i) result.z.insert(result.z.end(), labelled.z.begin(), labelled.z.end());
  return result;
}

Matrix one_hot(const Labels& z, Index K) {
  Matrix R = Matrix::Zero(static_cast<Index>(z.size()), K);
  for (std::size_t i = 0; i < z.size(); ++i) R(static_cast<Index>(i), z[i]) = 1.0;
  return R;
}

}  // namespace

TEST_CASE("gmm: alpha = 0 is plain EM", "[gmm][property]") {
  const auto seed = GENERATE(range(0u, 8u));
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  CAPTURE(seed, static_cast<int>(convention));
  const auto [X, params, R] = support::random_problem(seed, 60, 2, 3);
  const gmm::Labelled labelled = support::random_labelled(seed, 10, 2, 3, 0.0, convention);
  CHECK(support::distance(gmm::m_step(X, R, labelled), gmm::m_step(X, R)) < 1e-14);
  CHECK(gmm::objective(params, X, labelled) == gmm::log_likelihood(params, X));
  const gmm::Evaluation with = gmm::evaluate(params, X, R, labelled), plain = gmm::evaluate(params, X, R);
  CHECK(with.bound == plain.bound);
  CHECK(with.objective == plain.objective);
  CHECK(with.supervised < 0.0);  // still told, though it does not count
  CHECK(gmm::effective_counts(R, labelled) == gmm::effective_counts(R));
}

TEST_CASE("gmm: an integer alpha repeats the labelled examples", "[gmm][property]") {
  const auto seed = GENERATE(range(0u, 6u));
  const int alpha = GENERATE(1, 2, 7);
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  CAPTURE(seed, alpha, static_cast<int>(convention));
  const auto [X, params, R] = support::random_problem(seed, 60, 2, 3);
  const gmm::Labelled once = support::random_labelled(seed, 10, 2, 3, alpha, convention), often = repeated(once, alpha);
  CHECK(support::distance(gmm::m_step(X, R, once), gmm::m_step(X, R, often)) < 1e-13);
  CHECK(relative_difference(gmm::objective(params, X, once), gmm::objective(params, X, often)) < 1e-13);
  CHECK(relative_difference(gmm::evaluate(params, X, R, once).bound, gmm::evaluate(params, X, R, often).bound) < 1e-13);
  CHECK(gmm::effective_counts(R, once).isApprox(gmm::effective_counts(R, often), 1e-14));
}

TEST_CASE("gmm: a labelled example is a row alpha * onehot(z) of R", "[gmm][property]") {
  const auto seed = GENERATE(range(0u, 6u));
  const double alpha = GENERATE(0.25, 20.0);
  CAPTURE(seed, alpha);
  const auto [X, params, R] = support::random_problem(seed, 50, 3, 3);
  gmm::Labelled labelled = support::random_labelled(seed, 12, 3, 3, alpha, gmm::WeightsFrom::all);
  Matrix X_all(62, 3), R_all(62, 3);
  X_all << X, labelled.X;
  R_all << R, alpha * one_hot(labelled.z, 3);
  const gmm::Params expected = gmm::m_step(X_all, R_all);
  const gmm::Params all = gmm::m_step(X, R, labelled);
  CHECK(support::distance(all, expected) < 1e-13);
  CHECK(all.weights.isApprox(gmm::effective_counts(R, labelled) / (50.0 + 12.0 * alpha), 1e-14));

  labelled.weights_from = gmm::WeightsFrom::unlabelled;
  gmm::Params unlabelled = gmm::m_step(X, R, labelled);
  CHECK(unlabelled.weights.isApprox(R.colwise().mean().transpose(), 1e-14));
  unlabelled.weights = expected.weights;
  CHECK(support::distance(unlabelled, expected) < 1e-13);
}

TEST_CASE("gmm: l_sup counts ln pi in one convention and not in the other", "[gmm]") {
  const auto seed = GENERATE(range(0u, 6u));
  CAPTURE(seed);
  const gmm::Params params = support::random_params(seed, 2, 3);
  gmm::Labelled labelled = support::random_labelled(seed, 9, 2, 3, 3.0, gmm::WeightsFrom::all);
  const Matrix log_p = gmm::log_joint(params, labelled.X);
  double joint = 0.0, log_weights = 0.0;
  for (Index i = 0; i < 9; ++i) {
    joint += log_p(i, labelled.z[at(i)]);
    log_weights += std::log(params.weights[labelled.z[at(i)]]);
  }
  CHECK(relative_difference(gmm::supervised_log_likelihood(params, labelled), joint) < 1e-14);
  labelled.weights_from = gmm::WeightsFrom::unlabelled;
  CHECK(relative_difference(gmm::supervised_log_likelihood(params, labelled), joint - log_weights) < 1e-13);
}

TEST_CASE("gmm: the labelled set may be empty or cover only some classes", "[gmm]") {
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  const auto [X, params, R] = support::random_problem(9, 60, 2, 3);
  gmm::Labelled labelled{{}, {}, 20.0, convention};
  const gmm::FitOptions options{.max_iterations = 100, .covariance_floor = 0.05};
  SECTION("empty, without columns or with them") {
    labelled.X = GENERATE(Matrix(0, 0), Matrix(0, 2));
    CHECK(support::distance(gmm::m_step(X, R, labelled), gmm::m_step(X, R)) == 0.0);
    CHECK(gmm::supervised_log_likelihood(params, labelled) == 0.0);
    CHECK(gmm::objective(params, X, labelled) == gmm::log_likelihood(params, X));
    CHECK(gmm::effective_counts(R, labelled) == gmm::effective_counts(R));
    const gmm::Fit with = gmm::fit(X, params, labelled, options), without = gmm::fit(X, params, {}, options);
    CHECK(with.iterations == without.iterations);
    CHECK(support::distance(with.params, without.params) == 0.0);
  }
  SECTION("one class only") {
    labelled = support::random_labelled(9, 5, 2, 1, 20.0, convention);
    labelled.z.assign(5, 2);
    const gmm::Fit fit = gmm::fit(X, params, labelled, options);
    CHECK(fit.trace.back().value.objective > fit.trace.front().value.objective);
    CHECK((fit.params.means.row(2) - labelled.X.colwise().mean()).norm() < 1.0);  // 100 votes against 60
  }
}

TEST_CASE("gmm: a label for a component of weight 0 is impossible only where pi counts", "[gmm]") {
  auto [X, params, R] = support::random_problem(2, 20, 2, 2);
  params.weights << 1.0, 0.0;
  gmm::Labelled labelled{Matrix::Zero(1, 2), {1}, 2.0, gmm::WeightsFrom::all};
  CHECK(gmm::objective(params, X, labelled) == -std::numeric_limits<double>::infinity());
  labelled.weights_from = gmm::WeightsFrom::unlabelled;
  CHECK(std::isfinite(gmm::objective(params, X, labelled)));
  labelled.weights_from = gmm::WeightsFrom::all;
  labelled.alpha = 0.0;
  CHECK(gmm::objective(params, X, labelled) == gmm::log_likelihood(params, X));
}

TEST_CASE("gmm: as alpha grows the labelled examples decide alone", "[gmm]") {
  const double alpha = 1e12;
  const auto [X, params, R] = support::random_problem(3, 40, 2, 2);
  const gmm::Labelled labelled = support::random_labelled(3, 30, 2, 2, alpha, gmm::WeightsFrom::all);
  const gmm::Params alone = gmm::m_step(labelled.X, one_hot(labelled.z, 2));
  CHECK(support::distance(gmm::m_step(X, R, labelled), alone) < 1e-9);
  const gmm::Fit fit = gmm::fit(X, params, labelled);
  CHECK(fit.converged);
  CHECK(support::distance(fit.params, alone) < 1e-9);
}
