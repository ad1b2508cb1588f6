// The fit that the page runs, compiled for this machine's baseline (SSE2).
#include "lvm/sgvb_fit.hpp"
#include "problem.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  using namespace lvm;
  std::ifstream file(argv[1], std::ios::binary);
  const auto sizes = bench::numbers(file, 4);
  const auto N = static_cast<Index>(sizes[0]), d = static_cast<Index>(sizes[1]), m = static_cast<Index>(sizes[2]);
  const auto take = [&](Index count) { return bench::numbers(file, static_cast<std::size_t>(count)); };
  const auto W = take(d * m), b = take(d), x = take(d);
  const linear_gaussian::Model model{Eigen::Map<const Matrix>(W.data(), d, m), Eigen::Map<const Vector>(b.data(), d),
                                     sizes[3]};
  const Vector observed = Eigen::Map<const Vector>(x.data(), d);
  sgvb::FitOptions options;
  options.step.step_size = 1e-5;  // as in bench/sgvb_problem.mjs
  options.samples = N;
  options.trace_every = 1'000'000;
  options.evaluation_samples = 2;
  bench::serve([&](int steps) {
    options.steps = static_cast<std::uint32_t>(steps);
    bench::Answer answer{};
    answer.seconds = bench::seconds([&] {
      const auto start = sgvb::start(sgvb::standard_normal<sgvb::Factorized>(m));
      answer.log_likelihood = sgvb::fit(model, observed, start, options).state.q.mean.sum();
    });
    return answer;
  });
}
