// The one-pass iteration against the half-steps that define it.
#include "gmm_kernel.hpp"
#include "catch.hpp"

using namespace lvm;
using support::kernel_error;
using support::relative_difference;

namespace {

// A little more than rounding may do to sums of a few hundred terms.
constexpr double kTolerance = 1e-12;

}  // namespace

TEST_CASE("gmm kernel: a dataset keeps the examples, whatever their number", "[gmm][kernel]") {
  const Index N = GENERATE(1, 2, 3, 4, 5, 127, 128, 129, 132, 255, 256, 257, 1000), D = GENERATE(1, 2, 3, 7);
  CAPTURE(N, D);
  const Matrix X = support::random_data(1, N, D);
  const gmm::Dataset data(X);
  CHECK(data.rows() == N);
  CHECK(data.cols() == D);
  CHECK(data.matrix() == X);
  Index count = 0, held = 0;
  for (Index t = 0; t < data.tiles(); ++t) {
    count += data.tile(t).count;
    CHECK(data.tile(t).padded <= gmm::Dataset::kTile);
    held += data.tile(t).padded;
  }
  CHECK(count == N);
  CHECK(held <= N + 3);
}

TEST_CASE("gmm kernel: every size from 1 to 300", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 3, 4, 7);
  double worst = 0.0;
  for (Index N = 1; N <= 300; ++N) {
    const Index K = 1 + (7 * N + D) % 16;
    const auto [X, params, R] = support::random_problem(static_cast<std::uint32_t>(N), N, D, K);
    const double error = kernel_error(X, params, {}, 0.1);  // a floor, since few examples collapse
    CAPTURE(N, D, K);
    REQUIRE(error < kTolerance);
    worst = std::max(worst, error);
  }
  CAPTURE(worst);
  CHECK(worst > 0.0);  // both took their own way
}

TEST_CASE("gmm kernel: dimensions 1 to 20, components 1 to 16", "[gmm][kernel]") {
  const Index D = GENERATE(range(1, 21)), K = GENERATE(range(1, 17));
  const Index N = 130 + 3 * D + K;
  CAPTURE(D, K, N);
  const auto [X, params, R] = support::random_problem(3, N, D, K);
  CHECK(kernel_error(X, params, {}, 0.01) < kTolerance);
}

TEST_CASE("gmm kernel: enough examples need no floor", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 3, 5, 16), K = GENERATE(1, 2, 5);
  const auto seed = GENERATE(range(0u, 3u));
  CAPTURE(seed, D, K);
  const gmm::Params params = support::random_params(seed, D, K);
  const Matrix X = gmm::sample(params, 2000, seed).X;
  CHECK(kernel_error(X, params) < kTolerance);
  const gmm::Dataset data(X);
  CHECK(relative_difference(gmm::log_likelihood(data, params), gmm::log_likelihood(params, X)) < kTolerance);
}

TEST_CASE("gmm kernel: labelled examples, under both conventions", "[gmm][kernel]") {
  const auto convention = GENERATE(gmm::WeightsFrom::all, gmm::WeightsFrom::unlabelled);
  const double alpha = GENERATE(0.0, 0.5, 20.0, 1e12);
  const Index D = GENERATE(1, 2, 5);
  CAPTURE(alpha, D);
  const auto [X, params, R] = support::random_problem(4, 200, D, 3);
  const gmm::Labelled labelled = support::random_labelled(4, 40, D, 3, alpha, convention);
  CHECK(kernel_error(X, params, labelled) < kTolerance);
  CHECK(kernel_error(X, params, labelled, 0.5) < kTolerance);
}

TEST_CASE("gmm kernel: half-steps with responsibilities of any origin", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 3, 7), K = GENERATE(1, 2, 5), N = GENERATE(60, 127, 128, 129, 300);
  const double alpha = GENERATE(0.0, 2.0);
  CAPTURE(D, K, N, alpha);
  auto [X, params, R] = support::random_problem(11, N, D, K);
  const gmm::Labelled labelled = support::random_labelled(11, 20, D, K, alpha, gmm::WeightsFrom::all);
  CHECK(support::half_step_error(X, params, R, labelled, 0.01) < kTolerance);
  if (K == 1) return;
  // Examples that belong to one component altogether, or nearly: 0 ln 0 = 0.
  for (Index n = 0; n < N; n += 3) {
    R.row(n).setZero();
    R(n, n % K) = 1.0;
  }
  R.row(1).setConstant(1e-300);
  R(1, 0) = 1.0;
  CHECK(support::half_step_error(X, params, R, labelled, 0.01) < kTolerance);
}

