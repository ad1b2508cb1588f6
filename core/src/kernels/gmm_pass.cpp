#include "gmm_pass.hpp"

#include "gmm_tile.hpp"

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

// One kernel for all dimensions: what others would save here in time they would cost each page in bytes.
std::optional<double> divergence(const Dataset& data, const Whitened& before, const Whitened& after) {
  return mixture::divergence<General>(data, before, after);
}

std::optional<Statistics> expect(const Dataset& data, const Whitened& whitened) {
  return for_dimension(
      whitened.D, [&]<class Kernel>() { return mixture::expect<Kernel>(data, whitened, sums_of(whitened.D), true); });
}

std::optional<double> log_likelihood(const Dataset& data, const Whitened& whitened) {
  const auto result = for_dimension(
      whitened.D, [&]<class Kernel>() { return mixture::expect<Kernel>(data, whitened, sums_of(whitened.D), false); });
  return result ? std::optional(result->log_likelihood) : std::nullopt;
}

}  // namespace lvm::gmm::kernel
