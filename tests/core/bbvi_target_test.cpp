// The targets are what their formulas say, and the exact quantities built on them are exact.
#include "catch.hpp"

#include "bbvi_cases.hpp"

using namespace bbvi_cases;

namespace {

// By points on a grid over [-reach, reach]^m. In the funnel z_2 is counted in units of exp(z_1 / 2), in the banana from
// its ridge: a shear, which keeps volumes.
double integral_of_joint(const Target& target) {
  const Index m = dimension(target), n = 401, count = m == 1 ? n : n * n;
  const double reach = 9.0, h = 2.0 * reach / static_cast<double>(n - 1);
  const bool funnel = std::holds_alternative<Funnel>(target.model);
  const auto* banana = std::get_if<Banana>(&target.model);
  Matrix Z(count, m);
  Vector log_volume = Vector::Constant(count, static_cast<double>(m) * std::log(h));
  for (Index s = 0; s < count; ++s) {
    Z(s, 0) = -reach + h * static_cast<double>(s % n);
    if (m == 1) continue;
    Z(s, 1) = -reach + h * static_cast<double>(s / n);
    if (banana != nullptr) Z(s, 1) += banana->curvature * (Z(s, 0) * Z(s, 0) - 1.0);
    if (!funnel) continue;
    log_volume[s] += 0.5 * Z(s, 0);
    Z(s, 1) *= std::exp(0.5 * Z(s, 0));
  }
  return (log_joint(target, Z) + log_volume).array().exp().sum();
}

}  // namespace

TEST_CASE("bbvi: the joint density integrates to the evidence", "[bbvi][target]") {
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    CHECK(std::log(integral_of_joint(c.target)) == Approx(log_evidence(c.target)).margin(1e-8));
  }
  const Case c = discrete();
  const Matrix states = Vector::LinSpaced(4, 0.0, 3.0);
  CHECK(std::log(log_joint(c.target, states).array().exp().sum()) == Approx(log_evidence(c.target)).epsilon(1e-14));
}

TEST_CASE("bbvi: gradients of the log joint agree with central differences", "[bbvi][target]") {
  const double h = 1e-5;
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    const Matrix Z = 1.3 * random::normals({5, 0, 0}, 50, dimension(c.target));
    const Matrix gradient = grad_log_joint(c.target, Z);
    for (Index j = 0; j < Z.cols(); ++j) {
      Matrix up = Z, down = Z;
      up.col(j).array() += h;
      down.col(j).array() -= h;
      const Vector difference = (log_joint(c.target, up) - log_joint(c.target, down)) / (2.0 * h);
      CHECK(close(gradient.col(j), difference, 1e-6));
    }
    if (!has_gaussian_prior(c.target)) continue;
    // The prior's part of the gradient does not depend on x.
    Target other = c.target;
    if (auto* model = std::get_if<GaussianMean>(&other.model)) model->x += 1.0;
    if (auto* model = std::get_if<LinearGaussian>(&other.model)) model->x.array() += 1.0;
    const Matrix prior_part = gradient - grad_log_likelihood(c.target, Z);
    CHECK((grad_log_joint(other, Z) - grad_log_likelihood(other, Z) - prior_part).cwiseAbs().maxCoeff() < 1e-12);
  }
}

TEST_CASE("bbvi: exact gradients are derivatives of the exact ELBO", "[bbvi][exact]") {
  const double h = 1e-5;
  for (const Case& c : all_cases()) {
    CAPTURE(c.name);
    const Vector phi = parameters(c.q);
    Vector difference(phi.size());
    for (Index i = 0; i < phi.size(); ++i) {
      Vector up = phi, down = phi;
      up[i] += h;
      down[i] -= h;
      difference[i] =
          (elbo(c.target, with_parameters(c.q, up)) - elbo(c.target, with_parameters(c.q, down))) / (2.0 * h);
    }
    CHECK(close(elbo_gradient(c.target, c.q), difference, 1e-8));
    CHECK(elbo(c.target, c.q) < log_evidence(c.target));
  }
}

TEST_CASE("bbvi: quadrature gives the ELBOs that can be derived by hand", "[bbvi][exact]") {
  const double log_two_pi = std::log(2.0 * 3.14159265358979323846);
  const double m1 = 0.5, m2 = -0.3, s1 = std::exp(-0.3), s2 = std::exp(-0.6);
  const Gaussian q = gaussian({m1, m2}, {-0.3, -0.6});

  const double c = 0.8, s = 0.6, square = m1 * m1 + s1 * s1;
  const double spread = c * c * (2.0 * std::pow(s1, 4) + 4.0 * m1 * m1 * s1 * s1);
  const double misfit = s2 * s2 + std::pow(m2 - c * (square - 1.0), 2) + spread;
  const double banana = -log_two_pi - std::log(s) - 0.5 * square - 0.5 * misfit / (s * s) + entropy(q);
  CHECK(elbo({Banana{c, s}}, q) == Approx(banana).epsilon(1e-12));

  const double width = (m2 * m2 + s2 * s2) * std::exp(-m1 + 0.5 * s1 * s1);
  const double funnel = -log_two_pi - std::log(1.5) - 0.5 * square / 2.25 - 0.5 * m1 - 0.5 * width + entropy(q);
  CHECK(elbo({Funnel{1.5}}, q) == Approx(funnel).epsilon(1e-12));

  // A mixture of equal parts is a Gaussian, for which the closed form is known.
  const Mixture same{Vector::Constant(2, 0.5), Matrix::Constant(2, 1, 0.4), Vector::Constant(2, 1.3)};
  const double variance = s1 * s1 + (m1 - 0.4) * (m1 - 0.4);
  const double by_hand = -0.5 * log_two_pi - std::log(1.3) - 0.5 * variance / 1.69;
  const Gaussian line = gaussian({m1}, {-0.3});
  CHECK(elbo({same}, line) == Approx(by_hand + entropy(line)).epsilon(1e-12));
}

TEST_CASE("bbvi: the entropy is the sum of the coordinates' entropies", "[bbvi][exact]") {
  const Gaussian q = gaussian({5.0, -7.0, 1.0}, {0.3, -1.1, 2.0});
  const double each = 0.5 * (1.0 + std::log(2.0 * 3.14159265358979323846));
  CHECK(entropy(q) == Approx(3.0 * each + 1.2).epsilon(1e-14));
  CHECK(entropy(Categorical{Vector::Constant(8, 3.0)}) == Approx(std::log(8.0)).epsilon(1e-14));
  const Gaussian wide{Vector::Zero(100000), Vector::Ones(100000)};  // a D x D matrix would take 80 GB
  CHECK(entropy(wide) == Approx(100000.0 * (each + 1.0)).epsilon(1e-12));
}

TEST_CASE("bbvi: samples of a categorical q follow its probabilities", "[bbvi]") {
  Vector logits(3);
  logits << std::log(0.2), std::log(0.5), std::log(0.3);
  const Categorical q{logits};
  Matrix u(5, 1);
  u << 0.0, 0.1999, 0.2001, 0.7001, 0.9999999;
  CHECK(sample(q, u) == (Matrix(5, 1) << 0.0, 0.0, 1.0, 2.0, 2.0).finished());
}
