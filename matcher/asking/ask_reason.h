// Why this one and not the next: what decided, found by taking it away. A
// reason is one only when without it somebody else would have been asked.

#pragma once

#include <vector>

#include "matcher/asking/ask_plan.h"

namespace omzien::matcher {

// Same names and numbers as omzien.v1.AskReason.Why.
enum class Why {
  kNear = 1,          // Nearer than the next one.
  kAskedLeast = 2,    // Nearly as good, or better, and asked less.
  kWaitedLong = 3,    // Was not asked for long.
  kNewcomer = 4,      // Was never asked.
  kHelpedBefore = 5,  // Helped this resident well.
  kSuits = 6,         // A yes is likelier than of the next one, or costs less.
  kOnlyOne = 7,       // Nobody else could be asked now.
  kNextSpared = 8,    // Another one would have been, but is spared.
};

// Of an ask that `send` holds: Choose(choice), which must be of this choice.
Why WhyAsked(const AskChoice& choice, const std::vector<AskToSend>& send,
             const AskToSend& ask);

}  // namespace omzien::matcher
