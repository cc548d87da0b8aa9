// Asks the memory for what will be read soon: what lies apart is then there.

#pragma once

#include <cstddef>

namespace omzien::matcher {

inline void FetchBytes(const void* from, std::size_t size) {
  constexpr std::size_t kCacheLine = 64;
  const char* const first = static_cast<const char*>(from);
  for (std::size_t at = 0; at < size; at += kCacheLine) {
    __builtin_prefetch(first + at);
  }
}

// The value itself, not what it points to.
template <class T>
void Fetch(const T& value) {
  FetchBytes(&value, sizeof(T));
}

}  // namespace omzien::matcher
