#include "gmm_validate.hpp"

#include "lvm/errors.hpp"
#include "mixture.hpp"

namespace lvm::gmm {
namespace {

// Typed and dragged values are rounded; anything further off is a mistake worth naming.
constexpr double kSymmetryTolerance = 1e-8;

// Nothing is put into words unless it is wrong: this is asked in every step.
void require_covariance(const Matrix& S, Index k, Index D) {
  const auto refuse = [k](std::initializer_list<Part> requirement) {
    lvm::refuse(sentence({"covariances[", k, "]"}).c_str(), requirement);
  };
  if (S.rows() != D || S.cols() != D) {
    refuse({"must be ", D, " x ", D, ", as X has ", D, " columns; got ", S.rows(), " x ", S.cols()});
  }
  if (!S.allFinite()) refuse({"must be finite"});
  if (!((S - S.transpose()).cwiseAbs().maxCoeff() <= kSymmetryTolerance * S.cwiseAbs().maxCoeff())) {
    refuse({"must be symmetric"});
  }
}

}  // namespace

void require_params(const Params& params, Index D) {
  const Index K = params.weights.size();
  mixture::require_simplex(params.weights);
  require(params.means.rows() == K, "means", "must have one row per weight, ", K, "; got ", params.means.rows());
  require(params.means.cols() == D, "means", "must have as many columns as X, ", D, "; got ", params.means.cols());
  require(params.means.allFinite(), "means", "must be finite");
  require(static_cast<Index>(params.covariances.size()) == K, "covariances", "must be one per weight, ", K, "; got ",
          params.covariances.size());
  for (Index k = 0; k < K; ++k) require_covariance(params.covariances[static_cast<std::size_t>(k)], k, D);
}

void require_labelled(const Labelled& labelled, Index D, Index K) {
  mixture::require_labels(labelled.z, labelled.alpha, labelled.X.rows(), K);
  if (labelled.z.empty()) return;
  require(labelled.X.cols() == D, "labelled.X", "must have as many columns as X, ", D, "; got ", labelled.X.cols());
  require_finite(labelled.X, "labelled.X");
}

void require_floor(double covariance_floor) { mixture::require_floor(covariance_floor, "covariance_floor"); }

void require_m_step(const Matrix& R, Index N, Index D, const Labelled& labelled, double covariance_floor) {
  require(R.cols() >= 1, "R", "must have at least one column");
  mixture::require_weights_over_z(R, N, R.cols(), false);
  require_labelled(labelled, D, R.cols());
  require_floor(covariance_floor);
  require((R.array() > 0.0).any(), "R", "must have a positive entry");
}

}  // namespace lvm::gmm
