// Philox4x32-10 for one counter, or for four side by side. Internal.
#pragma once

#include <array>
#include <cstdint>

namespace lvm::simd {

using Words = std::uint32_t __attribute__((vector_size(16)));

/// The two halves of a product of 32-bit numbers.
template <class Word>
struct Product {
  Word high;
  Word low;
};

inline Product<std::uint32_t> multiply(std::uint32_t a, std::uint32_t factor) {
  const std::uint64_t product = std::uint64_t{a} * factor;
  return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

inline Product<Words> multiply(Words a, std::uint32_t factor) {
  using Half = std::uint32_t __attribute__((vector_size(8)));
  using Long = std::uint64_t __attribute__((vector_size(16)));
  const Half first = __builtin_shufflevector(a, a, 0, 1), second = __builtin_shufflevector(a, a, 2, 3);
  const auto p = __builtin_bit_cast(Words, __builtin_convertvector(first, Long) * std::uint64_t{factor});
  const auto q = __builtin_bit_cast(Words, __builtin_convertvector(second, Long) * std::uint64_t{factor});
  return {__builtin_shufflevector(p, q, 1, 3, 5, 7), __builtin_shufflevector(p, q, 0, 2, 4, 6)};
}

template <class Word>
std::array<Word, 4> philox(std::array<Word, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const Product<Word> p = multiply(counter[0], 0xD2511F53), q = multiply(counter[2], 0xCD9E8D57);
    counter = {q.high ^ counter[1] ^ key[0], q.low, p.high ^ counter[3] ^ key[1], p.low};
    key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
  }
  return counter;
}

}  // namespace lvm::simd
