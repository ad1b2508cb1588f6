/// Catch2 2.13 (Debian 12) or 3: tests include this and are the same text for both.
#pragma once

#include <string>

#if __has_include(<catch2/catch_all.hpp>)

#include <catch2/catch_all.hpp>

using Catch::Approx;

/// Matches a string that contains `text`.
inline auto catch_contains(const std::string& text) { return Catch::Matchers::ContainsSubstring(text); }

#else

#include <catch2/catch.hpp>  // puts Approx into the global namespace itself

/// Matches a string that contains `text`.
inline auto catch_contains(const std::string& text) { return Catch::Matchers::Contains(text); }

#endif
