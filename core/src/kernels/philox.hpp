// Philox4x32-10 for one counter, or for four side by side in each of several vectors. Internal.
#pragma once

#ifndef __wasm__
#include <emmintrin.h>
#endif

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd.hpp"

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

// Lanes 0 and 1 or 2 and 3 of both, multiplied to 64 bits: one instruction on either platform, which compilers do not find by
// themselves. One has to be named; the other is lost where the factor is seen to be a constant, or its extension to leave a loop.
template <int kFirst>
Words products(Words a, Words b) {
#ifdef __wasm__
  using Half = std::uint32_t __attribute__((vector_size(8)));
  using Long = std::uint64_t __attribute__((vector_size(16)));
  const Half left = __builtin_shufflevector(a, a, kFirst, kFirst + 1),
             right = __builtin_shufflevector(b, b, kFirst, kFirst + 1);
  return __builtin_bit_cast(Words, __builtin_convertvector(left, Long) * __builtin_convertvector(right, Long));
#else
  const Words left = __builtin_shufflevector(a, a, kFirst, 4 + kFirst, kFirst + 1, 5 + kFirst);
  return __builtin_bit_cast(Words, _mm_mul_epu32(__builtin_bit_cast(__m128i, left), __builtin_bit_cast(__m128i, b)));
#endif
}

template <std::size_t kWhich>
Product<Words> multiply(Words a) {
  const std::uint32_t* factors = kFactors[kWhich].data();
  asm volatile("" : "+r"(factors));
  Words b;
  std::memcpy(&b, factors, sizeof b);
  const Words p = products<0>(a, b), q = products<2>(a, b);
  return {__builtin_shufflevector(p, q, 1, 3, 5, 7), __builtin_shufflevector(p, q, 0, 2, 4, 6)};
}

template <class Word>
using Block = std::array<Word, 4>;

template <class Word>
using Key = std::array<Word, 2>;

/// The keys of the ten rounds, in every lane.
template <class Word>
std::array<Key<Word>, 10> round_keys(Key<std::uint32_t> key) {
  std::array<Key<Word>, 10> keys{};
  for (Key<Word>& k : keys) {
    k = {Word{} + key[0], Word{} + key[1]};
    key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
  }
  return keys;
}

/// Counters to random words, in place.
template <class Word, std::size_t N>
[[gnu::always_inline]] inline void philox(std::array<Block<Word>, N>& blocks, const std::array<Key<Word>, 10>& keys) {
  for (const Key<Word>& key : keys) {
    unroll<N>([&](auto n) {
      Block<Word>& b = blocks[n];
      const Product<Word> p = multiply<0>(b[0]), q = multiply<1>(b[2]);
      b = {q.high ^ b[1] ^ key[0], q.low, p.high ^ b[3] ^ key[1], p.low};
    });
  }
}

}  // namespace lvm::simd
