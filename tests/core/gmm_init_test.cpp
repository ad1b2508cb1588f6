// Where EM starts: what each start promises, and that it is a mixture EM can start from.
#include "lvm/gmm_init.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <set>

#include "catch.hpp"
#include "lvm/errors.hpp"
#include "support.hpp"

using namespace lvm;
using support::at;

namespace {

// The row of X that equals `mean`, or -1.
Index example_at(const Matrix& X, const Eigen::RowVectorXd& mean) {
  for (Index n = 0; n < X.rows(); ++n) {
    if (X.row(n) == mean) return n;
  }
  return -1;
}

// Tight groups around the given centres, in turn.
Matrix groups(const Matrix& centres, Index per_group, std::uint32_t seed) {
  return centres.replicate(per_group, 1) +
         0.01 * random::normals({seed, support::kData, 9}, per_group * centres.rows(), centres.cols());
}

Matrix far_centres() { return (Matrix(4, 2) << 0, 0, 10, 0, 0, 10, 10, 10).finished(); }

Index nearest(const Matrix& centres, const Eigen::RowVectorXd& x) {
  Index best = 0;
  (centres.rowwise() - x).rowwise().squaredNorm().minCoeff(&best);
  return best;
}

double smallest_eigenvalue(const Matrix& covariance) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(covariance).eigenvalues().minCoeff();
}

template <class Init>
std::string refused_argument(Init init) {
  try {
    init();
  } catch (const InvalidArgument& error) {
    return error.argument();
  }
  return "none";
}

}  // namespace

TEST_CASE("gmm: a random split has groups of nearly equal size that make up the data", "[gmm][init]") {
  const Index D = GENERATE(1, 2, 3), K = GENERATE(1, 2, 3, 5);
  const auto seed = GENERATE(range(0u, 4u));
  CAPTURE(seed, D, K);
  const Index N = 43;
  const Matrix X = support::random_data(seed, N, D);
  const gmm::Params start = gmm::init_random_split(X, K, seed);
  CHECK((start.weights.array() == 1.0 / static_cast<double>(K)).all());
  // Sizes n_k are N/K rounded down or up; sum n_k mean_k and sum n_k (Sigma_k + mean_k mean_k^T) are sums over X.
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(D);
  Matrix squares = Matrix::Zero(D, D);
  Index total = 0;
  for (Index k = 0; k < K; ++k) {
    const Index size = (k + 1) * N / K - k * N / K;
    CHECK((size == N / K || size == N / K + 1));
    total += size;
    const Eigen::RowVectorXd mean = start.means.row(k);
    sum += static_cast<double>(size) * mean;
    squares += static_cast<double>(size) * (start.covariances[at(k)] + mean.transpose() * mean);
  }
  CHECK(total == N);
  CHECK((sum - X.colwise().sum()).cwiseAbs().maxCoeff() < 1e-11);
  CHECK((squares - X.transpose() * X).cwiseAbs().maxCoeff() < 1e-10);
  CHECK(std::isfinite(gmm::log_likelihood(start, X)));
  CHECK(support::distance(start, gmm::init_random_split(X, K, seed)) == 0.0);
  if (K > 1) CHECK(support::distance(start, gmm::init_random_split(X, K, seed + 100)) > 1e-3);
}

TEST_CASE("gmm: k-means++ picks examples, far apart", "[gmm][init]") {
  const auto seed = GENERATE(range(0u, 20u));
  CAPTURE(seed);
  const Matrix centres = far_centres(), X = groups(centres, 20, seed);
  const gmm::Params start = gmm::init_kmeans_plus_plus(X, 4, seed);
  std::set<Index> found;
  for (Index k = 0; k < 4; ++k) {
    CHECK(example_at(X, start.means.row(k)) >= 0);
    found.insert(nearest(centres, start.means.row(k)));
  }
  CHECK(found.size() == 4);  // one in each group: a second one there has probability 1e-6
  const gmm::Params single = gmm::m_step(X, Matrix::Ones(80, 1));
  for (const auto& covariance : start.covariances) CHECK(covariance.isApprox(single.covariances[0] / 4.0, 1e-14));
  CHECK((start.weights.array() == 0.25).all());
}

