#include "matcher/asking/ask_reason.h"

#include <algorithm>
#include <vector>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

const AskOption* OptionOf(const AskChoice& choice, const AskToSend& ask) {
  const auto found = std::ranges::find_if(choice.options, [&](const auto& own) {
    return own.ask.candidate == ask.candidate;
  });
  return found == choice.options.end() ? nullptr : &*found;
}

bool IsSent(const AskOption& option, const std::vector<AskToSend>& send) {
  return std::ranges::any_of(send, [&](const AskToSend& ask) {
    return ask.candidate == option.ask.candidate;
  });
}

// The best of those who are not asked.
const AskOption* Next(const AskChoice& choice,
                      const std::vector<AskToSend>& send) {
  const auto found = std::ranges::find_if(
      choice.options,
      [&](const AskOption& option) { return !IsSent(option, send); });
  return found == choice.options.end() ? nullptr : &*found;
}

// The worth, were she spared for nothing: without that part of the price.
Micros Unspared(const AskToSend& ask) {
  const Micros scarcity = -ask.Of(AskTerm::kScarcity);
  if (scarcity <= 0) return ask.worth;
  const Micros price =
      scarcity - ask.Of(AskTerm::kTrouble) - ask.Of(AskTerm::kTired);
  const Micros extra = ask.Of(AskTerm::kContinuity) + ask.Of(AskTerm::kWaited) +
                       ask.Of(AskTerm::kNewcomer);
  return ask.worth + (kOne + extra - ask.worth) * scarcity / price;
}

// Of those who are not asked, the best that there would be if nobody were
// spared.
Micros BestUnspared(const AskChoice& choice,
                    const std::vector<AskToSend>& send) {
  Micros best = choice.spared_worth;
  for (const AskOption& option : choice.options) {
    if (option.ask.Of(AskTerm::kScarcity) == 0 || IsSent(option, send)) {
      continue;
    }
    best = std::max(best, Unspared(option.ask));
  }
  return best;
}

}  // namespace

Why WhyAsked(const AskChoice& choice, const std::vector<AskToSend>& send,
             const AskToSend& ask) {
  const AskOption* const own = OptionOf(choice, ask);
  const AskOption* const next = Next(choice, send);
  if (own == nullptr) return Why::kOnlyOne;
  const bool next_spared = BestUnspared(choice, send) > Unspared(ask);
  if (next == nullptr) {
    if (next_spared) return Why::kNextSpared;
    return choice.spared_worth > 0 ? Why::kSuits : Why::kOnlyOne;
  }
  const auto decides = [&](AskTerm term) {
    const Micros worth = ask.Of(term);
    return worth > 0 &&
           (ask.worth < next->ask.worth || ask.worth - worth < next->ask.worth);
  };
  if (decides(AskTerm::kNewcomer)) return Why::kNewcomer;
  if (decides(AskTerm::kWaited)) return Why::kWaitedLong;
  if (decides(AskTerm::kContinuity)) return Why::kHelpedBefore;
  if (next_spared) return Why::kNextSpared;
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
