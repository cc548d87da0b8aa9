// What a helper meets in a house, and may want to avoid.

#pragma once

#include <bitset>
#include <cstddef>

namespace omzien::matcher {

// Same numbers as omzien.v1.Circumstance.
enum class Circumstance { kPets = 1, kStairs = 2, kSmoke = 3 };

// Bit i stands for the circumstance with number i.
using CircumstanceSet = std::bitset<8>;

// The set that holds just one.
inline CircumstanceSet SetOf(Circumstance circumstance) {
  return CircumstanceSet{}.set(static_cast<std::size_t>(circumstance));
}

}  // namespace omzien::matcher