TEST_CASE("gmm kernel: half-steps close the gap, and never lower the objective", "[gmm][kernel]") {
  gmm::Params params = support::random_params(12, 2, 3);
  const Matrix X = gmm::sample(params, 500, 12).X;
  params.means.array() += 0.3;
  const gmm::Dataset data(X);
  double objective = gmm::objective(params, X);
  for (int iteration = 0; iteration < 30; ++iteration) {
    const gmm::AfterE e = gmm::e_half_step(data, params);
    CHECK(e.value.gap == 0.0);
    CHECK(e.value.bound == e.value.objective);
    CHECK((e.responsibilities.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-15 * 4);
    const gmm::AfterM m = gmm::m_half_step(data, e.responsibilities);
    CHECK(m.value.bound >= e.value.bound - 1e-12 * std::abs(e.value.bound));
    CHECK(m.value.bound <= m.value.objective);
    CHECK(m.value.objective >= objective - 1e-9 * std::abs(objective));
    objective = m.value.objective;
    params = m.params;
  }
}

TEST_CASE("gmm kernel: half-steps give equal components the same bits", "[gmm][kernel]") {
  auto [X, params, R] = support::random_problem(13, 301, 2, 3);
  params.weights << 0.3, 0.3, 0.4;
  params.means.row(1) = params.means.row(0);
  params.covariances[1] = params.covariances[0];
  const gmm::Dataset data(X);
  const Matrix gamma = gmm::e_half_step(data, params).responsibilities;
  CHECK(gamma.col(0) == gamma.col(1));
  const gmm::Params next = gmm::m_half_step(data, gamma).params;
  CHECK(next.means.row(0) == next.means.row(1));
  CHECK(next.covariances[0] == next.covariances[1]);
}

TEST_CASE("gmm kernel: iterations one by one and together", "[gmm][kernel]") {
  const auto [X, params, R] = support::random_problem(9, 250, 2, 3);
  const gmm::Labelled labelled = support::random_labelled(9, 10, 2, 3, 2.0, gmm::WeightsFrom::all);
  const gmm::Dataset data(X);
  const gmm::Run run = gmm::iterate(data, params, 5, labelled, 0.1);
  gmm::Params one = params;
  for (const double log_likelihood : run.log_likelihoods) {
    const gmm::Step step = gmm::em_step(data, one, labelled, 0.1);
    CHECK(step.log_likelihood == log_likelihood);
    one = step.params;
  }
  CHECK(support::distance(run.params, one) == 0.0);
  CHECK_THROWS_WITH(gmm::iterate(data, params, 0), catch_contains("iterations must be >= 1"));
}

TEST_CASE("gmm kernel: the gap that an M-step leaves", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 3, 6), K = GENERATE(1, 2, 4);
  CAPTURE(D, K);
  gmm::Params params = support::random_params(5, D, K);
  const Matrix X = gmm::sample(params, 333, 5).X;
  params.means.array() += 0.5;
  const gmm::Dataset data(X);
  for (int iteration = 0; iteration < 60; ++iteration) {
    const Matrix gamma = gmm::e_step(params, X).responsibilities;
    const gmm::Params next = gmm::em_step(data, params).params;
    const double expected = gmm::kl_to_posterior(next, X, gamma), gap = gmm::kl_of_posteriors(data, params, next);
    CAPTURE(iteration, expected, gap);
    CHECK(gap >= 0.0);
    // d = ln gamma' - ln gamma is good to about 1e-15, and the gap is a sum of d^2 gamma / 2.
    CHECK(std::abs(std::sqrt(gap) - std::sqrt(expected)) < 1e-13 + 1e-12 * std::sqrt(expected));
    params = next;
  }
  CHECK(gmm::kl_of_posteriors(data, params, params) == 0.0);
}

TEST_CASE("gmm kernel: cutting the data changes nothing but rounding", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 4);
  const auto [X, params, R] = support::random_problem(6, 300, D, 3);
  const double whole = gmm::log_likelihood(gmm::Dataset(X), params);
  const gmm::Params expected = gmm::em_step(gmm::Dataset(X), params).params;
  for (const Index cut : {1, 3, 64, 127, 128, 129, 200, 256, 299}) {
    CAPTURE(D, cut);
    const Matrix head = X.topRows(cut), tail = X.bottomRows(300 - cut);
    const double parts =
        gmm::log_likelihood(gmm::Dataset(head), params) + gmm::log_likelihood(gmm::Dataset(tail), params);
    CHECK(relative_difference(whole, parts) < kTolerance);
    Matrix turned(300, D);  // the same examples in other tiles and lanes
    turned << tail, head;
    CHECK(support::relative_distance(gmm::em_step(gmm::Dataset(turned), params).params, expected) < kTolerance);
  }
}

TEST_CASE("gmm kernel: the same bits every time, and for equal components", "[gmm][kernel]") {
  const Index D = GENERATE(1, 2, 3, 5);
  CAPTURE(D);
  auto [X, params, R] = support::random_problem(7, 301, D, 4);
  params.weights << 0.3, 0.3, 0.2, 0.2;
  params.means.row(1) = params.means.row(0);
  params.covariances[1] = params.covariances[0];
  const gmm::Dataset data(X), again(X);
  const gmm::Step a = gmm::em_step(data, params), b = gmm::em_step(again, params);
  CHECK(support::distance(a.params, b.params) == 0.0);
  CHECK(a.log_likelihood == b.log_likelihood);
  CHECK(a.params.means.row(0) == a.params.means.row(1));
  CHECK(a.params.covariances[0] == a.params.covariances[1]);
  CHECK(a.params.weights[0] == a.params.weights[1]);
}

TEST_CASE("gmm kernel: the same bits on every platform, of the sums over the data", "[gmm][kernel]") {
  // With one component of weight 1 the platform's logarithm is asked for ln 1 and the determinant alone.
  const Matrix X = support::random_data(8, 1000, 2);
  const gmm::Params params{Vector::Ones(1), Matrix::Zero(1, 2), {Matrix::Identity(2, 2)}};
  const gmm::Params next = gmm::em_step(gmm::Dataset(X), params).params;
  Vector numbers(6);
  numbers << next.means(0, 0), next.means(0, 1), Eigen::Map<const Vector>(next.covariances[0].data(), 4);
  CHECK(support::hash(numbers.data(), 6) == 0x410fea1f6d509a55ULL);
}
