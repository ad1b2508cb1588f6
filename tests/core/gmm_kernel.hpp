/// How far the kernels are from the readable implementation, relative to what is compared.
#pragma once

#include <algorithm>
#include <cmath>

#include "lvm/gmm_half_steps.hpp"
#include "support.hpp"

namespace support {

/// The largest difference of two mixtures: weights as they are, means in standard deviations and of themselves,
/// covariances relative to their largest entry.
inline double relative_distance(const gmm::Params& a, const gmm::Params& b) {
  double worst = (a.weights - b.weights).cwiseAbs().maxCoeff();
  for (Index k = 0; k < a.means.rows(); ++k) {
    const Matrix &S = a.covariances[at(k)], &T = b.covariances[at(k)];
    const Eigen::RowVectorXd unit = a.means.row(k).cwiseAbs() + S.diagonal().cwiseSqrt().transpose();
    worst = std::max(worst, ((a.means.row(k) - b.means.row(k)).array() / unit.array()).abs().maxCoeff());
    worst = std::max(worst, (S - T).cwiseAbs().maxCoeff() / S.cwiseAbs().maxCoeff());
  }
  return worst;
}

/// The largest difference of two evaluations. Of a gap its root counts, since it is a sum of squares of what rounding moves.
inline double relative_distance(const gmm::Evaluation& a, const gmm::Evaluation& b) {
  const double size = std::max({1.0, std::abs(a.objective), std::abs(a.log_likelihood)});
  const double off = std::max({std::abs(a.elbo - b.elbo), std::abs(a.log_likelihood - b.log_likelihood),
                               std::abs(a.bound - b.bound), std::abs(a.objective - b.objective)});
  const double gap = std::abs(std::sqrt(a.gap) - std::sqrt(b.gap)) / std::max(1.0, std::sqrt(a.gap));
  return std::max({off / size, gap, std::abs(a.supervised - b.supervised)});
}

/// The largest of what the half-steps over a Dataset differ by from the readable ones.
///
/// @param R  N x K for the M-step, rows sum to 1
inline double half_step_error(const Matrix& X, const gmm::Params& params, const Matrix& R,
                              const gmm::Labelled& labelled = {}, double floor = 0.0) {
  const gmm::Dataset data(X);
  const Matrix expected = gmm::e_step(params, X).responsibilities;
  const gmm::AfterE e = gmm::e_half_step(data, params, labelled);
  const gmm::Params after = gmm::m_step(X, R, labelled, floor);
  const gmm::AfterM m = gmm::m_half_step(data, R, labelled, floor);
  return std::max({(expected - e.responsibilities).cwiseAbs().maxCoeff(), e.value.gap,
                   relative_distance(gmm::evaluate(params, X, expected, labelled), e.value),
                   relative_distance(after, m.params),
                   relative_distance(gmm::evaluate(m.params, X, R, labelled), m.value)});
}

/// The largest of what em_step's two results and the half-steps over a Dataset differ by from the readable ones.
inline double kernel_error(const Matrix& X, const gmm::Params& params, const gmm::Labelled& labelled = {},
                           double floor = 0.0) {
  const gmm::Posterior posterior = gmm::e_step(params, X);
  const gmm::Params expected = gmm::m_step(X, posterior.responsibilities, labelled, floor);
  const gmm::Dataset data(X);
  const gmm::Step step = gmm::em_step(data, params, labelled, floor);
  return std::max({relative_distance(expected, step.params),
                   relative_difference(posterior.log_likelihood, step.log_likelihood),
                   half_step_error(X, params, posterior.responsibilities, labelled, floor)});
}

}  // namespace support
