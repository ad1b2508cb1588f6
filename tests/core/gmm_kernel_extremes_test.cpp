// The one-pass iteration where numbers get large, small or equal, and where it has to refuse.
#include <limits>

#include "catch.hpp"
#include "gmm_kernel.hpp"
#include "lvm/errors.hpp"

using namespace lvm;
using support::kernel_error;
using support::relative_difference;

namespace {

constexpr double kTolerance = 1e-12;

// What a call throws: type, component and words; empty where it throws nothing.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const CollapsedComponent& error) {
    return "CollapsedComponent " + std::to_string(error.component()) + ": " + error.what();
  } catch (const NumericalError& error) {
    return "NumericalError " + std::to_string(error.component()) + ": " + error.what();
  } catch (const InvalidArgument& error) {
    return "InvalidArgument " + error.argument() + ": " + error.what();
  }
  return "";
}

// em_step, the half-steps over a Dataset and the readable ones refuse in the same words.
void check_refused_alike(const Matrix& X, const gmm::Params& params, const gmm::Labelled& labelled = {},
                         double floor = 0.0) {
  const std::string expected =
      refusal([&] { gmm::m_step(X, gmm::e_step(params, X).responsibilities, labelled, floor); });
  CHECK_FALSE(expected.empty());
  CHECK(refusal([&] { gmm::em_step(gmm::Dataset(X), params, labelled, floor); }) == expected);
  const auto half_steps = [&] {
    const gmm::Dataset data(X);
    gmm::m_half_step(data, gmm::e_half_step(data, params, labelled).responsibilities, labelled, floor);
  };
  CHECK(refusal(half_steps) == expected);
}

}  // namespace

TEST_CASE("gmm kernel: data far from the origin", "[gmm][kernel][extremes]") {
  const double offset = GENERATE(1e3, 1e6, 1e9, -1e9);
  const Index D = GENERATE(1, 2, 3, 6);
  CAPTURE(offset, D);
  auto [X, params, R] = support::random_problem(1, 300, D, 3);
  X.array() += offset;
  params.means.array() += offset;
  CHECK(kernel_error(X, params) < kTolerance);
}

TEST_CASE("gmm kernel: data very small and very large", "[gmm][kernel][extremes]") {
  const double scale = GENERATE(1e-150, 1e-75, 1e75, 1e150);
  const Index D = GENERATE(1, 2, 4);
  CAPTURE(scale, D);
  auto [X, params, R] = support::random_problem(2, 300, D, 3);
  X *= scale;
  params.means *= scale;
  for (Matrix& S : params.covariances) S *= scale * scale;
  CHECK(kernel_error(X, params) < kTolerance);
}

TEST_CASE("gmm kernel: a start far from the data loses no digits", "[gmm][kernel][extremes]") {
  const double distance = GENERATE(0.0, 3.0, 30.0, 1e3, 1e6);
  const Index D = GENERATE(1, 2, 5);
  CAPTURE(distance, D);
  auto [X, params, R] =
      support::random_problem(3, 300, D, 1);  // one component, or its neighbours would decide by rounding
  params.means.array() += distance;
  CHECK(kernel_error(X, params) < kTolerance);
}

TEST_CASE("gmm kernel: examples whose densities underflow", "[gmm][kernel][extremes]") {
  const double distance = GENERATE(20.0, 60.0, 300.0, 3e3);
  const Index D = GENERATE(1, 2, 4);
  CAPTURE(distance, D);
  auto [X, params, R] = support::random_problem(4, 300, D, 3);
  for (const Index n : {0, 77, 128, 299}) X.row(n).array() += distance;
  // Of responsibilities that are ratios of e^-q, the digits of q before the point are lost: here to either side.
  const double digits = std::numeric_limits<double>::epsilon() * distance * distance * static_cast<double>(10 * D);
  CHECK(kernel_error(X, params) < kTolerance + digits);
}

TEST_CASE("gmm kernel: components so far apart that responsibilities are 0 and 1", "[gmm][kernel][extremes]") {
  const double apart = GENERATE(50.0, 1e3, 1e8);
  const Index D = GENERATE(1, 3);
  CAPTURE(apart, D);
  auto [X, params, R] = support::random_problem(5, 280, D, 2);
  X.bottomRows(140).array() += apart;
  params.means.row(1).array() += apart;
  CHECK(kernel_error(X, params) < kTolerance);
}

