#include "gmm_pass.hpp"

#include <algorithm>

#include "gmm_tile.hpp"
#include "mixture_half_steps.hpp"

namespace lvm::gmm::kernel {
namespace {

// With the kernel for the dimension at hand.
std::optional<Statistics> expect(const Dataset& data, const Whitened& whitened, Index sums) {
  switch (whitened.D) {
    case 1: {
      Small<1> kernel;
      return mixture::expect(data, whitened, kernel, sums);
    }
    case 2: {
      Small<2> kernel;
      return mixture::expect(data, whitened, kernel, sums);
    }
    case 3: {
      Small<3> kernel;
      return mixture::expect(data, whitened, kernel, sums);
    }
    default: {
      General kernel(whitened.D);
      return mixture::expect(data, whitened, kernel, sums);
    }
  }
}

}  // namespace

std::optional<Statistics> expect(const Dataset& data, const Whitened& whitened) {
  return expect(data, whitened, sums_of(whitened.D));
}

std::optional<double> log_likelihood(const Dataset& data, const Whitened& whitened) {
  const auto result = expect(data, whitened, 0);
  return result ? std::optional(result->log_likelihood) : std::nullopt;
}

// One kernel for all dimensions from here on: what others would save in time they would cost each page in bytes.

std::optional<double> divergence(const Dataset& data, const Whitened& before, const Whitened& after) {
  General kernel(before.D);
  return mixture::divergence(data, before, after, kernel);
}

std::optional<Posterior> posterior(const Dataset& data, const Whitened& whitened) {
  General kernel(whitened.D);
  return mixture::posterior(data, whitened, kernel);
}

std::vector<double> sums_about(const Dataset& data, const Matrix& means, const Matrix& R) {
  Whitened about(means.cols(), means.rows());
  for (Index k = 0; k < about.K; ++k) std::copy_n(&means(k, 0), about.D, about.values.data() + k * about.size);
  General kernel(about.D);
  return mixture::sums_about(data, about, kernel, sums_of(about.D), R);
}

std::optional<mixture::Shortfall> shortfall(const Dataset& data, const Whitened& whitened, const Matrix& R) {
  General kernel(whitened.D);
  return mixture::shortfall(data, whitened, kernel, R);
}

}  // namespace lvm::gmm::kernel
