#include "matcher/asking/ask_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/asking/ask_worth.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

// Beyond these the chance is at its target, or will not get there.
constexpr std::size_t kBestMax = 64;
constexpr std::int64_t kRoundMin = 15;
constexpr int kLastChance = 1;
constexpr std::size_t kManyWait = 3;  // One in so many.
constexpr std::int64_t kLookMin = 10;
constexpr std::int64_t kLookMax = 240;

// SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014).
std::uint64_t Mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

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

bool IsBetter(const AskToSend& a, const AskToSend& b) {
  return a.worth != b.worth ? a.worth > b.worth : a.candidate < b.candidate;
}

// Those who may be asked.
struct Field {
  std::vector<AskToSend> best;  // Best first.
  std::size_t size = 0;
  std::size_t with_turn = 0;  // Who wait for an ask, and go first.
};

Field Survey(const AskSituation& situation, const AskWorth& worth) {
  Field field;
  std::vector<AskToSend>& best = field.best;  // The worst in front, when full.
  for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
    const AskCandidate& candidate = situation.candidates[i];
    if (!MayBeAsked(candidate.standing)) continue;
    ++field.size;
    field.with_turn += worth.HasTurn(candidate) ? 1 : 0;
    const bool is_full = best.size() == kBestMax;
    if (is_full && worth.IsUnder(candidate, best.front().worth)) continue;
    AskToSend ask = worth.Of(candidate);
    ask.candidate = i;
    if (ask.worth <= 0 || (is_full && !IsBetter(ask, best.front()))) continue;
    if (is_full) {
      std::ranges::pop_heap(best, IsBetter);
      best.pop_back();
    }
    best.push_back(ask);
    std::ranges::push_heap(best, IsBetter);
  }
  std::ranges::sort_heap(best, IsBetter);
  return field;
}

// Takes the least asked of those that are nearly as good as the first.
AskToSend TakeFair(std::vector<AskToSend>& best, const AskSituation& situation,
                   Micros near_equal, std::uint64_t seed) {
  // What the first costs a yes; those after it cost no less.
  const Micros first = std::max<Micros>(kOne - best.front().worth, 0);
  const Micros bar = best.front().worth - Times(first, near_equal);
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < best.size() && best[i].worth >= bar; ++i) {
    const int asks = situation.candidates[best[i].candidate].asks_lately;
    const int least = situation.candidates[best[chosen].candidate].asks_lately;
    if (asks > least) continue;
    if (asks < least ||
        Mix(seed ^ best[i].candidate) < Mix(seed ^ best[chosen].candidate)) {
      chosen = i;
    }
  }
  const AskToSend ask = best[chosen];
  best.erase(best.begin() + static_cast<std::ptrdiff_t>(chosen));
  return ask;
}

// How many of the best bring the chance to the target; one more than there are
// when they do not.
std::int64_t NeededOf(const std::vector<AskToSend>& best, Micros missed,
                      const AskingPolicy& policy) {
  std::int64_t needed = 0;
  for (const AskToSend& ask : best) {
    if (missed <= kOne - policy.target) return needed;
    missed = Times(missed, kOne - ask.Of(AskTerm::kChance));
    ++needed;
  }
  return missed <= kOne - policy.target ? needed : needed + 1;
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
void AddTurns(const Field& field, const std::vector<AskToSend>& left,
              const AskSituation& situation, const AskWorth& worth,
              AskPlan& plan) {
  bool is_due = !plan.send.empty() && field.with_turn * kManyWait >= field.size;
  for (const AskToSend& ask : left) {
    const AskCandidate& candidate = situation.candidates[ask.candidate];
    const bool is_last_chance =
        candidate.since_ask_min < 0 && candidate.newcomer_fits <= kLastChance;
    if (!is_last_chance && !(is_due && worth.HasTurn(candidate))) continue;
    if (!is_last_chance) is_due = false;
    plan.send.push_back(ask);
  }
}

}  // namespace

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

AskPlan PlanAsks(const AskSituation& situation, const Customs& customs,
                 const AskingPolicy& policy, std::uint64_t seed) {
  AskPlan plan;
  Micros missed = MissedByOpen(situation, customs, policy, plan);
  const AskWorth worth(situation, customs, policy);
  const Field field = Survey(situation, worth);
  std::vector<AskToSend> best = field.best;
  const Pace pace{
      .round_min =
          std::max(customs.delays().WithinMin(policy.round_share), kRoundMin),
      .needed = NeededOf(best, missed, policy),
      .helpers = std::max(situation.helpers_needed, 0),
      .replace = policy.replace_share};
  Micros missing = pace.MissingAfter(0, situation, customs);
  while (missing > 0 && !best.empty() &&
         (pace.helpers > 1 || missed > kOne - policy.target)) {
    const AskToSend ask =
        TakeFair(best, situation, policy.near_equal, seed + plan.send.size());
    missed = Times(missed, kOne - ask.Of(AskTerm::kChance));
    missing -= kOne;
    plan.send.push_back(ask);
  }
  if (pace.helpers > 0) AddTurns(field, best, situation, worth, plan);
  plan.fill_chance = kOne - missed;
  plan.look_again_min = LookAgain(pace, situation, customs, plan);
  return plan;
}

}  // namespace omzien::matcher
