// What is refused, and the name under which.
#include "lvm/errors.hpp"

#include <functional>
#include <limits>

#include "catch.hpp"
#include "lvm/gmm_fit.hpp"
#include "support.hpp"

using namespace lvm;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN(), kInfinity = std::numeric_limits<double>::infinity();

// The argument that the call refuses, after a look at the message; or what else happened.
std::string refused(const std::function<void()>& call) {
  try {
    call();
  } catch (const InvalidArgument& error) {
    const std::string message = error.what();
    CHECK(message.rfind(error.argument() + " must ", 0) == 0);
    return error.argument();
  } catch (const NumericalError& error) {
    return std::string("NumericalError: ") + error.what();
  }
  return "none";
}

// Every function that takes a mixture and data.
std::vector<std::function<void(const gmm::Params&, const Matrix&)>> takers() {
  return {[](const auto& params, const auto& X) { gmm::log_joint(params, X); },
          [](const auto& params, const auto& X) { gmm::e_step(params, X); },
          [](const auto& params, const auto& X) { gmm::log_likelihood(params, X); },
          [](const auto& params, const auto& X) { gmm::objective(params, X); },
          [](const auto& params, const auto& X) { gmm::fit(X, params); },
          [](const auto& params, const auto& X) { gmm::elbo(params, X, Matrix::Constant(X.rows(), 3, 1.0 / 3)); },
          [](const auto& params, const auto& X) {
            gmm::kl_to_posterior(params, X, Matrix::Constant(X.rows(), 3, 1.0 / 3));
          },
          [](const auto& params, const auto& X) { gmm::evaluate(params, X, Matrix::Constant(X.rows(), 3, 1.0 / 3)); }};
}

void check_all_refuse(const gmm::Params& params, const Matrix& X, const std::string& argument) {
  for (const auto& call : takers()) CHECK(refused([&] { call(params, X); }) == argument);
}

}  // namespace

TEST_CASE("gmm: data are refused by name", "[gmm][errors]") {
  const gmm::Params params = support::random_params(1, 2, 3);
  const Matrix X = support::random_data(1, 20, 2);
  const Matrix R = support::random_simplex({1, 1, 1}, 20, 3);
  for (const double bad : {kNaN, kInfinity, -kInfinity}) {
    for (const Index n : {0, 7, 19}) {
      Matrix broken = X;
      broken(n, 1) = bad;
      check_all_refuse(params, broken, "X");
      CHECK(refused([&] { gmm::m_step(broken, R); }) == "X");
      CHECK_THROWS_WITH(gmm::e_step(params, broken), catch_contains("row " + std::to_string(n) + ", column 1"));
    }
  }
  check_all_refuse(params, Matrix(0, 2), "X");
  check_all_refuse(params, Matrix(5, 0), "X");
  CHECK(refused([&] { gmm::m_step(Matrix(0, 2), Matrix(0, 3)); }) == "X");
  check_all_refuse(params, support::random_data(1, 20, 3), "means");  // which of the two is wrong, nobody knows
}

TEST_CASE("gmm: weights are refused by name", "[gmm][errors]") {
  gmm::Params params = support::random_params(2, 2, 3);
  const Matrix X = support::random_data(2, 9, 2);
  const auto weights = GENERATE(std::vector<double>{0.5, 0.5, 0.5}, std::vector<double>{0.5, 0.75, -0.25},
                                std::vector<double>{0.0, 0.0, 0.0}, std::vector<double>{kNaN, 0.5, 0.5},
                                std::vector<double>{kInfinity, 0.5, 0.5}, std::vector<double>{0.5, 0.25, 0.25 + 1e-7});
  CAPTURE(weights);
  params.weights = Eigen::Map<const Vector>(weights.data(), 3);
  check_all_refuse(params, X, "weights");
  CHECK(refused([&] { gmm::sample(params, 3, 0); }) == "weights");
}

TEST_CASE("gmm: shapes and entries of a mixture are refused by name", "[gmm][errors]") {
  const gmm::Params good = support::random_params(3, 2, 3);
  const Matrix X = support::random_data(3, 9, 2);
  gmm::Params params = good;
  const auto check = [&](const std::string& argument) {
    check_all_refuse(params, X, argument);
    CHECK(refused([&] { gmm::sample(params, 3, 0); }) == argument);
    params = good;
  };
  params.weights.resize(0);
  check("weights");
  params.means.conservativeResize(2, 2);
  check("means");
  params.means(2, 1) = kNaN;
  check("means");
  params.means(0, 0) = kInfinity;
  check("means");
  params.covariances.pop_back();
  check("covariances");
  params.covariances.push_back(Matrix::Identity(2, 2));
  check("covariances");
  params.covariances[2] = Matrix::Identity(3, 3);
  check("covariances[2]");
  params.covariances[0].resize(2, 1);
  check("covariances[0]");
  params.covariances[1](1, 1) = kNaN;
  check("covariances[1]");
  params.covariances[1](0, 1) = kInfinity;
  check("covariances[1]");
  params.covariances[1](0, 1) += 1e-3;
  check("covariances[1]");
}

