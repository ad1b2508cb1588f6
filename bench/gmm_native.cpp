// The kernel that the page runs, compiled for this machine's baseline (SSE2).
#include "lvm/gmm_dataset.hpp"
#include "problem.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  using namespace lvm;
  const bench::Problem p = bench::read(argv[1]);
  const auto N = static_cast<Index>(p.N), D = static_cast<Index>(p.D), K = static_cast<Index>(p.K);
  const gmm::Dataset data{Matrix(Eigen::Map<const Matrix>(p.X.data(), N, D))};
  gmm::Params start{Eigen::Map<const Vector>(p.weights.data(), K), Eigen::Map<const Matrix>(p.means.data(), K, D), {}};
  for (Index k = 0; k < K; ++k) {
    start.covariances.emplace_back(Eigen::Map<const Matrix>(p.covariances.data() + k * D * D, D, D));
  }
  bench::serve([&](int iterations) {
    bench::Answer answer{};
    answer.seconds = bench::seconds(
        [&] { answer.log_likelihood = gmm::iterate(data, start, iterations).log_likelihoods[iterations - 1]; });
    return answer;
  });
}
