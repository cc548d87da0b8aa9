// Chance from a seed: the same seed throws the same on every machine.

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "absl/time/time.h"

namespace omzien::simulation {

// For one thread.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // 0 to limit - 1. The standard fixes the engine's sequence; it does not fix
  // that of its distributions.
  int Below(int limit) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(limit));
  }
  int Between(int least, int most) { return least + Below(most - least + 1); }
  bool Percent(int chance) { return Below(100) < chance; }
  bool OneIn(int times) { return Below(times) == 0; }

  // In whole seconds.
  absl::Duration AtMost(absl::Duration most) {
    return absl::Seconds(
        Below(static_cast<int>(absl::ToInt64Seconds(most)) + 1));
  }

  // `from` is not empty.
  template <class T>
  const T& Pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(Below(static_cast<int>(from.size())))];
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace omzien::simulation
