// The control variate: its parabola, its best coefficient, and what estimating it from the same samples costs.
#include "catch.hpp"

#include "bbvi_cases.hpp"

using namespace bbvi_cases;

namespace {

// Mean and standard error, over many small batches, of the batch estimate.
Estimate over_batches(const Case& c, const Method& method, Index S, Index batches) {
  Matrix means(batches, parameters(c.q).size());
  for (Index b = 0; b < batches; ++b) {
    const Matrix eps = noise(c.q, {31, 0, static_cast<std::uint32_t>(b)}, S);
    means.row(b) = gradients(c.target, c.q, eps, method).colwise().mean();
  }
  return summarize(means);
}

void check_parabola(const Parabola& p) {
  CHECK(p.minimum >= 0.0);
  CHECK(p.constant == Approx(p.at(0.0)).epsilon(1e-9));
  CHECK(p.linear == Approx(-2.0 * p.quadratic * p.argmin).margin(1e-12));
  for (const double a : {-2.0, -1.0, 3.0}) {
    CHECK(p.constant + a * p.linear + a * a * p.quadratic == Approx(p.at(a)).epsilon(1e-9));
  }
}

}  // namespace

TEST_CASE("bbvi: sampled parabolas are the sample variances", "[bbvi][control]") {
  for (const Case& c : all_cases()) {
    CAPTURE(c.name);
    const Matrix eps = noise_of(c.q, 8, 40);
    const VarianceParabolas sampled = variance_parabolas(c.target, c.q, eps);
    for (const double a : {0.0, -1.0, 2.0}) {
      const Vector variance = estimate(c.target, c.q, eps, with_coefficient(a)).covariance.diagonal();
      for (Index i = 0; i < variance.size(); ++i) {
        CHECK(variance[i] == Approx(sampled.coordinates[static_cast<std::size_t>(i)].at(a)).epsilon(1e-10));
      }
      CHECK(variance.sum() == Approx(sampled.total.at(a)).epsilon(1e-10));
    }
    for (const Parabola& p : sampled.coordinates) check_parabola(p);
    check_parabola(sampled.total);

    const Vector least =
        estimate(c.target, c.q, eps, with_coefficient(Coefficient::per_coordinate, Origin::same_samples))
            .covariance.diagonal();
    for (Index i = 0; i < least.size(); ++i) {
      CHECK(least[i] == Approx(sampled.coordinates[static_cast<std::size_t>(i)].minimum).epsilon(1e-10).margin(1e-20));
    }
    const Method common = with_coefficient(Coefficient::common, Origin::same_samples);
    CHECK(coefficients(c.target, c.q, eps, common.control)(0, 0) == Approx(sampled.total.argmin).epsilon(1e-12));
    const double trace = estimate(c.target, c.q, eps, common).covariance.trace();
    CHECK(trace == Approx(sampled.total.minimum).epsilon(1e-10).margin(1e-20));
  }
}

TEST_CASE("bbvi: exact parabolas have their minimum at the closed form", "[bbvi][control]") {
  for (const Case& c : all_cases()) {
    CAPTURE(c.name);
    const VarianceParabolas exact = exact_variance_parabolas(c.target, c.q);
    for (const Parabola& p : exact.coordinates) check_parabola(p);
    check_parabola(exact.total);
    const Vector best = exact_variance(c.target, c.q, with_coefficient(Coefficient::per_coordinate, Origin::exact));
    const Vector common = exact_variance(c.target, c.q, with_coefficient(Coefficient::common, Origin::exact));
    const Vector baseline = exact_variance(c.target, c.q, with_coefficient(Coefficient::minus_elbo, Origin::exact));
    for (Index i = 0; i < best.size(); ++i) {
      const Parabola& p = exact.coordinates[static_cast<std::size_t>(i)];
      CHECK(best[i] == Approx(p.minimum).epsilon(1e-12));
      CHECK(best[i] <= std::min(common[i], baseline[i]) * (1.0 + 1e-12));
    }
    CHECK(common.sum() == Approx(exact.total.minimum).epsilon(1e-12));
    CHECK(common.sum() <= baseline.sum() * (1.0 + 1e-12));
  }
  // 1-D Gaussian, in closed form (mu = 0, sigma = 1, x = 1.5): a = -(ELBO + C), -(ELBO + 2 C) with C = 1 - sigma^2 Lambda.
  const Target target{GaussianMean{}};
  const Gaussian q = gaussian({0.0}, {0.0});
  const VarianceParabolas exact = exact_variance_parabolas(target, q);
  CHECK(exact.coordinates[0].argmin == Approx(-elbo(target, q) + 1.0).epsilon(1e-14));
  CHECK(exact.coordinates[1].argmin == Approx(-elbo(target, q) + 2.0).epsilon(1e-14));
  CHECK(exact.coordinates[0].minimum == Approx(6.0).epsilon(1e-14));
  CHECK(exact.coordinates[1].minimum == Approx(28.5).epsilon(1e-14));
}

