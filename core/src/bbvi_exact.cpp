#include "lvm/bbvi_exact.hpp"

#include "algebra.hpp"
#include "bbvi_quadratic.hpp"
#include "bbvi_quadrature.hpp"
#include "bbvi_validate.hpp"
#include "lvm/errors.hpp"

namespace lvm::bbvi {
namespace {

// sum_s weights_s A_s, the expectation of A's rows.
Eigen::RowVectorXd expectation(const Vector& weights, const Matrix& A) { return product(weights.transpose(), A); }

// Exact expectations of per-sample gradients that need no coefficient.
Matrix plain_gradients(const Target& target, const Q& q, const Draws& draws, Estimator estimator) {
  if (estimator != Estimator::score_function) return pathwise(target, std::get<Gaussian>(q), draws, estimator);
  return score_gradients(terms(target, q, draws), Matrix::Zero(1, parameters(q).size()));
}

// V(a) in every coordinate.
Vector at(const VarianceParabolas& parabolas, const Matrix& a) {
  Vector result(a.cols());
  for (Index i = 0; i < a.cols(); ++i) result[i] = parabolas.coordinates[static_cast<std::size_t>(i)].at(a(0, i));
  return result;
}

Vector finite(const Vector& value) {
  if (!value.allFinite()) fail({"an expectation overflows: q is too wide or ln p too steep"});
  return value;
}

Vector score_variance(const Target& target, const Q& q, const Control& control) {
  const VarianceParabolas parabolas = exact_variance_parabolas(target, q);
  const auto P = static_cast<Index>(parabolas.coordinates.size());
  switch (control.coefficient) {
    case Coefficient::given:
      return at(parabolas, Matrix::Constant(1, P, control.value));
    case Coefficient::minus_elbo:
      return at(parabolas, Matrix::Constant(1, P, -elbo(target, q)));
    case Coefficient::per_coordinate:
    case Coefficient::common:
      break;
  }
  return at(parabolas, best_coefficients(parabolas, control.coefficient));
}

}  // namespace

double elbo(const Target& target, const Q& q) {
  require_pair(target, q);
  if (const auto l = quadratic(target, q)) return finite(Vector::Constant(1, l->elbo))[0];
  const auto [draws, weights] = nodes(target, q);
  return finite(Vector::Constant(1, weights.dot(log_joint(target, draws.Z)) + entropy(q)))[0];
}

Vector elbo_gradient(const Target& target, const Q& q) {
  require_pair(target, q);
  if (const auto l = quadratic(target, q)) return finite(elbo_gradient(*l));
  const auto [draws, weights] = nodes(target, q);
  const bool discrete = is_discrete(target);
  const Estimator any = discrete ? Estimator::score_function : Estimator::reparameterization;
  return finite(expectation(weights, plain_gradients(target, q, draws, any)).transpose());
}

Vector exact_variance(const Target& target, const Q& q, const Method& method) {
  require_pair(target, q);
  require_method(target, method);
  if (method.estimator == Estimator::score_function) return finite(score_variance(target, q, method.control));
  if (const auto l = quadratic(target, q)) return finite(pathwise_variance(*l, method.estimator));
  const auto [draws, weights] = nodes(target, q);
  const Matrix g = plain_gradients(target, q, draws, method.estimator);
  const Matrix centred = g.rowwise() - expectation(weights, g);
  return finite(expectation(weights, centred.cwiseAbs2()).transpose());
}

VarianceParabolas exact_variance_parabolas(const Target& target, const Q& q) {
  require_pair(target, q);
  if (const auto l = quadratic(target, q)) return score_parabolas(*l);
  const auto [draws, weights] = nodes(target, q);
  return parabolas(terms(target, q, draws), weights, 1.0);
}

}  // namespace lvm::bbvi
