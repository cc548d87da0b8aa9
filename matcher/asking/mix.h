// Chance that a seed decides, the same on any build: SplitMix64 (Steele, Lea &
// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).

#pragma once

#include <cstdint>

namespace omzien::matcher {

// From one number of a stream to the next.
inline constexpr std::uint64_t kMixStep = 0x9e3779b97f4a7c15;

// 64 bits that look drawn, for each value others: what the stream says after
// it.
constexpr std::uint64_t Mix(std::uint64_t value) {
  value += kMixStep;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

}  // namespace omzien::matcher
