#include "lvm/linear_gaussian_examples.hpp"

#include <cmath>
#include <numbers>

#include "lvm/elementary.hpp"
#include "lvm/errors.hpp"

namespace lvm::linear_gaussian {
namespace {

Vector offset() { return (Vector(5) << 0.5, -1.0, 0.2, 0.8, -0.3).finished(); }

}  // namespace

Example experiment_1() {
  Example e{{Matrix(5, 2), offset(), 0.25}, Vector(5)};
  e.model.W << 0.9, 0.1,  //
      -0.6, 0.8,          //
      0.5, 0.9,           //
      0.2, -0.7,          //
      -0.8, 0.1;
  e.x << 1.36, -2.22, 0.36, 1.45, -1.23;
  return e;
}

Example experiment_2() {
  Example e{{Matrix(5, 2), offset(), 0.25}, Vector(5)};
  e.model.W << 0.9, 0.8,  //
      -0.6, -0.9,         //
      0.7, 0.6,           //
      0.3, 0.6,           //
      -0.8, -0.7;
  e.x << 1.65, -2.38, 1.48, 1.4, -1.42;
  return e;
}

Example angle_example(double angle) {
  require(std::isfinite(angle), "angle", "must be finite");
  Example e{{Matrix(2, 2), Vector::Zero(2), 0.2}, Vector(2)};
  const double turns = angle / (2.0 * std::numbers::pi);
  const auto [sine, cosine] = sincos_turns(turns - std::floor(turns));
  e.model.W << 1.0, cosine,  //
      0.0, sine;
  e.x << 0.9, 0.5;
  return e;
}

}  // namespace lvm::linear_gaussian