TEST_CASE("gmm: k-means++ draws by squared distance", "[gmm][init]") {
  // From 0 (or 1), the next mean is 3 with probability 9/10 (4/5) and 1 (or 0) with 1/10 (1/5); from 3, 0 with 9/13.
  const Matrix X = (Matrix(3, 1) << 0.0, 1.0, 3.0).finished();
  Eigen::Matrix3d counts = Eigen::Matrix3d::Zero();
  constexpr int draws = 6000;
  for (std::uint32_t seed = 0; seed < draws; ++seed) {
    const gmm::Params start = gmm::init_kmeans_plus_plus(X, 2, seed);
    counts(example_at(X, start.means.row(0)), example_at(X, start.means.row(1))) += 1.0;
  }
  Eigen::Matrix3d expected;
  expected << 0.0, 0.1, 0.9, 0.2, 0.0, 0.8, 9.0 / 13.0, 4.0 / 13.0, 0.0;
  expected *= draws / 3.0;
  CHECK(counts.diagonal().sum() == 0.0);
  double chi_squared = 0.0;
  for (Index i = 0; i < 9; ++i) {
    const double e = expected.data()[i], c = counts.data()[i];
    if (e > 0.0) chi_squared += (c - e) * (c - e) / e;
  }
  CHECK(chi_squared < 20.5);  // the 0.999 quantile with 5 degrees of freedom
}

TEST_CASE("gmm: labelled means are means of the labelled, the others are seeded", "[gmm][init]") {
  const auto seed = GENERATE(range(0u, 10u));
  CAPTURE(seed);
  const Matrix centres = far_centres(), X = groups(centres, 20, seed);
  gmm::Labelled labelled{(Matrix(3, 2) << 0.5, 10.0, -0.5, 10.0, 10.0, 0.25).finished(), {3, 3, 1}};
  const gmm::Params start = gmm::init_labelled_means(X, labelled, 4, seed);
  CHECK(start.means.row(3) == Eigen::RowVector2d(0.0, 10.0));
  CHECK(start.means.row(1) == Eigen::RowVector2d(10.0, 0.25));
  std::set<Index> seeded;
  for (const Index k : {0, 2}) {
    CHECK(example_at(X, start.means.row(k)) >= 0);
    seeded.insert(nearest(centres, start.means.row(k)));
  }
  CHECK(seeded == std::set<Index>{0, 3});  // the groups without a label
  CHECK(support::distance(start, gmm::init_labelled_means(X, labelled, 4, seed)) == 0.0);
}

TEST_CASE("gmm: every class labelled leaves nothing to chance", "[gmm][init]") {
  const Matrix X = support::random_data(1, 30, 2);
  const gmm::Labelled labelled = {X.topRows(4), {1, 0, 1, 2}};
  const gmm::Params a = gmm::init_labelled_means(X, labelled, 3, 0), b = gmm::init_labelled_means(X, labelled, 3, 99);
  CHECK(support::distance(a, b) == 0.0);
  CHECK(a.means.row(1).isApprox(0.5 * (X.row(0) + X.row(2)), 1e-15));
  const gmm::Labelled huge{Matrix::Constant(2, 2, 1e308), {0, 0}};
  CHECK(gmm::init_labelled_means(X, huge, 1, 0).means == Matrix::Constant(1, 2, 1e308));
}

TEST_CASE("gmm: starts with one component, as many as examples, and duplicates", "[gmm][init]") {
  const Index N = 12, D = GENERATE(1, 2);
  CAPTURE(D);
  const Matrix X = support::random_data(3, N, D);
  SECTION("K = 1 is the maximum-likelihood Gaussian, for each start") {
    const gmm::Params single = gmm::m_step(X, Matrix::Ones(N, 1));
    CHECK(support::distance(gmm::init_random_split(X, 1, 0), single) < 1e-14);
    const gmm::Params seeded = gmm::init_kmeans_plus_plus(X, 1, 0);
    CHECK(seeded.covariances[0].isApprox(single.covariances[0], 1e-15));
    CHECK(example_at(X, seeded.means.row(0)) >= 0);
  }
  SECTION("K = N: k-means++ takes every example once; a split needs a floor") {
    std::set<Index> found;
    const Matrix means = gmm::init_kmeans_plus_plus(X, N, 5).means;
    for (Index k = 0; k < N; ++k) found.insert(example_at(X, means.row(k)));
    CHECK(found.size() == at(N));
    CHECK(found.count(-1) == 0);
    CHECK_THROWS_AS(gmm::init_random_split(X, N, 0), NumericalError);
    for (const auto& covariance : gmm::init_random_split(X, N, 0, 0.25).covariances) {
      CHECK(covariance.isApprox(0.25 * Matrix::Identity(D, D), 1e-15));
    }
  }
  SECTION("duplicates: fewer places than means") {
    Matrix twice = X.topRows(2).replicate(6, 1);
    const gmm::Params start = gmm::init_kmeans_plus_plus(twice, 4, 1, 0.1);
    CHECK(start.means.row(0) != start.means.row(1));
    for (Index k = 0; k < 4; ++k) CHECK(example_at(twice, start.means.row(k)) >= 0);
    CHECK(std::isfinite(gmm::log_likelihood(start, twice)));
  }
}