TEST_CASE("gmm kernel: an infinite distance from one component, and from all", "[gmm][kernel][extremes]") {
  gmm::Params params{Vector::Constant(2, 0.5), Matrix::Zero(2, 2), {2, 1e-20 * Matrix::Identity(2, 2)}};
  Matrix X = Matrix::Constant(5, 2, 1e300);
  X.row(1) << -1e300, 1e299;
  X.row(3) << 1e298, 1e298;
  check_refused_alike(X, params);
  CHECK_THROWS_WITH(gmm::log_likelihood(gmm::Dataset(X), params), catch_contains("row 0"));
  params.covariances[1] = 1e300 * Matrix::Identity(2, 2);
  CHECK(relative_difference(gmm::log_likelihood(gmm::Dataset(X), params), gmm::log_likelihood(params, X)) < kTolerance);
}

TEST_CASE("gmm kernel: a weight of 0", "[gmm][kernel][extremes]") {
  auto [X, params, R] = support::random_problem(6, 150, 2, 3);
  params.weights << 0.4, 0.0, 0.6;
  CHECK(kernel_error(X, params, {}, 0.1) < kTolerance);
  const gmm::Params expected = gmm::m_step(X, gmm::e_step(params, X).responsibilities, {}, 0.1);
  CHECK(support::distance(gmm::em_step(gmm::Dataset(X), params, {}, 0.1).params, expected) == 0.0);  // it did it
  check_refused_alike(X, params);
  for (const double tiny : {1e-305, 1e-250, 1e-200, 1e-100}) {
    params.weights << 0.4, tiny, 0.6;
    CHECK(kernel_error(X, params, {}, 0.1) < kTolerance);
  }
}

TEST_CASE("gmm kernel: equal examples, and examples between equal components", "[gmm][kernel][extremes]") {
  const Index D = GENERATE(1, 2, 3);
  CAPTURE(D);
  auto [X, params, R] = support::random_problem(7, 200, D, 2);
  X.middleRows(20, 100).rowwise() = X.row(3).eval();
  CHECK(kernel_error(X, params) < kTolerance);
  params.weights.setConstant(0.5);
  params.covariances[1] = params.covariances[0];
  params.means.row(1) = -params.means.row(0);
  X.topRows(50).setZero();
  CHECK(kernel_error(X, params) < kTolerance);
  check_refused_alike(Matrix::Constant(200, D, 0.1), params);
  CHECK(kernel_error(Matrix::Constant(200, D, 0.1), params, {}, 0.25) < kTolerance);
}

TEST_CASE("gmm kernel: narrow covariances, down to collapse", "[gmm][kernel][extremes]") {
  const double width = GENERATE(1e-2, 1e-3, 1e-6);
  CAPTURE(width);
  const Matrix eps = random::normals({1, support::kData, 3}, 300, 2);
  Matrix X(300, 2);
  X << eps.col(0), 0.5 * eps.col(0) + width * eps.col(1);
  const gmm::Params wide{Vector::Ones(1), Matrix::Zero(1, 2), {Matrix::Identity(2, 2)}};
  CHECK(kernel_error(X, wide) < kTolerance);
  const gmm::Params narrow = gmm::m_step(X, Matrix::Ones(300, 1));
  CHECK(kernel_error(X, narrow) < kTolerance / width);
  X.col(1) = 0.5 * X.col(0);
  check_refused_alike(X, wide);
}

TEST_CASE("gmm kernel: it refuses as the half-steps do", "[gmm][kernel][errors]") {
  const auto [X, params, R] = support::random_problem(8, 40, 2, 3);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Matrix broken = X;
  broken(7, 1) = nan;
  CHECK(refusal([&] { gmm::Dataset data(broken); }) == refusal([&] { gmm::e_step(params, broken); }));
  CHECK(refusal([] { gmm::Dataset data(Matrix(0, 2)); }).rfind("InvalidArgument X", 0) == 0);
  gmm::Params bad = params;
  bad.weights[0] += 0.1;
  check_refused_alike(X, bad);
  bad = params;
  bad.means(1, 1) = nan;
  check_refused_alike(X, bad);
  bad = params;
  bad.covariances[2] << 1, 2, 2, 1;
  check_refused_alike(X, bad);
  check_refused_alike(support::random_data(1, 40, 3), params);
  check_refused_alike(X, params, {X, Labels(40, 3), 1.0});
  check_refused_alike(X, params, {X, Labels(40, 1), -1.0});
  check_refused_alike(X, params, {}, -1.0);
  check_refused_alike(X, params, {X, Labels(40, 1), 1e308});
  check_refused_alike(X.topRows(1), params);
  const gmm::Dataset data(X);
  CHECK(refusal([&] {
          gmm::kl_of_posteriors(data, params, support::random_params(1, 2, 2));
        }).rfind("InvalidArgument after", 0) == 0);
}
