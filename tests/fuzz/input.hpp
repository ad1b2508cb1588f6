/// Arguments out of bytes, for libFuzzer: small, often plausible, sometimes hostile.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "lvm/types.hpp"

namespace fuzz {

using lvm::Index;
using lvm::Labels;
using lvm::Matrix;
using lvm::Vector;

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  /// Zeros follow the end of the bytes.
  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : std::uint8_t{0}; }

  Index from(Index min, Index max) { return min + byte() % (max - min + 1); }

  bool often() { return byte() % 8 != 7; }

  /// Most bytes are numbers of everyday size, sixteen of them are the doubles that break programs.
  double number() {
    using limits = std::numeric_limits<double>;
    static constexpr std::array<double, 16> kHostile{limits::quiet_NaN(),
                                                     limits::infinity(),
                                                     -limits::infinity(),
                                                     limits::max(),
                                                     -limits::max(),
                                                     limits::min(),
                                                     limits::denorm_min(),
                                                     -0.0,
                                                     1e150,
                                                     -1e150,
                                                     1e-150,
                                                     1e9,
                                                     1e-9,
                                                     1e12,
                                                     300.0,
                                                     -300.0};
    const std::uint8_t b = byte();
    if (b >= 240) return kHostile[b - 240U];
    return (static_cast<double>(b) - 120.0) / 16.0;
  }

  double positive() { return often() ? std::abs(number()) + 1e-3 : number(); }

  Vector vector(Index size) {
    Vector v(size);
    for (double& x : v) x = number();
    return v;
  }

  Matrix matrix(Index rows, Index cols) {
    Matrix A(rows, cols);
    for (Index i = 0; i < rows; ++i) A.row(i) = vector(cols);
    return A;
  }

  /// A size that is right most of the time.
  Index size(Index right) { return often() ? right : from(0, 5); }

  Vector simplex(Index size) {
    Vector p = vector(size);
    if (!often() || size == 0) return p;
    p = p.cwiseAbs().array() + 1e-3;
    return p / p.sum();
  }

  Matrix rows_on_simplex(Index rows, Index cols) {
    Matrix R(rows, cols);
    for (Index i = 0; i < rows; ++i) R.row(i) = simplex(cols);
    return R;
  }

  Matrix covariance(Index D) {
    const Matrix A = matrix(D, D);
    if (!often()) return A;
    return A * A.transpose() + positive() * Matrix::Identity(D, D);
  }

  Labels labels(Index size, Index classes) {
    Labels z;
    for (Index n = 0; n < size; ++n)
      z.push_back(static_cast<int>(often() ? from(0, classes - 1) : Index{byte()} - 128));
    return z;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

}  // namespace fuzz