TEST_CASE("bbvi: sampled parabolas scatter around the exact ones", "[bbvi][control]") {
  for (const Case& c : {continuous_cases()[1], discrete()}) {
    CAPTURE(c.name);
    const Index S = 50000;
    const Matrix eps = noise_of(c.q, 12, S);
    const VarianceParabolas exact = exact_variance_parabolas(c.target, c.q);
    const VarianceParabolas sampled = variance_parabolas(c.target, c.q, eps);
    const Matrix g = gradients(c.target, c.q, eps, with_coefficient(Coefficient::per_coordinate, Origin::exact));
    for (std::size_t i = 0; i < exact.coordinates.size(); ++i) {
      const Eigen::ArrayXd centred = g.col(static_cast<Index>(i)).array() - g.col(static_cast<Index>(i)).mean();
      const double m2 = centred.square().mean(), m4 = centred.square().square().mean();
      const double error = std::sqrt((m4 - m2 * m2) / static_cast<double>(S));
      CAPTURE(i, error);
      CHECK(std::abs(sampled.coordinates[i].at(exact.coordinates[i].argmin) - exact.coordinates[i].minimum) <
            5.0 * error);
    }
  }
}

TEST_CASE("bbvi: with two states the best coefficient removes all of the variance", "[bbvi][control]") {
  const Case c = bernoulli();
  CHECK(exact_variance_parabolas(c.target, c.q).total.minimum < 1e-28);
  CHECK(exact_variance_parabolas(c.target, c.q).total.at(0.0) > 1e-3);
}

TEST_CASE("bbvi: a leave-one-out coefficient looks at the other samples only", "[bbvi][control]") {
  for (const Case& c : {continuous_cases()[1], discrete()}) {
    CAPTURE(c.name);
    const Index S = 9, P = parameters(c.q).size();
    const Matrix eps = noise_of(c.q, 2, S);
    for (const Coefficient rule : {Coefficient::per_coordinate, Coefficient::common, Coefficient::minus_elbo}) {
      const Matrix a = coefficients(c.target, c.q, eps, with_coefficient(rule, Origin::leave_one_out).control);
      REQUIRE(a.rows() == S);
      REQUIRE(a.cols() == P);
      for (Index s = 0; s < S; ++s) {
        Matrix others(S - 1, eps.cols());
        others << eps.topRows(s), eps.bottomRows(S - 1 - s);
        const Matrix expected =
            coefficients(c.target, c.q, others, with_coefficient(rule, Origin::same_samples).control);
        CHECK(close(a.row(s).transpose(), expected.row(0).transpose(), 1e-9));
      }
    }
  }
}

TEST_CASE("bbvi: reusing samples for the coefficient biases, leaving one out does not", "[bbvi][control]") {
  const Index S = 8, batches = 3000;
  for (const Case& c : {continuous_cases()[0], discrete()}) {
    CAPTURE(c.name);
    const Vector exact = elbo_gradient(c.target, c.q);
    for (const Coefficient rule : {Coefficient::per_coordinate, Coefficient::common, Coefficient::minus_elbo}) {
      const Estimate free = over_batches(c, with_coefficient(rule, Origin::leave_one_out), S, batches);
      CHECK(within_5_standard_errors(free.mean, exact, free.standard_error));
    }
    // For the baseline the bias is known: sum_s (l_s - mean l) s_s / S has mean (1 - 1/S) g.
    const Estimate reused =
        over_batches(c, with_coefficient(Coefficient::minus_elbo, Origin::same_samples), S, batches);
    CHECK(within_5_standard_errors(reused.mean, (1.0 - 1.0 / static_cast<double>(S)) * exact, reused.standard_error));
    CHECK_FALSE(within_5_standard_errors(reused.mean, exact, reused.standard_error));
  }
}

TEST_CASE("bbvi: where the score does not vary every coefficient is as good, and 0 is taken", "[bbvi][control]") {
  const Case c = discrete();
  const Matrix same = Matrix::Constant(6, 1, 0.1);
  for (const Origin origin : {Origin::same_samples, Origin::leave_one_out}) {
    const Matrix a = coefficients(c.target, c.q, same, with_coefficient(Coefficient::common, origin).control);
    CHECK(a == Matrix::Zero(6, 4));
  }
  const Parabola p = variance_parabolas(c.target, c.q, same).total;
  CHECK(p.quadratic == 0.0);
  CHECK(p.argmin == 0.0);
  CHECK(p.minimum == Approx(0.0).margin(1e-25));
}
