// Armadillo's gmm_full from our start; it reports no log-likelihood, so that is asked of a model one iteration younger.
#include <armadillo>

#include "problem.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  const bench::Problem p = bench::read(argv[1]);
  const arma::mat X(p.X.data(), p.D, p.N);  // its examples are columns: the same memory
  const auto start = [&p] {
    arma::gmm_full model;
    model.set_params(arma::mat(p.means.data(), p.D, p.K), arma::cube(p.covariances.data(), p.D, p.D, p.K),
                     arma::rowvec(p.weights.data(), p.K));
    return model;
  };
  constexpr double variance_floor = 1e-300;
  const auto learn = [&](arma::gmm_full& model, int iterations) {
    if (iterations > 0) {
      model.learn(X, p.K, arma::maha_dist, arma::keep_existing, 0, static_cast<arma::uword>(iterations), variance_floor,
                  false);
    }
  };
  bench::serve([&](int iterations) {
    arma::gmm_full model = start(), before = start();
    const double seconds = bench::seconds([&] { learn(model, iterations); });
    learn(before, iterations - 1);
    return bench::Answer{seconds, before.avg_log_p(X) * static_cast<double>(p.N)};
  });
}
