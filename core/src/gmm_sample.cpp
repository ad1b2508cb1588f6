
#include "algebra.hpp"
#include "cholesky.hpp"
#include "gmm_validate.hpp"
#include "lvm/errors.hpp"
#include "lvm/gmm.hpp"
#include "lvm/random.hpp"

namespace lvm::gmm {
namespace {

enum Stream : std::uint32_t { kComponents = 0x6d6d0001, kPoints = 0x6d6d0002 };

// The smallest k whose cumulative weight exceeds u; the last component with weight > 0 where rounding leaves none.
int component_at(const Vector& weights, double u) {
  int last = 0;
  for (Index k = 0; k < weights.size(); ++k) {
    if (weights[k] <= 0.0) continue;
    last = static_cast<int>(k);
    u -= weights[k];
    if (u < 0.0) break;
  }
  return last;
}

std::vector<Matrix> cholesky_factors(const Params& params) {
  std::vector<Matrix> factors;
  for (const Matrix& covariance : params.covariances) {
    factors.emplace_back(cholesky(covariance, static_cast<Index>(factors.size())));
  }
  return factors;
}

}  // namespace

Sample sample(const Params& params, Index count, std::uint32_t seed) {
  require(count >= 1, "count", "must be >= 1; got ", count);
  const Index D = params.means.cols();
  require(D >= 1, "means", "must have at least one column");
  require_params(params, D);
  const std::vector<Matrix> L = cholesky_factors(params);
  const Vector u = random::uniforms({seed, kComponents, 0}, count);
  const Matrix eps = random::normals({seed, kPoints, 0}, count, D);

  Sample drawn{Matrix(count, D), Labels(static_cast<std::size_t>(count))};
  for (Index n = 0; n < count; ++n) {
    const int z = component_at(params.weights, u[n]);
    drawn.z[static_cast<std::size_t>(n)] = z;
    drawn.X.row(n) = params.means.row(z) + times(L[static_cast<std::size_t>(z)], eps.row(n)).transpose();
  }
  return drawn;
}

}  // namespace lvm::gmm
