#include "mixture.hpp"

#include <cmath>
#include <utility>

#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::mixture {
namespace {

// Typed and dragged values are rounded; anything further off is a mistake worth naming.
constexpr double kSimplexTolerance = 1e-8;

// ln p(x_n) = shift_n + log_sum_n. Two parts, since ln gamma_nk = (log_p(n, k) - shift_n) - log_sum_n must keep its
// digits where an example is far from every component and the shift would swallow log_sum.
struct Evidence {
  Vector shift;    ///< the row maximum, which keeps exp in range
  Vector log_sum;  ///< between 0 and ln K
};

Evidence evidence(const Matrix& log_p) {
  const Vector shift = log_p.rowwise().maxCoeff();
  for (Index n = 0; n < shift.size(); ++n) {
    if (!std::isfinite(shift[n])) fail({"X row ", n, " has density 0 under every component"});
  }
  return {shift, log(exp(log_p.colwise() - shift).rowwise().sum())};
}

// gamma - r - r ln(gamma / r) >= 0, without cancellation where gamma and r are close.
double kl_term(double r, double log_r, double log_gamma) {
  if (!(r > 0.0)) return exp(log_gamma);
  const double d = log_gamma - log_r;
  if (d > 1.0) return exp(log_gamma) - r * (1.0 + d);  // r e^d, but e^d may overflow where r is denormal
  if (std::abs(d) > 0.1) return r * (expm1(d) - d);
  double sum = 1.0;  // the Taylor series of 2 (e^d - 1 - d) / d^2
  for (int k = 12; k >= 3; --k) sum = 1.0 + d / k * sum;
  return r * (0.5 * d * d * sum);
}

}  // namespace

Vector log_evidence(const Matrix& log_p) {
  const Evidence parts = evidence(log_p);
  return parts.shift + parts.log_sum;
}

em::Posterior posterior(const Matrix& log_p) {
  const auto [shift, log_sum] = evidence(log_p);
  return {exp((log_p.colwise() - shift).colwise() - log_sum), (shift + log_sum).sum()};
}

double elbo(const Matrix& log_p, const Matrix& R) {
  double sum = 0.0;
  for (Index n = 0; n < R.rows(); ++n) {
    for (Index k = 0; k < R.cols(); ++k) {
      const double r = R(n, k);
      if (r > 0.0) sum += r * (log_p(n, k) - log(r));  // 0 ln 0 = 0, even where ln p is -inf
    }
  }
  return sum;
}

double weighted(double alpha, double supervised) { return alpha > 0.0 ? alpha * supervised : 0.0; }

double supervised(const Matrix& log_p, const Labels& z) {
  double sum = 0.0;
  for (Index i = 0; i < log_p.rows(); ++i) sum += log_p(i, z[static_cast<std::size_t>(i)]);
  return sum;
}

em::Evaluation evaluation(const Shortfall& shortfall, double alpha, double supervised) {
  const auto [log_likelihood, gap] = shortfall;
  const double labelled = weighted(alpha, supervised), elbo = log_likelihood - gap;
  return {elbo, log_likelihood, supervised, elbo + labelled, log_likelihood + labelled, gap};
}

// As sum_k (gamma_k - r_k) = 0, KL is sum_k r_k (e^d - 1 - d) with d = ln gamma_k - ln r_k, a sum of nonnegative
// terms: objective - bound would lose a gap below 1e-13 of the objective.
em::Evaluation evaluate(const Matrix& log_p, const Matrix& R, double alpha, double supervised) {
  const auto [shift, log_sum] = evidence(log_p);
  em::Evaluation value{};
  for (Index n = 0; n < R.rows(); ++n) {
    for (Index k = 0; k < R.cols(); ++k) {
      const double r = R(n, k), log_r = log(r);
      if (r > 0.0) value.elbo += r * (log_p(n, k) - log_r);
      value.gap += kl_term(r, log_r, (log_p(n, k) - shift[n]) - log_sum[n]);
    }
  }
  value.log_likelihood = (shift + log_sum).sum();
  value.supervised = supervised;
  value.bound = value.elbo + weighted(alpha, supervised);
  value.objective = value.log_likelihood + weighted(alpha, supervised);
  return value;
}

void require_simplex(const Vector& weights) {
  require(weights.size() >= 1, "weights", "must have at least one entry");
  require((weights.array() >= 0.0).all(), "weights", "must be >= 0");
  const double total = weights.sum();
  require(std::abs(total - 1.0) <= kSimplexTolerance, "weights", "must sum to 1; the sum is off by ", total - 1.0);
}

void require_weights_over_z(const Matrix& R, Index N, Index K, bool rows_sum_to_one) {
  require(R.rows() == N && R.cols() == K, "R", "must be ", N, " x ", K, "; got ", R.rows(), " x ", R.cols());
  require_finite(R, "R");
  require((R.array() >= 0.0).all(), "R", "must be >= 0");
  if (!rows_sum_to_one) return;
  const double worst = (R.rowwise().sum().array() - 1.0).abs().maxCoeff();
  require(worst <= kSimplexTolerance, "R", "must have rows that sum to 1; one is off by ", worst);
}

void require_labels(const Labels& z, double alpha, Index N, Index K) {
  require(std::isfinite(alpha) && alpha >= 0.0, "alpha", "must be finite and >= 0; got ", alpha);
  require(static_cast<Index>(z.size()) == N, "labelled.z", "must have one label per row of labelled.X, ", N, "; got ",
          z.size());
  for (const int label : z) {
    require(label >= 0 && label < K, "labelled.z", "must be labels from 0 to ", K - 1, "; got ", label);
  }
}

void require_floor(double floor, const char* argument) {
  require(std::isfinite(floor) && floor >= 0.0, argument, "must be finite and >= 0; got ", floor);
}

}  // namespace lvm::mixture
