#include "lvm/sgvb_fit.hpp"

#include <algorithm>
#include <vector>

#include "kernels/box_muller.hpp"
#include "lvm/errors.hpp"
#include "lvm/random.hpp"
#include "sgvb_family.hpp"
#include "sgvb_problem.hpp"
#include "sgvb_terms.hpp"

namespace lvm::sgvb {
namespace {

enum Stream : std::uint32_t { kSteps = 0x73670001, kEvaluations = 0x73670002 };

void require_options(const FitOptions& options) {
  require_options(options.step);
  require(options.steps >= 1, "steps", "must be >= 1");
  require(options.samples >= 1, "samples", "must be >= 1; got ", options.samples);
  require(options.trace_every >= 1, "trace_every", "must be >= 1");
  require(options.evaluation_samples >= 1, "evaluation_samples", "must be >= 1; got ", options.evaluation_samples);
}

template <Family Q>
TracePoint<Q> trace_point(const Model& model, const Vector& x, const State<Q>& state,
                          const linear_gaussian::Exact& exact, const FitOptions& options) {
  const Terms terms = terms_from(model, x, state.q, exact);
  const Matrix eps =
      random::normals({options.seed, kEvaluations, state.step}, options.evaluation_samples, state.q.mean.size());
  return {state.step,
          elbo_estimate(model, x, state.q, eps),
          terms.elbo,
          terms.kl_to_posterior,
          objective_from(terms, options.step.objective),
          state.q};
}

// The noise of successive steps, made for several at once where one has too little of it to keep the kernel busy.
class NoiseAhead {
 public:
  NoiseAhead(std::uint32_t seed, Index samples, Index m, std::uint32_t steps)
      : seed_(seed), steps_(steps), noise_(samples, m) {}

  /// Of the step after the last one asked for, which is `step`; until the next is asked for.
  const Matrix& of(std::uint32_t step) {
    const Index size = noise_.size();
    const auto ahead = static_cast<std::uint32_t>(kEnough / size);
    if (ahead <= 1) {
      simd::box_muller({seed_, kSteps, step}, noise_.data(), size, 1);
      return noise_;
    }
    if (next_ == normals_.size()) {
      const std::uint32_t made = std::min(ahead, steps_);
      steps_ -= made;
      next_ = 0;
      normals_.resize(static_cast<std::size_t>(size) * made);
      simd::box_muller({seed_, kSteps, step}, normals_.data(), size, made);
    }
    std::copy_n(normals_.data() + next_, size, noise_.data());
    next_ += static_cast<std::size_t>(size);
    return noise_;
  }

 private:
  static constexpr Index kEnough = 128;  // normals

  std::uint32_t seed_, steps_;  // to come
  Matrix noise_;
  std::vector<double> normals_;
  std::size_t next_ = 0;
};

}  // namespace

Matrix noise(std::uint32_t seed, std::uint32_t step, Index samples, Index m) {
  require(samples >= 1, "samples", "must be >= 1; got ", samples);
  require(m >= 1, "m", "must be >= 1; got ", m);
  return random::normals({seed, kSteps, step}, samples, m);
}

template <Family Q>
Fit<Q> fit(const Model& model, const Vector& x, const State<Q>& from, const FitOptions& options,
           const Progress<std::type_identity_t<Q>>& progress) {
  require_options(options);
  const linear_gaussian::Exact exact = linear_gaussian::solve(model, x);
  const Index m = model.W.cols();
  require_family(from.q, m);

  Problem<Q> problem(model, x, options.samples);
  NoiseAhead noise(options.seed, options.samples, m, options.steps);
  Fit<Q> result{from, {trace_point(model, x, from, exact, options)}};
  bool going = !progress || progress(result.trace.back());
  for (std::uint32_t done = 1; going && done <= options.steps; ++done) {
    advance(result.state, problem, options.step, noise.of(result.state.step));
    if (done % options.trace_every != 0 && done != options.steps) continue;
    result.trace.push_back(trace_point(model, x, result.state, exact, options));
    going = !progress || progress(result.trace.back());
  }
  return result;
}

template Fit<Factorized> fit(const Model&, const Vector&, const State<Factorized>&, const FitOptions&,
                             const Progress<Factorized>&);
template Fit<Full> fit(const Model&, const Vector&, const State<Full>&, const FitOptions&, const Progress<Full>&);

}  // namespace lvm::sgvb
