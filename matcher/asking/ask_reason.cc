#include "matcher/asking/ask_reason.h"

#include <algorithm>
#include <vector>

#include "matcher/asking/ask_plan.h"

namespace omzien::matcher {
namespace {

const AskOption* OptionOf(const AskChoice& choice, const AskToSend& ask) {
  const auto found = std::ranges::find_if(choice.options, [&](const auto& own) {
    return own.ask.candidate == ask.candidate;
  });
  return found == choice.options.end() ? nullptr : &*found;
}

// The best of those who are not asked.
const AskOption* Next(const AskChoice& choice,
                      const std::vector<AskToSend>& send) {
  const auto found = std::ranges::find_if(choice.options, [&](const auto& own) {
    return std::ranges::none_of(send, [&](const AskToSend& ask) {
      return ask.candidate == own.ask.candidate;
    });
  });
  return found == choice.options.end() ? nullptr : &*found;
}

}  // namespace

Why WhyAsked(const AskChoice& choice, const std::vector<AskToSend>& send,
             const AskToSend& ask) {
  const AskOption* const own = OptionOf(choice, ask);
  const AskOption* const next = Next(choice, send);
  if (own == nullptr || next == nullptr) return Why::kOnlyOne;
  const auto decides = [&](AskTerm term) {
    const Micros worth = ask.Of(term);
    return worth > 0 &&
           (ask.worth < next->ask.worth || ask.worth - worth < next->ask.worth);
  };
  if (decides(AskTerm::kNewcomer)) return Why::kNewcomer;
  if (decides(AskTerm::kWaited)) return Why::kWaitedLong;
  if (decides(AskTerm::kContinuity)) return Why::kHelpedBefore;
  if (ask.worth < next->ask.worth) return Why::kAskedLeast;
  if (ask.Of(AskTerm::kChance) > next->ask.Of(AskTerm::kChance)) {
    return own->band < next->band ? Why::kNear : Why::kSuits;
  }
  return own->asks_in_week < next->asks_in_week ||
                 own->asks_lately < next->asks_lately
             ? Why::kAskedLeast
             : Why::kSuits;
}

}  // namespace omzien::matcher
