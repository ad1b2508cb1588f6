// Samples from a mixture, and the fingerprint that every platform must reproduce.
#include "catch.hpp"

#include <cmath>

#include "lvm/errors.hpp"
#include "support.hpp"

using namespace lvm;
using support::at;

namespace {

constexpr Index kCount = 20000;

}  // namespace

TEST_CASE("gmm: samples have the moments of their components", "[gmm][sample]") {
  const auto seed = GENERATE(range(0u, 3u));
  const Index D = GENERATE(1, 2, 3), K = 3;
  CAPTURE(seed, D);
  gmm::Params params = support::random_params(seed, D, K);
  params.weights << 0.5, 0.3, 0.2;
  const auto [X, z] = gmm::sample(params, kCount, seed);
  REQUIRE(X.rows() == kCount);
  REQUIRE(z.size() == at(kCount));

  double chi_squared = 0.0;
  for (Index k = 0; k < K; ++k) {
    Matrix own(kCount, D);
    Index n = 0;
    for (Index i = 0; i < kCount; ++i) {
      if (z[at(i)] == k) own.row(n++) = X.row(i);
    }
    own.conservativeResize(n, D);
    const double expected = params.weights[k] * kCount, count = static_cast<double>(n);
    chi_squared += (count - expected) * (count - expected) / expected;

    const Eigen::RowVectorXd mean = own.colwise().mean();
    const Matrix centred = own.rowwise() - mean;
    const Matrix covariance = centred.transpose() * centred / (count - 1.0);
    const Matrix& S = params.covariances[at(k)];
    for (Index i = 0; i < D; ++i) {
      CHECK(std::abs(mean[i] - params.means(k, i)) < 5.0 * std::sqrt(S(i, i) / count));
      for (Index j = 0; j < D; ++j) {
        const double error = std::sqrt((S(i, i) * S(j, j) + S(i, j) * S(i, j)) / count);
        CHECK(std::abs(covariance(i, j) - S(i, j)) < 5.0 * error);
      }
    }
  }
  CHECK(chi_squared < 13.8);  // the 0.999 quantile with 2 degrees of freedom
}

TEST_CASE("gmm: a sample is a pure function with the prefix property", "[gmm][sample]") {
  const Index D = GENERATE(1, 2, 3);
  const gmm::Params params = support::random_params(1, D, 3);
  const gmm::Sample large = gmm::sample(params, 50, 7), again = gmm::sample(params, 50, 7);
  CHECK(large.X == again.X);
  CHECK(large.z == again.z);
  for (const Index n : {1, 2, 3, 17, 49}) {
    CAPTURE(n, D);
    const gmm::Sample small = gmm::sample(params, n, 7);
    CHECK(small.X == large.X.topRows(n));
    CHECK(std::equal(small.z.begin(), small.z.end(), large.z.begin()));
  }
  CHECK((gmm::sample(params, 50, 8).X.array() != large.X.array()).all());
}

TEST_CASE("gmm: a component of weight 0 is never drawn", "[gmm][sample]") {
  gmm::Params params = support::random_params(2, 1, 4);
  params.weights << 0.0, 0.5, 0.5, 0.0;
  for (const int z : gmm::sample(params, 2000, 3).z) CHECK((z == 1 || z == 2));
  params.weights << 0.0, 0.0, 1.0, 0.0;
  for (const int z : gmm::sample(params, 500, 3).z) CHECK(z == 2);
}

TEST_CASE("gmm: a sample is an affine image of the noise", "[gmm][sample]") {
  const gmm::Params standard{Vector::Ones(1), Matrix::Zero(1, 2), {Matrix::Identity(2, 2)}};
  gmm::Params moved = standard;
  moved.means << 3.0, -4.0;
  moved.covariances[0] << 4.0, 2.0, 2.0, 10.0;  // L = (2 0; 1 3)
  const Matrix eps = gmm::sample(standard, 20, 5).X, X = gmm::sample(moved, 20, 5).X;
  CHECK((X.col(0).array() - (3.0 + 2.0 * eps.col(0).array())).abs().maxCoeff() < 1e-14);
  CHECK((X.col(1).array() - (-4.0 + eps.col(0).array() + 3.0 * eps.col(1).array())).abs().maxCoeff() < 1e-14);
}

TEST_CASE("gmm: sample refuses by name", "[gmm][sample][errors]") {
  gmm::Params params = support::random_params(0, 2, 2);
  const auto argument = [&](Index count) -> std::string {
    try {
      gmm::sample(params, count, 0);
    } catch (const InvalidArgument& error) {
      return error.argument();
    }
    return "none";
  };
  CHECK(argument(0) == "count");
  CHECK(argument(-5) == "count");
  CHECK(argument(1) == "none");
  params.means.resize(2, 0);
  CHECK(argument(1) == "means");
  params = support::random_params(0, 2, 2);
  params.covariances[1] << 1.0, 2.0, 2.0, 1.0;
  try {
    gmm::sample(params, 1, 0);
    FAIL("an indefinite covariance was accepted");
  } catch (const NumericalError& error) {
    CHECK(error.component() == 1);
  }
}

TEST_CASE("gmm: the same sample on every platform", "[gmm][sample][portable]") {
  // Factors and products of one or two terms: no freedom for a compiler to order sums differently.
  gmm::Params params{Vector(2), Matrix(2, 2), {2, Matrix(2, 2)}};
  params.weights << 0.25, 0.75;
  params.means << 0.0, 1.0, -2.0, 0.5;
  params.covariances[0] << 1.0, 0.5, 0.5, 2.0;
  params.covariances[1] << 0.1, 0.0, 0.0, 3.0;
  const gmm::Sample sample = gmm::sample(params, 1000, 20240229);
  CHECK(support::hash(sample.X.data(), sample.X.size()) == 0xd75cc99e2a3fe46cULL);
}
