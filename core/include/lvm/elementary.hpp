/// Elementary functions whose result is the same bits on every platform, and of arrays the same as of each entry alone.
///
/// C++ libraries round exp, log and sin differently in the last bit, and a module would carry theirs and Eigen's beside ours.
/// Written with + - * / and square roots alone (and compiled with -ffp-contract=off) these agree natively and in WebAssembly.
/// Code of the core calls them by their bare names.
#pragma once

#include <type_traits>

#include "lvm/types.hpp"

namespace lvm {

/// ln(2 pi), of the double that is nearest to 2 pi.
inline constexpr double kLogTwoPi = 1.8378770664093453;

/// e^x within 2 units in the last place over the whole range: denormal results, 0, infinity and NaN included.
double exp(double x);

/// ln x within 1.25 units in the last place over the whole range: denormals, 0, infinity, NaN and x < 0 (NaN) included.
double log(double x);

/// e^x - 1 within 4 units in the last place, however small x.
double expm1(double x);

/// ln(1 + x) within 4 units in the last place, however small x.
double log1p(double x);

/// sqrt(a^2 + b^2) within 2 units in the last place for finite a and b, without overflow on the way.
double hypot(double a, double b);

struct SinCos {
  double sin;
  double cos;
};

/// sin(2 pi u) and cos(2 pi u) for u in [0, 1]; error below 2 units in the last place of each, exact at quarter turns.
SinCos sincos_turns(double u);

namespace detail {

template <class X>
concept Expression = std::is_base_of_v<Eigen::DenseBase<X>, X>;

void exp_each(double* x, Index count);
void log_each(double* x, Index count);

}  // namespace detail

/// e^x and ln x of each entry, as a matrix or array of its own: of whatever expression, one function does the work.
template <detail::Expression X>
typename X::PlainObject exp(const X& x) {
  typename X::PlainObject result = x;
  detail::exp_each(result.data(), result.size());
  return result;
}

template <detail::Expression X>
typename X::PlainObject log(const X& x) {
  typename X::PlainObject result = x;
  detail::log_each(result.data(), result.size());
  return result;
}

}  // namespace lvm
