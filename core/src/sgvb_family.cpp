#include "sgvb_family.hpp"

#include <cmath>

#include "algebra.hpp"
#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"
#include "lvm/gaussian.hpp"

namespace lvm::sgvb {
namespace {

void require_entries(const Vector& v, Index m, const char* argument) {
  require(v.size() == m, argument, "must have one entry per latent variable, ", m, "; got ", v.size());
  require(v.allFinite(), argument, "must be finite");
}

void require_log_scales(const Vector& v, Index m, const char* argument) {
  require_entries(v, m, argument);
  for (Index i = 0; i < m; ++i) {
    require(std::abs(v[i]) <= kLogScaleLimit, argument,
            "must be within [-300, 300], as its exponential is a scale; entry ", i, " is ", v[i]);
  }
}

void require_lower(const Matrix& lower, Index m) {
  require(lower.rows() == m && lower.cols() == m, "q.lower", "must be ", m, " x ", m, "; got ", lower.rows(), " x ",
          lower.cols());
  require_finite(lower, "q.lower");
  for (Index i = 0; i < m; ++i) {
    require((lower.row(i).tail(m - i).array() == 0.0).all(), "q.lower", "must be 0 on and above the diagonal");
  }
}

// L, and L eps for each row of eps.
Matrix factor_of(const Factorized& q) { return exp(q.log_sigma).asDiagonal(); }

Matrix factor_of(const Full& q) {
  Matrix L = q.lower;
  L.diagonal() = exp(q.log_diagonal);
  return L;
}

Matrix scaled(const Factorized& q, const Matrix& eps) { return eps * exp(q.log_sigma).asDiagonal(); }

Matrix scaled(const Full& q, const Matrix& eps) { return product(eps, transposed(factor_of(q))); }

// An entry of L below the diagonal counts as one more squared mean.
double kl_below_diagonal(const Factorized&) { return 0.0; }
double kl_below_diagonal(const Full& q) { return 0.5 * q.lower.squaredNorm(); }

}  // namespace

void require_family(const Factorized& q, Index m) {
  require(m >= 1, "q.mean", "must have at least one entry");
  require_entries(q.mean, m, "q.mean");
  require_log_scales(q.log_sigma, m, "q.log_sigma");
}

void require_family(const Full& q, Index m) {
  require(m >= 1, "q.mean", "must have at least one entry");
  require_entries(q.mean, m, "q.mean");
  require_log_scales(q.log_diagonal, m, "q.log_diagonal");
  require_lower(q.lower, m);
}

void require_noise(const Matrix& eps, Index m) {
  require(eps.rows() >= 1, "eps", "must have at least one row, one for each sample");
  require(eps.cols() == m, "eps", "must have one column per latent variable, ", m, "; got ", eps.cols());
  require_finite(eps, "eps");
}

template <Family Q>
Q standard_normal(Index m) {
  require(m >= 1, "m", "must be >= 1; got ", m);
  if constexpr (std::same_as<Q, Full>) {
    return {Vector::Zero(m), Vector::Zero(m), Matrix::Zero(m, m)};
  } else {
    return {Vector::Zero(m), Vector::Zero(m)};
  }
}

Full full_from(const Vector& mean, const Matrix& L) {
  const Index m = mean.size();
  require(L.rows() == m && L.cols() == m, "L", "must be ", m, " x ", m, ", as mean has ", m, " entries; got ", L.rows(),
          " x ", L.cols());
  require((L.diagonal().array() > 0.0).all(), "L", "must have a positive diagonal");
  Full q{mean, log(L.diagonal()), L};
  q.lower.diagonal().setZero();
  require_family(q, m);
  return q;
}

template <Family Q>
Matrix cholesky_factor(const Q& q) {
  require_family(q, q.mean.size());
  return factor_of(q);
}

template <Family Q>
Matrix covariance(const Q& q) {
  const Matrix L = cholesky_factor(q);
  return product(L, transposed(L));
}

template <Family Q>
Matrix transform(const Q& q, const Matrix& eps) {
  require_family(q, q.mean.size());
  require_noise(eps, q.mean.size());
  return scaled(q, eps).rowwise() + q.mean.transpose();
}

template <Family Q>
double entropy(const Q& q) {
  require_family(q, q.mean.size());
  return gaussian::entropy_diagonal(log_scales(q));
}

template <Family Q>
double kl_to_prior(const Q& q) {
  require_family(q, q.mean.size());
  return gaussian::kl_diagonal_to_standard_normal(q.mean, log_scales(q)) + kl_below_diagonal(q);
}

template <Family Q>
Vector flatten(const Q& q) {
  const Index m = q.mean.size();
  require(log_scales(q).size() == m, "q", "must have as many log scales as means, ", m);
  Vector parameters(parameter_count(q));
  parameters.head(m) = q.mean;
  parameters.segment(m, m) = log_scales(q);
  if constexpr (std::same_as<Q, Full>) {
    require(q.lower.rows() == m && q.lower.cols() == m, "q.lower", "must have one row and column per mean");
    for (Index i = 1; i < m; ++i) parameters.segment(2 * m + i * (i - 1) / 2, i) = q.lower.row(i).head(i);
  }
  return parameters;
}

template <Family Q>
Q unflatten(const Vector& parameters, Index m) {
  Q q = standard_normal<Q>(m);
  require(parameters.size() == parameter_count(q), "parameters", "must have ", parameter_count(q), " entries; got ",
          parameters.size());
  Vector& log_scale = log_scales(q);
  q.mean = parameters.head(m);
  log_scale = parameters.segment(m, m);
  if constexpr (std::same_as<Q, Full>) {
    for (Index i = 1; i < m; ++i) q.lower.row(i).head(i) = parameters.segment(2 * m + i * (i - 1) / 2, i);
  }
  return q;
}

template Factorized standard_normal(Index);
template Full standard_normal(Index);
template Matrix cholesky_factor(const Factorized&);
template Matrix cholesky_factor(const Full&);
template Matrix covariance(const Factorized&);
template Matrix covariance(const Full&);
template Matrix transform(const Factorized&, const Matrix&);
template Matrix transform(const Full&, const Matrix&);
template double entropy(const Factorized&);
template double entropy(const Full&);
template double kl_to_prior(const Factorized&);
template double kl_to_prior(const Full&);
template Vector flatten(const Factorized&);
template Vector flatten(const Full&);
template Factorized unflatten(const Vector&, Index);
template Full unflatten(const Vector&, Index);

}  // namespace lvm::sgvb
