#include "linear_mixture_validate.hpp"
#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::linear_mixture {

void require_data(const Matrix& X, const Vector& y) {
  require_finite(X, "X");
  require(y.size() == X.rows(), "y", "must have one entry per row of X, ", X.rows(), "; got ", y.size());
  require_finite(y, "y");
}

void require_params(const Params& params, Index D) {
  mixture::require_simplex(params.weights);
  const Index K = params.weights.size();
  require(params.W.rows() == K && params.W.cols() == D, "W", "must be ", K, " x ", D,
          ", a row per weight and a column per column of X; got ", params.W.rows(), " x ", params.W.cols());
  require(params.W.allFinite(), "W", "must be finite");
  require(params.variances.size() == K, "variances", "must be one per weight, ", K, "; got ", params.variances.size());
  require(params.variances.allFinite() && (params.variances.array() > 0.0).all(), "variances",
          "must be finite and > 0");
}

void require_labelled(const Labelled& labelled, Index D, Index K) {
  mixture::require_labels(labelled.z, labelled.alpha, labelled.X.rows(), K);
  require(labelled.y.size() == labelled.X.rows(), "labelled.y", "must have one entry per row of labelled.X, ",
          labelled.X.rows(), "; got ", labelled.y.size());
  if (labelled.z.empty()) return;
  require(labelled.X.cols() == D, "labelled.X", "must have as many columns as X, ", D, "; got ", labelled.X.cols());
  require_finite(labelled.X, "labelled.X");
  require_finite(labelled.y, "labelled.y");
}

void require_floor(double variance_floor) { mixture::require_floor(variance_floor, "variance_floor"); }

void require_m_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled,
                    double variance_floor) {
  require_data(X, y);
  require(R.cols() >= 1, "R", "must have at least one column");
  mixture::require_weights_over_z(R, X.rows(), R.cols(), false);
  require((R.array() > 0.0).any(), "R", "must have a positive entry");
  require_labelled(labelled, X.cols(), R.cols());
  require_floor(variance_floor);
  require(X.rows() + labelled.X.rows() >= X.cols(), "X",
          "must have at least as many rows as columns, labelled ones included; got ", X.rows() + labelled.X.rows(),
          " x ", X.cols());
}

}  // namespace lvm::linear_mixture