TEST_CASE("gmm: R is refused by name", "[gmm][errors]") {
  const gmm::Params params = support::random_params(4, 2, 3);
  const Matrix X = support::random_data(4, 9, 2), good = support::random_simplex({4, 1, 1}, 9, 3);
  Matrix R = good;
  const auto check = [&](bool m_step_too) {
    CHECK(refused([&] { gmm::elbo(params, X, R); }) == "R");
    CHECK(refused([&] { gmm::kl_to_posterior(params, X, R); }) == "R");
    CHECK(refused([&] { gmm::evaluate(params, X, R); }) == "R");
    CHECK(refused([&] { gmm::m_step(X, R); }) == (m_step_too ? "R" : "none"));
    R = good;
  };
  for (const double bad : {kNaN, kInfinity, -1e-9}) {
    R(5, 2) = bad;
    check(true);
  }
  R = good.topRows(8);
  check(true);
  R.resize(9, 0);
  check(true);
  R.setZero();
  check(true);
  R(5, 2) += 1e-6;  // rows of the M-step's R need not sum to 1
  check(false);
  R *= 2.0;
  check(false);
  R = good.leftCols(2);
  CHECK(refused([&] { gmm::evaluate(params, X, R); }) == "R");
  CHECK(refused([&] { gmm::effective_counts(-good); }) == "R");
  CHECK(refused([&] { gmm::effective_counts(Matrix(0, 0)); }) == "R");
}

TEST_CASE("gmm: labelled examples are refused by name", "[gmm][errors]") {
  const gmm::Params params = support::random_params(5, 2, 3);
  const Matrix X = support::random_data(5, 9, 2), R = support::random_simplex({5, 1, 1}, 9, 3);
  const gmm::Labelled good{X.topRows(3), {0, 1, 2}, 1.0};
  gmm::Labelled labelled = good;
  const auto check = [&](const std::string& argument) {
    CHECK(refused([&] { gmm::m_step(X, R, labelled); }) == argument);
    CHECK(refused([&] { gmm::objective(params, X, labelled); }) == argument);
    CHECK(refused([&] { gmm::evaluate(params, X, R, labelled); }) == argument);
    CHECK(refused([&] { gmm::supervised_log_likelihood(params, labelled); }) == argument);
    CHECK(refused([&] { gmm::fit(X, params, labelled, {.max_iterations = 1}); }) == argument);
    labelled = good;
  };
  check("none");
  for (const double alpha : {-1e-9, kNaN, kInfinity, -kInfinity}) {
    labelled.alpha = alpha;
    check("alpha");
  }
  for (const int z : {-1, 3, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    labelled.z[1] = z;
    check("labelled.z");
  }
  labelled.z.pop_back();
  check("labelled.z");
  labelled.X.resize(0, 0);
  check("labelled.z");
  labelled.z.clear();
  check("labelled.z");
  labelled.X = support::random_data(5, 3, 3);
  check("labelled.X");
  labelled.X(2, 0) = kNaN;
  check("labelled.X");
  CHECK(refused([&] { gmm::effective_counts(R, {X.topRows(1), {3}, 1.0}); }) == "labelled.z");
  CHECK(refused([&] { gmm::effective_counts(R, {X.topRows(1), {0}, -1.0}); }) == "alpha");
  for (const double floor : {-1e-300, kNaN, kInfinity}) {
    CHECK(refused([&] { gmm::m_step(X, R, {}, floor); }) == "covariance_floor");
  }
}

TEST_CASE("gmm: messages show the digits that matter", "[gmm][errors]") {
  gmm::Params params = support::random_params(6, 1, 2);
  const Matrix X = support::random_data(6, 4, 1);
  CHECK_THROWS_WITH(gmm::m_step(X, Matrix::Ones(4, 2), {{}, {}, -1e-9}), catch_contains("-1e-09"));
  params.weights << 0.5, 0.5 + 1e-7;
  CHECK_THROWS_WITH(gmm::e_step(params, X), catch_contains("1e-07"));
}
