// Philox4x32-10 for one counter, or for four side by side. Internal.
#pragma once

#ifndef __wasm__
#include <emmintrin.h>
#endif

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lvm::simd {

using Words = std::uint32_t __attribute__((vector_size(16)));

/// The two halves of a product of 32-bit numbers.
template <class Word>
struct Product {
  Word high;
  Word low;
};

/// The two factors of a round, each in every lane.
alignas(16) inline constexpr std::array<std::array<std::uint32_t, 4>, 2> kFactors = {
    {{0xD2511F53, 0xD2511F53, 0xD2511F53, 0xD2511F53}, {0xCD9E8D57, 0xCD9E8D57, 0xCD9E8D57, 0xCD9E8D57}}};

template <std::size_t kWhich>
Product<std::uint32_t> multiply(std::uint32_t a) {
  const std::uint64_t product = std::uint64_t{a} * kFactors[kWhich][0];
  return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

// Products of 32 bits by 32, two at a time, are one instruction on either platform, which compilers do not find by themselves: one has
// to be named, the other is lost where the factor is seen to be a constant.
template <std::size_t kWhich>
Product<Words> multiply(Words a) {
  const std::uint32_t* factors = kFactors[kWhich].data();
  Words b;
#ifdef __wasm__
  using Half = std::uint32_t __attribute__((vector_size(8)));
  using Long = std::uint64_t __attribute__((vector_size(16)));
  asm("" : "+r"(factors));
  std::memcpy(&b, factors, sizeof b);
  const Half first = __builtin_shufflevector(a, a, 0, 1), second = __builtin_shufflevector(a, a, 2, 3);
  const Half left = __builtin_shufflevector(b, b, 0, 1), right = __builtin_shufflevector(b, b, 2, 3);
  const auto p = __builtin_bit_cast(Words, __builtin_convertvector(first, Long) * __builtin_convertvector(left, Long));
  const auto q =
      __builtin_bit_cast(Words, __builtin_convertvector(second, Long) * __builtin_convertvector(right, Long));
  return {__builtin_shufflevector(p, q, 1, 3, 5, 7), __builtin_shufflevector(p, q, 0, 2, 4, 6)};
#else
  std::memcpy(&b, factors, sizeof b);
  const auto times = [&b](Words v) {  // lanes 0 and 2
    return __builtin_bit_cast(Words, _mm_mul_epu32(__builtin_bit_cast(__m128i, v), __builtin_bit_cast(__m128i, b)));
  };
  const Words even = times(a), odd = times(__builtin_shufflevector(a, a, 1, 1, 3, 3));
  return {__builtin_shufflevector(even, odd, 1, 5, 3, 7), __builtin_shufflevector(even, odd, 0, 4, 2, 6)};
#endif
}

template <class Word>
std::array<Word, 4> philox(std::array<Word, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const Product<Word> p = multiply<0>(counter[0]), q = multiply<1>(counter[2]);
    counter = {q.high ^ counter[1] ^ key[0], q.low, p.high ^ counter[3] ^ key[1], p.low};
    key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
  }
  return counter;
}

}  // namespace lvm::simd
