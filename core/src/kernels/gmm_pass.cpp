#include "gmm_pass.hpp"

#include <algorithm>

#include "gmm_tile.hpp"
#include "mixture_half_steps.hpp"

namespace lvm::gmm::kernel {
namespace {

// f<Kernel> for the dimension at hand.
template <class Function>
auto for_dimension(Index D, Function f) {
  switch (D) {
    case 1:
      return f.template operator()<Small<1>>();
    case 2:
      return f.template operator()<Small<2>>();
    case 3:
      return f.template operator()<Small<3>>();
    default:
      return f.template operator()<General>();
  }
}

}  // namespace

std::optional<Statistics> expect(const Dataset& data, const Whitened& whitened) {
  return for_dimension(
      whitened.D, [&]<class Kernel>() { return mixture::expect<Kernel>(data, whitened, sums_of(whitened.D), true); });
}

std::optional<double> log_likelihood(const Dataset& data, const Whitened& whitened) {
  const auto result = for_dimension(
      whitened.D, [&]<class Kernel>() { return mixture::expect<Kernel>(data, whitened, sums_of(whitened.D), false); });
  return result ? std::optional(result->log_likelihood) : std::nullopt;
}

// One kernel for all dimensions from here on: what others would save in time they would cost each page in bytes.

std::optional<double> divergence(const Dataset& data, const Whitened& before, const Whitened& after) {
  return mixture::divergence<General>(data, before, after);
}

std::optional<Posterior> posterior(const Dataset& data, const Whitened& mixture) {
  return mixture::posterior<General>(data, mixture);
}

std::vector<double> sums_about(const Dataset& data, const Matrix& means, const MatrixRef& R) {
  Whitened about{means.cols(), means.rows(), 0.0, {}};
  about.values.resize(static_cast<std::size_t>(about.K * about.size()));
  for (Index k = 0; k < about.K; ++k) std::copy_n(&means(k, 0), about.D, about.values.data() + k * about.size());
  return mixture::sums_about<General>(data, about, sums_of(about.D), R);
}

std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Whitened& mixture, const MatrixRef& R) {
  return mixture::shortfall<General>(data, mixture, R);
}

}  // namespace lvm::gmm::kernel
