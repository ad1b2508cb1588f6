/// How far the one-pass iteration is from the readable one, relative to what is compared.
#pragma once

#include <algorithm>
#include <cmath>

#include "lvm/gmm_dataset.hpp"
#include "support.hpp"

namespace support {

/// The largest difference of two mixtures: weights as they are, means in standard deviations and of themselves,
/// covariances relative to their largest entry.
inline double relative_distance(const gmm::Params& a, const gmm::Params& b) {
  double worst = (a.weights - b.weights).cwiseAbs().maxCoeff();
  for (Index k = 0; k < a.means.rows(); ++k) {
    const Eigen::MatrixXd &S = a.covariances[at(k)], &T = b.covariances[at(k)];
    const Eigen::RowVectorXd unit = a.means.row(k).cwiseAbs() + S.diagonal().cwiseSqrt().transpose();
    worst = std::max(worst, ((a.means.row(k) - b.means.row(k)).array() / unit.array()).abs().maxCoeff());
    worst = std::max(worst, (S - T).cwiseAbs().maxCoeff() / S.cwiseAbs().maxCoeff());
  }
  return worst;
}

/// The larger of what em_step's two results differ by from the half-steps'.
inline double kernel_error(const Matrix& X, const gmm::Params& params, const gmm::Labelled& labelled = {},
                           double floor = 0.0) {
  const gmm::Posterior posterior = gmm::e_step(params, X);
  const gmm::Params expected = gmm::m_step(X, posterior.responsibilities, labelled, floor);
  const gmm::Dataset data(X);
  const gmm::Step step = gmm::em_step(data, params, labelled, floor);
  return std::max(relative_distance(expected, step.params),
                  relative_difference(posterior.log_likelihood, step.log_likelihood));
}

}  // namespace support
