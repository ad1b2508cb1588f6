#include "gmm_validate.hpp"

#include <cmath>
#include <string>

#include "lvm/errors.hpp"

namespace lvm::gmm {
namespace {

// Typed and dragged values are rounded; anything further off is a mistake worth naming.
constexpr double kSimplexTolerance = 1e-8;
constexpr double kSymmetryTolerance = 1e-8;

std::string shape(Index rows, Index cols) { return std::to_string(rows) + " x " + std::to_string(cols); }

void require_covariance(const Eigen::MatrixXd& S, Index k, Index D) {
  const std::string name = "covariances[" + std::to_string(k) + "]";
  require(S.rows() == D && S.cols() == D, name.c_str(),
          "must be " + shape(D, D) + ", as X has " + std::to_string(D) + " columns; got " + shape(S.rows(), S.cols()));
  require(S.allFinite(), name.c_str(), "must be finite");
  require((S - S.transpose()).cwiseAbs().maxCoeff() <= kSymmetryTolerance * S.cwiseAbs().maxCoeff(), name.c_str(),
          "must be symmetric");
}

}  // namespace

void require_params(const Params& params, Index D) {
  const Index K = params.weights.size();
  require(K >= 1, "weights", "must have at least one entry");
  require((params.weights.array() >= 0.0).all(), "weights", "must be >= 0");
  const double total = params.weights.sum();
  require(std::abs(total - 1.0) <= kSimplexTolerance, "weights", "must sum to 1; the sum is " + std::to_string(total));
  require(params.means.rows() == K, "means",
          "must have one row per weight, " + std::to_string(K) + "; got " + std::to_string(params.means.rows()));
  require(params.means.cols() == D, "means",
          "must have as many columns as X, " + std::to_string(D) + "; got " + std::to_string(params.means.cols()));
  require(params.means.allFinite(), "means", "must be finite");
  require(static_cast<Index>(params.covariances.size()) == K, "covariances",
          "must be one per weight, " + std::to_string(K) + "; got " + std::to_string(params.covariances.size()));
  for (Index k = 0; k < K; ++k) require_covariance(params.covariances[static_cast<std::size_t>(k)], k, D);
}

void require_weights_over_z(const MatrixRef& R, Index N, Index K, bool rows_sum_to_one) {
  require(R.rows() == N && R.cols() == K, "R", "must be " + shape(N, K) + "; got " + shape(R.rows(), R.cols()));
  require_finite(R, "R");
  require((R.array() >= 0.0).all(), "R", "must be >= 0");
  if (!rows_sum_to_one) return;
  const double worst = (R.rowwise().sum().array() - 1.0).abs().maxCoeff();
  require(worst <= kSimplexTolerance, "R",
          "must have rows that sum to 1; one is off by " + std::to_string(worst));
}

void require_labelled(const Labelled& labelled, Index D, Index K) {
  require(std::isfinite(labelled.alpha) && labelled.alpha >= 0.0, "alpha",
          "must be finite and >= 0; got " + std::to_string(labelled.alpha));
  const Index N = labelled.X.rows();
  require(static_cast<Index>(labelled.z.size()) == N, "labelled.z",
          "must have one label per row of labelled.X, " + std::to_string(N) + "; got " +
              std::to_string(labelled.z.size()));
  if (N == 0) return;
  require(labelled.X.cols() == D, "labelled.X",
          "must have as many columns as X, " + std::to_string(D) + "; got " + std::to_string(labelled.X.cols()));
  require_finite(labelled.X, "labelled.X");
  for (const int z : labelled.z) {
    require(z >= 0 && z < K, "labelled.z",
            "must be labels from 0 to " + std::to_string(K - 1) + "; got " + std::to_string(z));
  }
}

void require_floor(double covariance_floor) {
  require(std::isfinite(covariance_floor) && covariance_floor >= 0.0, "covariance_floor",
          "must be finite and >= 0; got " + std::to_string(covariance_floor));
}

}  // namespace lvm::gmm
