#include "matcher/asking/ask_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/asking/ask_worth.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/mix.h"

namespace omzien::matcher {
namespace {

// Beyond these the chance is at its target, or will not get there.
constexpr std::size_t kBestMax = 64;
constexpr std::int64_t kRoundMin = 15;
constexpr int kLastChance = 1;
constexpr std::int64_t kManyWait = 3;  // One in so many.
constexpr std::int64_t kLookMin = 10;
constexpr std::int64_t kLookMax = 240;

Micros WhenSent(const OpenAsk& ask) {
  return Times(ask.sent.yes, ask.sent.listens);
}

// What an ask counts for while its chance is `still`.
Micros ShareLeft(const OpenAsk& ask, Micros still) {
  return std::min(still * kOne / std::max<Micros>(WhenSent(ask), 1), kOne);
}

// The chance that no open ask brings a yes; notes those to give up.
Micros MissedByOpen(const AskSituation& situation, const Customs& customs,
                    const AskingPolicy& policy, AskPlan& plan) {
  Micros missed = kOne;
  for (std::size_t i = 0; i < situation.open.size(); ++i) {
    const OpenAsk& ask = situation.open[i];
    const Micros still = StillYes(customs, ask, situation.waking_left_min);
    missed = Times(missed, kOne - still);
    if (!ask.is_silent && ShareLeft(ask, still) < policy.silent_share) {
      plan.silent.push_back(i);
    }
  }
  return missed;
}

// Those who may be asked, the best of them in order.
void Survey(const AskSituation& situation, const AskWorth& worth,
            AskChoice& choice) {
  std::vector<AskOption>& best =
      choice.options;  // The worst in front, if full.
  for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
    const AskCandidate& candidate = situation.candidates[i];
    if (!MayBeAsked(candidate.standing)) continue;
    const bool has_turn = worth.HasTurn(candidate);
    ++choice.may_be_asked;
    choice.with_turn += has_turn ? 1 : 0;
    const bool is_full = best.size() == kBestMax;
    if (is_full && worth.IsUnder(candidate, best.front().ask.worth)) continue;
    AskOption option{.ask = worth.Of(candidate),
                     .band = candidate.band,
                     .asks_in_week = candidate.standing.asks_in_week,
                     .asks_lately = candidate.asks_lately,
                     .has_turn = has_turn,
                     .is_last_chance = candidate.since_ask_min < 0 &&
                                       candidate.newcomer_fits <= kLastChance};
    option.ask.candidate = i;
    if (option.ask.worth <= 0 && candidate.scarcity > 0) {
      choice.spared_worth =
          std::max(choice.spared_worth, worth.Unspared(candidate));
    }
    if (option.ask.worth <= 0 || (is_full && !IsBetter(option, best.front()))) {
      continue;
    }
    if (is_full) {
      std::ranges::pop_heap(best, IsBetter);
      best.pop_back();
    }
    best.push_back(option);
    std::ranges::push_heap(best, IsBetter);
  }
  std::ranges::sort_heap(best, IsBetter);
}

// Takes the least asked of those that are nearly as good as the first.
AskToSend TakeFair(std::vector<AskOption>& best, Micros near_equal,
                   std::uint64_t seed) {
  // What the first costs a yes; those after it cost no less.
  const Micros first = std::max<Micros>(kOne - best.front().ask.worth, 0);
  const Micros bar = best.front().ask.worth - Times(first, near_equal);
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < best.size() && best[i].ask.worth >= bar; ++i) {
    const int asks = best[i].asks_lately;
    const int least = best[chosen].asks_lately;
    if (asks > least) continue;
    if (asks < least || Mix(seed ^ best[i].ask.candidate) <
                            Mix(seed ^ best[chosen].ask.candidate)) {
      chosen = i;
    }
  }
  const AskToSend ask = best[chosen].ask;
  best.erase(best.begin() + static_cast<std::ptrdiff_t>(chosen));
  return ask;
}

// How many of the best bring the chance to the target; one more than there are
// when they do not.
std::int64_t NeededOf(const AskChoice& choice) {
  std::int64_t needed = 0;
  Micros missed = choice.missed;
  for (const AskOption& option : choice.options) {
    if (missed <= kOne - choice.target) return needed;
    missed = Times(missed, kOne - option.ask.Of(AskTerm::kChance));
    ++needed;
  }
  return missed <= kOne - choice.target ? needed : needed + 1;
}

// How many should be open.
struct Pace {
  std::int64_t round_min = 0;
  std::int64_t needed = 0;  // Of the best, beside those that are open.
  std::int64_t helpers = 1;
  Micros replace = 0;

