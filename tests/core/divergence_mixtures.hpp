// Mixtures for the tests of the Gaussian fits.
#pragma once

#include <cmath>
#include <initializer_list>
#include <numbers>

#include "lvm/divergence_fit.hpp"
#include "lvm/random.hpp"

namespace lvm::divergence {

inline constexpr Direction kDirections[] = {Direction::inclusive, Direction::exclusive};

inline Mixture mixture(std::initializer_list<double> weights, std::initializer_list<double> means,
                       std::initializer_list<double> sigmas) {
  const auto vector = [](std::initializer_list<double> v) {
    return Vector(Eigen::Map<const Vector>(v.begin(), static_cast<Index>(v.size())));
  };
  return {vector(weights), vector(means), vector(sigmas)};
}

inline const Mixture kSeparated = mixture({0.6, 0.4}, {-2.0, 2.0}, {0.5, 0.5});

inline Mixture random_mixture(std::uint32_t seed, Index K) {
  Mixture p{random::normals({seed, 71, 0}, K, 1).col(0).array().exp(), 2.0 * random::normals({seed, 72, 0}, K, 1),
            (0.7 * random::normals({seed, 73, 0}, K, 1).col(0)).array().exp()};
  p.weights /= p.weights.sum();
  return p;
}

inline double log_normal(double x, double mean, double sigma) {
  const double u = (x - mean) / sigma;
  return -0.5 * u * u - std::log(sigma) - 0.5 * std::log(2.0 * std::numbers::pi);
}

}  // namespace lvm::divergence
