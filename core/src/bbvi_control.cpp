#include "lvm/bbvi_control.hpp"

#include <cmath>
#include <utility>

#include "bbvi_terms.hpp"
#include "bbvi_validate.hpp"
#include "lvm/bbvi_exact.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

using RowArray = Eigen::Array<double, 1, Eigen::Dynamic>;

// A variance this far below the mean square is rounding: the score is the same in every sample.
constexpr double kFlat = 1e-12;

bool flat(double variance, double mean_square) { return !(variance > kFlat * mean_square); }

// -covariance / variance for each of the S - 1 others of a sample: sums over all, less the sample's own share.
Matrix leave_one_out(const Terms& terms, Coefficient coefficient) {
  const Index S = terms.score.rows(), P = terms.score.cols();
  const Matrix& Y = terms.score;
  const Matrix X = score_gradients(terms, Matrix::Zero(1, P));
  // Deviations from the means.
  const Matrix x = X.rowwise() - X.colwise().mean(), y = Y.rowwise() - Y.colwise().mean();
  const RowArray covariance = x.cwiseProduct(y).colwise().sum(), variance = y.colwise().squaredNorm();
  const RowArray square = Y.colwise().squaredNorm();
  const double share = static_cast<double>(S) / static_cast<double>(S - 1);

  Matrix result(S, P);
  for (Index s = 0; s < S; ++s) {
    const RowArray C = covariance - share * x.row(s).array() * y.row(s).array();
    const RowArray V = variance - share * y.row(s).array().square();
    const RowArray U = square - Y.row(s).array().square();
    if (coefficient == Coefficient::common) {
      result.row(s).setConstant(flat(V.sum(), U.sum()) ? 0.0 : -C.sum() / V.sum());
    } else {
      for (Index i = 0; i < P; ++i) result(s, i) = flat(V[i], U[i]) ? 0.0 : -C[i] / V[i];
    }
  }
  return result;
}

// Each sample's baseline is the mean of the others' l.
Matrix leave_one_out_elbo(const Terms& terms) {
  const auto S = static_cast<double>(terms.log_ratio.size());
  const double centre = terms.log_ratio.mean();
  const Vector others = centre - (terms.log_ratio.array() - centre) / (S - 1.0);
  return (-others).replicate(1, terms.score.cols());
}

Matrix from_samples(const Terms& terms, Coefficient coefficient) {
  const Index S = terms.score.rows();
  if (coefficient == Coefficient::minus_elbo) {
    return Matrix::Constant(1, terms.score.cols(), -terms.log_ratio.mean());
  }
  const Vector weights = Vector::Constant(S, 1.0 / static_cast<double>(S));
  return best_coefficients(parabolas(terms, weights, 1.0), coefficient);
}

Matrix exact_coefficients(const Target& target, const Q& q, Coefficient coefficient) {
  if (coefficient == Coefficient::minus_elbo) {
    return Matrix::Constant(1, parameters(q).size(), -elbo(target, q));
  }
  return best_coefficients(exact_variance_parabolas(target, q), coefficient);
}

// 1 x P, or S x P with Origin::leave_one_out.
Matrix chosen(const Target& target, const Q& q, const Matrix& eps, const Control& control) {
  const bool baseline = control.coefficient == Coefficient::minus_elbo;
  switch (control.origin) {
    case Origin::same_samples:
      require_samples(eps.rows(), 2, "eps", "to estimate a coefficient from themselves");
      return from_samples(terms(target, q, draw(q, eps)), control.coefficient);
    case Origin::leave_one_out: {
      require_samples(eps.rows(), baseline ? 2 : 3, "eps", "to estimate a coefficient from all but one");
      const Terms all = terms(target, q, draw(q, eps));
      return baseline ? leave_one_out_elbo(all) : leave_one_out(all, control.coefficient);
    }
    case Origin::pilot:
      require_noise(q, control.pilot, "control.pilot");
      require_samples(control.pilot.rows(), baseline ? 1 : 2, "control.pilot", "to estimate a coefficient");
      return from_samples(terms(target, q, draw(q, control.pilot)), control.coefficient);
    case Origin::exact:
      break;
  }
  return exact_coefficients(target, q, control.coefficient);
}

}  // namespace

VarianceParabolas with_total(std::vector<Parabola> coordinates) {
  Parabola total{};
  for (const Parabola& p : coordinates) {
    total.constant += p.constant;
    total.linear += p.linear;
    total.quadratic += p.quadratic;
  }
  // Flat coordinates have quadratic = linear = 0 and join in with their constant alone.
  if (total.quadratic > 0.0) total.argmin = -0.5 * total.linear / total.quadratic;
  for (const Parabola& p : coordinates) total.minimum += p.at(total.argmin);
  // Each of these is a sum over the coordinates, so one that is not finite shows in the total.
  if (!std::isfinite(total.constant + total.linear + total.quadratic + total.argmin + total.minimum)) {
    fail({"the variance of the score-function gradient exceeds the range of doubles"});
  }
  return {std::move(coordinates), total};
}

VarianceParabolas parabolas(const Terms& terms, const Vector& weights, double correction) {
  std::vector<Parabola> coordinates;
  for (Index i = 0; i < terms.score.cols(); ++i) {
    const Vector y = terms.score.col(i), x = terms.log_ratio.cwiseProduct(y);
    const Vector dx = x.array() - weights.dot(x), dy = y.array() - weights.dot(y);
    const auto mean = [&](const Vector& v) { return correction * weights.dot(v); };
    Parabola p{mean(dx.cwiseAbs2()), 2.0 * mean(dx.cwiseProduct(dy)), mean(dy.cwiseAbs2()), 0.0, 0.0};
    if (flat(p.quadratic, mean(y.cwiseAbs2()))) {
      p.linear = p.quadratic = 0.0;
    } else {
      p.argmin = -0.5 * p.linear / p.quadratic;
    }
    p.minimum = mean((dx + p.argmin * dy).cwiseAbs2());
    coordinates.push_back(p);
  }
  return with_total(std::move(coordinates));
}

Matrix best_coefficients(const VarianceParabolas& parabolas, Coefficient coefficient) {
  const auto P = static_cast<Index>(parabolas.coordinates.size());
  Matrix result = Matrix::Constant(1, P, parabolas.total.argmin);
  if (coefficient == Coefficient::common) return result;
  for (Index i = 0; i < P; ++i) result(0, i) = parabolas.coordinates[static_cast<std::size_t>(i)].argmin;
  return result;
}

VarianceParabolas variance_parabolas(const Target& target, const Q& q, const Matrix& eps) {
  require_pair(target, q);
  require_noise(q, eps, "eps");
  require_samples(eps.rows(), 2, "eps", "for a variance");
  const auto S = static_cast<double>(eps.rows());
  return parabolas(terms(target, q, draw(q, eps)), Vector::Constant(eps.rows(), 1.0 / S), S / (S - 1.0));
}

Matrix coefficients(const Target& target, const Q& q, const Matrix& eps, const Control& control) {
  require_pair(target, q);
  require_noise(q, eps, "eps");
  require_method(target, {Estimator::score_function, control});
  const Index S = eps.rows(), P = parameters(q).size();
  if (control.coefficient == Coefficient::given) return Matrix::Constant(S, P, control.value);
  const Matrix a = chosen(target, q, eps, control);
  if (!a.allFinite()) fail({"a coefficient of the control variate exceeds the range of doubles"});
  return a.rows() == S ? a : Matrix(a.replicate(S, 1));
}

}  // namespace lvm::bbvi
