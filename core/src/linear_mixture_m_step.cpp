#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "algebra.hpp"
#include "cholesky.hpp"
#include "linear_mixture_least_squares.hpp"
#include "linear_mixture_validate.hpp"
#include "lvm/errors.hpp"
#include "lvm/linear_mixture.hpp"
#include "mixture.hpp"

namespace lvm::linear_mixture {
namespace {

// The examples that the M-step weighs, labelled ones below the others: (x, y, z) is a row alpha * onehot(z) of R.
struct Weighted {
  Matrix X;
  Vector y;
  Matrix R;
};

Weighted stack(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled) {
  const Index N = X.rows(), M = labelled.X.rows();
  Weighted all{Matrix(N + M, X.cols()), Vector(N + M), Matrix::Zero(N + M, R.cols())};
  all.X.topRows(N) = X;
  all.y.head(N) = y;
  all.R.topRows(N) = R;
  for (Index i = 0; i < M; ++i) {
    all.X.row(N + i) = labelled.X.row(i);
    all.y[N + i] = labelled.y[i];
    all.R(N + i, labelled.z[static_cast<std::size_t>(i)]) = labelled.alpha;
  }
  return all;
}

// sqrt(sum_n share_n v_n^2), where shares sum to 1; scaled, so that no square overflows or vanishes.
double root_mean_square(const Vector& v, const Vector& share) {
  const double scale = v.cwiseAbs().maxCoeff();
  if (scale == 0.0) return 0.0;  // and not where it is NaN, which the caller must see
  return scale * std::sqrt((share.array() * (v / scale).array().square()).sum());
}

// The noise variance about the line w. It is zero to working precision when the residuals are no larger than the
// rounding of the terms y and w_d x_d that they are differences of.
double variance_about(const Vector& w, const Weighted& all, const Vector& share, double variance_floor, Index k) {
  const double sigma = root_mean_square(all.y - times(all.X, w), share);
  const double variance = sigma * sigma;
  if (!std::isfinite(variance)) {
    fail({"component ", k, " has coefficients or a variance too large to represent"}, k);
  }
  if (variance_floor > 0.0) return std::max(variance, variance_floor);
  const Vector terms = all.y.cwiseAbs() + times(all.X.cwiseAbs(), w.cwiseAbs());
  if (sigma <= kRounding * root_mean_square(terms, share) || variance < std::numeric_limits<double>::min()) {
    fail({"component ", k,
          " has collapsed: its line passes through all its examples, so that its variance is 0; a variance floor or "
          "another start avoids it"},
         k);
  }
  return variance;
}

struct Line {
  Vector w;
  double variance;
};

// The line of component k, from examples with weights r.
Line fit_line(const Weighted& all, Vector r, double variance_floor, Index k) {
  if (!(r.sum() > mixture::kSmallestMass)) {
    if (variance_floor == 0.0) {
      fail({"component ", k, " has no mass: no example has responsibility for it"}, k);
    }
    r.setOnes();  // The bound does not depend on this line; the one through all the data is as good as any.
  }
  r /= r.maxCoeff();
  const std::optional<Vector> w = weighted_least_squares(all.X, all.y, r);
  if (!w) {
    fail({"component ", k, " has a rank-deficient design: its examples do not determine all ", all.X.cols(),
          " coefficients"},
         k);
  }
  return {*w, variance_about(*w, all, r / r.sum(), variance_floor, k)};
}

}  // namespace

Params m_step(const Matrix& X, const Vector& y, const Matrix& R, const Labelled& labelled, double variance_floor) {
  require_m_step(X, y, R, labelled, variance_floor);

  const Weighted all = stack(X, y, R, labelled);
  const Index K = R.cols(), counted = labelled.weights_from == WeightsFrom::all ? all.R.rows() : R.rows();
  const double largest = all.R.topRows(counted).maxCoeff();  // divided out, so that no sum overflows
  Params params{Vector(K), Matrix(K, X.cols()), Vector(K)};
  for (Index k = 0; k < K; ++k) {
    const Vector r = all.R.col(k);
    params.weights[k] = (r.head(counted) / largest).sum();
    const Line line = fit_line(all, r, variance_floor, k);
    params.W.row(k) = line.w;
    params.variances[k] = line.variance;
  }
  params.weights /= params.weights.sum();
  return params;
}

}  // namespace lvm::linear_mixture
