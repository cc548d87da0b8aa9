// Skills as a set of places in the skills catalogue.

#pragma once

#include <bitset>
#include <cstddef>

namespace omzien::matcher {

// Most skills that a catalogue may hold.
inline constexpr std::size_t kSkillsMax = 128;

// Bit i stands for the skill that core keeps at place i.
using SkillSet = std::bitset<kSkillsMax>;

}  // namespace omzien::matcher