  // How many to send when so many waking minutes have passed; half an ask is
  // not worth another one.
  Micros MissingAfter(std::int64_t waking_min, const AskSituation& situation,
                      const Customs& customs) const {
    Micros asks = 0;
    const std::int64_t left_min = situation.waking_left_min - waking_min;
    for (OpenAsk ask : situation.open) {
      ask.waking_min += waking_min;
      asks += ShareLeft(ask, StillYes(customs, ask, left_min));
    }
    const std::int64_t rounds = std::max<std::int64_t>(left_min / round_min, 1);
    const Micros wanted =
        std::max((asks + kOne * needed) / rounds, kOne) * helpers;
    return wanted - asks - replace;
  }
};

// When the open asks have grown too silent, or time too short, for so few.
std::int64_t LookAgain(const Pace& pace, AskSituation situation,
                       const Customs& customs, const AskPlan& plan) {
  std::vector<OpenAsk> open(situation.open.begin(), situation.open.end());
  for (const AskToSend& ask : plan.send) {
    OpenAsk added;
    added.sent.yes = ask.Of(AskTerm::kChance);
    added.sent.listens = kOne;
    open.push_back(added);
  }
  situation.open = open;
  std::int64_t after_min = kLookMin;
  while (after_min < kLookMax &&
         pace.MissingAfter(after_min, situation, customs) <= 0) {
    after_min += kLookMin;
  }
  return after_min;
}

// Asks that do not wait for need: what may be somebody's last chance of a first
// ask; and where there is less to do than there are people, so that many wait
// to be asked at all, one beside each that is sent.
void AddTurns(const AskChoice& choice, const std::vector<AskOption>& left,
              std::vector<AskToSend>& send) {
  bool is_due =
      !send.empty() && choice.with_turn * kManyWait >= choice.may_be_asked;
  for (const AskOption& option : left) {
    const bool is_last_chance = option.is_last_chance;
    if (!is_last_chance && !(is_due && option.has_turn)) continue;
    if (!is_last_chance) is_due = false;
    send.push_back(option.ask);
  }
}

}  // namespace

bool IsBetter(const AskOption& a, const AskOption& b) {
  return a.ask.worth != b.ask.worth ? a.ask.worth > b.ask.worth
                                    : a.ask.candidate < b.ask.candidate;
}

bool MayBeAsked(const Standing& standing) {
  return standing.asks_in_week < standing.asks_per_week_max &&
         standing.open_asks < standing.open_asks_max && !standing.is_resting &&
         !standing.is_quiet;
}

Micros StillYes(const Customs& customs, const OpenAsk& ask,
                std::int64_t waking_left_min) {
  const Micros yes = WhenSent(ask);
  const Micros answers =
      std::max(yes, Times(customs.AnswersAtAll(), ask.sent.listens));
  const Micros heard =
      customs.delays().ShareWithin(ask.waking_min, ask.shift_octaves8);
  const Micros in_time = customs.delays().ShareWithin(
      ask.waking_min + waking_left_min, ask.shift_octaves8);
  // No answer so far: it was ignored, is none, or is yet to come.
  const Micros silent = std::max<Micros>(kOne - Times(answers, heard), 1);
  return Times(yes, in_time - heard) * kOne / silent;
}

std::vector<AskToSend> Choose(const AskChoice& choice) {
  std::vector<AskToSend> send;
  std::vector<AskOption> left = choice.options;
  Micros missed = choice.missed;
  Micros missing = choice.missing;
  while (missing > 0 && !left.empty() &&
         (choice.helpers_needed > 1 || missed > kOne - choice.target)) {
    send.push_back(
        TakeFair(left, choice.near_equal, choice.seed + send.size()));
    missed = Times(missed, kOne - send.back().Of(AskTerm::kChance));
    missing -= kOne;
  }
  if (choice.helpers_needed > 0) AddTurns(choice, left, send);
  return send;
}

AskPlan PlanAsks(const AskSituation& situation, const Customs& customs,
                 const AskingPolicy& policy, std::uint64_t seed) {
  AskPlan plan;
  AskChoice& choice = plan.choice;
  choice.missed = MissedByOpen(situation, customs, policy, plan);
  choice.helpers_needed = std::max(situation.helpers_needed, 0);
  choice.target = policy.target;
  choice.near_equal = policy.near_equal;
  choice.seed = seed;
  choice.tired_price = policy.tired_price;
  Survey(situation, AskWorth(situation, customs, policy), choice);
  const Pace pace{
      .round_min =
          std::max(customs.delays().WithinMin(policy.round_share), kRoundMin),
      .needed = NeededOf(choice),
      .helpers = choice.helpers_needed,
      .replace = policy.replace_share};
  choice.missing = pace.MissingAfter(0, situation, customs);
  plan.send = Choose(choice);
  Micros missed = choice.missed;
  for (const AskToSend& ask : plan.send) {
    missed = Times(missed, kOne - ask.Of(AskTerm::kChance));
  }
  plan.fill_chance = kOne - missed;
  plan.look_again_min = LookAgain(pace, situation, customs, plan);
  return plan;
}

}  // namespace omzien::matcher
