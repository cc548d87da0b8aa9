// What an ask costs others: somebody who can do what few can is missed there
// when she is used up on what many can. Reckoned from what was seen in the last
// weeks (server/planning/scarcity.h); here are its values. Counts alone, about
// nobody in particular.

#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {

// The kinds of work that somebody can do; as SkillSet.
using KindSet = std::bitset<kKindsMax>;

// Somebody who may be asked.
struct Helper {
  KindSet kinds;
  int asks_per_week_max = 2;
};

// What was asked for in some weeks, and who is there for it.
struct Workload {
  std::int64_t over_min = 0;  // Those weeks; above 0.
  // Helpers wanted, by kind and part of the week. As many as there are kinds.
  std::vector<std::array<std::int64_t, kParts>> wanted;
  std::vector<Helper> helpers;
};

// Of each of `kinds` kinds, how many can do it.
std::vector<std::int64_t> HoldersOf(const std::vector<Helper>& helpers,
                                    std::size_t kinds);

struct ScarcityPrices {
  std::vector<std::int64_t> holders;  // Of each kind, who can do it.
  // Of each kind as the rarest that somebody can do, and of each kind that she
  // may be asked for: in filled jobs, 0 to 1. Empty, or as many as there are
  // kinds, each.
  std::vector<std::vector<Micros>> asks;

  // The kind that she is counted with: of hers the one that fewest can do, the
  // first of equals. None when nobody could do any of hers: a kind that is new
  // since has no price.
  std::optional<std::size_t> RarestOf(const KindSet& kinds) const;

  // Of an ask to who can do these, for one of them; 0 without prices.
  Micros OfAsk(const KindSet& kinds, std::size_t kind) const;
};

}  // namespace omzien::matcher
