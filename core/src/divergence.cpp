#include "lvm/divergence.hpp"

#include <cmath>
#include <limits>

#include "gaussian_terms.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::divergence {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Typed and dragged values are rounded; anything further off is a mistake worth naming.
constexpr double kSumTolerance = 1e-8;

// The distribution with the last rounding of its sum taken out, so that differences of two sum to 0.
Vector normalized(const Vector& p, const char* name) {
  require(p.size() >= 1, name, "must have at least one entry");
  for (Index i = 0; i < p.size(); ++i) {
    require(std::isfinite(p[i]) && p[i] >= 0.0, name, "must be finite and >= 0; entry ", i, " is ", p[i]);
  }
  const double total = p.sum();
  require(std::abs(total - 1.0) <= kSumTolerance, name, "must sum to 1; the sum is ", total);
  return p / total;
}

void require_same_size(const Vector& p, const char* name, const Vector& q) {
  require(p.size() == q.size(), name, "must have ", q.size(), " entries; got ", p.size());
}

Vector flat(const Matrix& table) { return Eigen::Map<const Vector>(table.data(), table.size()); }

// p ln (p / q) - p + q >= 0: the terms of a divergence that keep their digits where p and q are close, because q - p
// sums to 0 over distributions.
double term(double p, double q) {
  if (p == 0.0) return q;
  if (q == 0.0) return kInfinity;
  const double change = q - p;
  if (std::abs(change) >= 0.5 * p) return change - p * (log(q) - log(p));
  return 2.0 * p * gaussian::scale_divergence(0.5 * log1p(change / p));  // p (e^d - 1 - d) with d = ln (q / p)
}

double kl_normalized(const Vector& p, const Vector& q) {
  double sum = 0.0;
  for (Index i = 0; i < p.size(); ++i) sum += term(p[i], q[i]);
  return sum;
}

// sum_i P(row i) KL(P(. | row i) || Q(. | row i))
double kl_within_rows(const Matrix& P, const Matrix& Q) {
  double sum = 0.0;
  for (Index i = 0; i < P.rows(); ++i) {
    const double p = P.row(i).sum(), q = Q.row(i).sum();
    if (p == 0.0) continue;
    if (q == 0.0) return kInfinity;
    sum += p * kl_normalized(P.row(i).transpose() / p, Q.row(i).transpose() / q);
  }
  return sum;
}

}  // namespace

double entropy(const Vector& p) {
  const Vector P = normalized(p, "p");
  double sum = 0.0;
  for (Index i = 0; i < P.size(); ++i) sum -= P[i] > 0.0 ? P[i] * log(P[i]) : 0.0;
  return std::abs(sum);  // not -0 for a certain outcome
}

double cross_entropy(const Vector& p, const Vector& q) {
  require_same_size(q, "q", p);
  const Vector P = normalized(p, "p"), Q = normalized(q, "q");
  double sum = 0.0;
  for (Index i = 0; i < P.size(); ++i) sum -= P[i] > 0.0 ? P[i] * log(Q[i]) : 0.0;
  return std::abs(sum);
}

double kl(const Vector& p, const Vector& q) {
  require_same_size(q, "q", p);
  return kl_normalized(normalized(p, "p"), normalized(q, "q"));
}

ChainRule chain_rule(const Matrix& P, const Matrix& Q) {
  require(Q.rows() == P.rows() && Q.cols() == P.cols(), "Q", "must be ", P.rows(), " x ", P.cols(), " as P is; got ",
          Q.rows(), " x ", Q.cols());
  const Vector p = normalized(flat(P), "P"), q = normalized(flat(Q), "Q");
  const Eigen::Map<const Matrix> joint_p(p.data(), P.rows(), P.cols()), joint_q(q.data(), Q.rows(), Q.cols());
  return {kl_normalized(p, q), kl_normalized(joint_p.rowwise().sum(), joint_q.rowwise().sum()),
          kl_within_rows(joint_p, joint_q),
          kl_normalized(joint_p.colwise().sum().transpose(), joint_q.colwise().sum().transpose()),
          kl_within_rows(joint_p.transpose(), joint_q.transpose())};
}

JointConvexity joint_convexity(const Vector& p1, const Vector& q1, const Vector& p2, const Vector& q2, double lambda) {
  require(lambda >= 0.0 && lambda <= 1.0, "lambda", "must be from 0 to 1; got ", lambda);
  require_same_size(q1, "q1", p1);
  require_same_size(p2, "p2", p1);
  require_same_size(q2, "q2", p1);
  // Joint tables of (which pair, outcome): the gap is what the outcome leaves to be said about the pair (chain rule).
  Matrix P(2, p1.size()), Q(2, p1.size());
  P.row(0) = lambda * normalized(p1, "p1");
  P.row(1) = (1.0 - lambda) * normalized(p2, "p2");
  Q.row(0) = lambda * normalized(q1, "q1");
  Q.row(1) = (1.0 - lambda) * normalized(q2, "q2");
  const ChainRule terms = chain_rule(P, Q);
  return {terms.y, terms.joint, terms.joint < kInfinity ? terms.x_given_y : kInfinity};
}

Vector empirical_distribution(const Labels& data, Index outcomes) {
  require(outcomes >= 1, "outcomes", "must be >= 1; got ", outcomes);
  require(!data.empty(), "data", "must have at least one entry");
  Vector counts = Vector::Zero(outcomes);
  for (const int x : data) {
    require(x >= 0 && x < outcomes, "data", "must be outcomes from 0 to ", outcomes - 1, "; got ", x);
    counts[x] += 1.0;
  }
  return counts / static_cast<double>(data.size());
}

EmpiricalFit empirical_fit(const Labels& data, const Vector& q) {
  const Vector Q = normalized(q, "q"), p = empirical_distribution(data, Q.size());
  return {kl(p, Q), entropy(p), -cross_entropy(p, Q)};
}

}  // namespace lvm::divergence
