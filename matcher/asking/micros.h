// Fractions in whole millionths, so that no build changes an order.

#pragma once

#include <cstdint>

namespace omzien::matcher {

using Micros = std::int64_t;

inline constexpr Micros kOne = 1'000'000;

// For factors of up to a million times one.
constexpr Micros Times(Micros a, Micros b) { return a * b / kOne; }

// What is left of one after `elapsed_min` when it halves and halves again with
// the mean `mean_min` (> 0): e^-(elapsed / mean), in steps of a 64th of the
// mean.
Micros Decay(std::int64_t elapsed_min, std::int64_t mean_min);

// log2(value) in eighths of an octave, straight between the powers of two; 0
// for what is under 2.
int Octaves8(std::int64_t value);

}  // namespace omzien::matcher