TEST_CASE("gmm: data too large for double are no collapse", "[gmm][init][errors]") {
  Matrix X(4, 1);
  X << 0.0, 1e308, -1e308, 1.0;
  try {
    gmm::init_random_split(X, 2, 0);
    FAIL("accepted");
  } catch (const CollapsedComponent&) {
    FAIL("called a collapse");
  } catch (const NumericalError& error) {
    CHECK_THAT(error.what(), catch_contains("range of double"));
  }
}

TEST_CASE("gmm: every start respects the floor", "[gmm][init]") {
  const double floor = GENERATE(1e-3, 0.5, 40.0);
  const Index K = GENERATE(1, 4);
  CAPTURE(floor, K);
  const Matrix X = support::random_data(8, 40, 3);
  const gmm::Labelled labelled{X.topRows(1), {0}};
  for (const gmm::Params& start : {gmm::init_random_split(X, K, 1, floor), gmm::init_kmeans_plus_plus(X, K, 1, floor),
                                   gmm::init_labelled_means(X, labelled, K, 1, floor)}) {
    for (const auto& covariance : start.covariances) CHECK(smallest_eigenvalue(covariance) >= floor * (1.0 - 1e-12));
  }
}

TEST_CASE("gmm: starts refuse by name", "[gmm][init][errors]") {
  const Matrix X = support::random_data(0, 10, 2);
  const gmm::Labelled labelled{X.topRows(2), {0, 1}};
  for (const Index K : {0, -1, 11}) {
    CAPTURE(K);
    CHECK(refused_argument([&] { gmm::init_random_split(X, K, 0); }) == "k");
    CHECK(refused_argument([&] { gmm::init_kmeans_plus_plus(X, K, 0); }) == "k");
    CHECK(refused_argument([&] { gmm::init_labelled_means(X, labelled, K, 0); }) == "k");
  }
  Matrix broken = X;
  broken(3, 1) = std::nan("");
  CHECK(refused_argument([&] { gmm::init_random_split(broken, 2, 0); }) == "X");
  CHECK(refused_argument([&] { gmm::init_kmeans_plus_plus(broken, 2, 0); }) == "X");
  CHECK(refused_argument([&] { gmm::init_kmeans_plus_plus(Matrix(0, 2), 1, 0); }) == "X");
  CHECK(refused_argument([&] { gmm::init_random_split(X, 2, 0, -1.0); }) == "covariance_floor");
  CHECK(refused_argument([&] { gmm::init_kmeans_plus_plus(X, 2, 0, std::nan("")); }) == "covariance_floor");
  CHECK(refused_argument([&] { gmm::init_labelled_means(X, {}, 2, 0); }) == "labelled");
  CHECK(refused_argument([&] { gmm::init_labelled_means(X, {X.topRows(1), {2}}, 2, 0); }) == "labelled.z");
  CHECK(refused_argument([&] { gmm::init_labelled_means(X, {X.topRows(1), {-1}}, 2, 0); }) == "labelled.z");
  CHECK(refused_argument([&] { gmm::init_labelled_means(X, {X.topLeftCorner(1, 1), {0}}, 2, 0); }) == "labelled.X");
  CHECK_THROWS_AS(gmm::init_kmeans_plus_plus(Matrix::Ones(5, 2), 2, 0), NumericalError);
}
