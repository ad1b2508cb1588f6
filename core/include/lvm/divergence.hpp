/// Entropy, cross entropy and Kullback-Leibler divergence of discrete distributions.
///
/// A distribution over M outcomes is a vector of M probabilities, a joint distribution a table with x down the rows and
/// y along the columns. Conventions: 0 ln 0 = 0; an outcome with p > 0 = q costs +infinity, which is an answer and not
/// an error. All results are in nats (divide by ln 2 for bits).
/// kl(p, q) has the argument order as written: D_KL(p || q) = E_p [ln p - ln q].
/// References: CS229 (Fall 2020) PS3 Q1; homework 4 (002) Problem 6.2; Tuebingen Data Compression PS8.1.
#pragma once

#include "lvm/types.hpp"

namespace lvm::divergence {

/// H(p) = -sum p ln p, the fewest nats per symbol that a code for p can cost.
///
/// @param p  M probabilities
/// @throws InvalidArgument  if p is not a distribution
double entropy(const Vector& p);

/// H(p, q) = -sum p ln q = H(p) + kl(p, q), nats per symbol of p in a code made for q.
///
/// @return  +infinity if q = 0 < p for some outcome
/// @throws InvalidArgument  if p or q is not a distribution, or their lengths differ
double cross_entropy(const Vector& p, const Vector& q);

/// D_KL(p || q) = sum p ln (p / q) >= 0, with 0 only for p = q; accurate however small it is.
///
/// @return  +infinity if q = 0 < p for some outcome
/// @throws  as cross_entropy
double kl(const Vector& p, const Vector& q);

/// The two ways to split a divergence of joint distributions: joint = x + y_given_x = y + x_given_y (CS229 PS3 Q1(b)).
struct ChainRule {
  double joint;      ///< KL(P(X, Y) || Q(X, Y))
  double x;          ///< KL(P(X) || Q(X))
  double y_given_x;  ///< sum_x P(x) KL(P(Y | x) || Q(Y | x)); rows with P(x) = 0 do not count
  double y;          ///< KL(P(Y) || Q(Y))
  double x_given_y;  ///< sum_y P(y) KL(P(X | y) || Q(X | y))
};

/// @param P  M_x x M_y, entries sum to 1
/// @param Q  M_x x M_y, entries sum to 1
/// @return   terms may be +infinity, as kl
/// @throws InvalidArgument  if P or Q is not a distribution, or their shapes differ
ChainRule chain_rule(const Matrix& P, const Matrix& Q);

/// Joint convexity: kl_of_mixture <= mixture_of_kls, where both pairs are mixed with the same lambda (homework 4, 6.2).
struct JointConvexity {
  double kl_of_mixture;   ///< kl(lambda p1 + (1 - lambda) p2, lambda q1 + (1 - lambda) q2)
  double mixture_of_kls;  ///< lambda kl(p1, q1) + (1 - lambda) kl(p2, q2)
  double gap;             ///< mixture_of_kls - kl_of_mixture >= 0 without cancellation; +infinity if mixture_of_kls is
};

/// @param lambda  in [0, 1]
/// @throws InvalidArgument  if one is not a distribution, lengths differ or lambda is out of range
JointConvexity joint_convexity(const Vector& p1, const Vector& q1, const Vector& p2, const Vector& q2, double lambda);

/// The share of each outcome in the data.
///
/// @param data      N >= 1 outcomes in 0 .. M-1
/// @param outcomes  M
/// @return          M
/// @throws InvalidArgument  if there are no data or one is out of range
Vector empirical_distribution(const Labels& data, Index outcomes);

/// Maximum likelihood as minimum divergence: kl = -entropy - mean_log_likelihood, and the entropy does not depend on
/// the model, so that both have the same best model (CS229 PS3 Q1(c)).
struct EmpiricalFit {
  double kl;                   ///< KL(empirical || q)
  double entropy;              ///< of the empirical distribution
  double mean_log_likelihood;  ///< sum_n ln q(x_n) / N; -infinity if the model excludes an outcome that occurred
};

/// @param data  N >= 1 outcomes in 0 .. M-1
/// @param q     M probabilities
/// @throws InvalidArgument  if q is not a distribution or data is out of range
EmpiricalFit empirical_fit(const Labels& data, const Vector& q);

}  // namespace lvm::divergence
