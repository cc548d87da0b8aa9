#include "matcher/asking/ask_worth.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

// Worths lie under this; what is above goes first.
constexpr Micros kFirst = 2 * kOne;  // To which up to kOne may be added.

constexpr std::int64_t kMeansMax = 20 * kOne;  // Nothing is left by then.
constexpr Micros kListensMin = 10'000;
constexpr Micros kSteadyMin = 1'000;
constexpr Micros kManyAsksTimes = 3;

// f - t f' for f = chance, which grows as the time of ignoring asks runs out.
Micros Steady(Micros chance, std::int64_t since_ask_min, const Habit& habit) {
  const std::int64_t means = std::min<std::int64_t>(
      since_ask_min * kOne / habit.recovery_min, kMeansMax);
  const Micros ignores = kOne - habit.Listens(since_ask_min);
  const Micros listens = std::max(kOne - ignores, kListensMin);
  const Micros growth = Times(chance * kOne / listens, Times(ignores, means));
  return std::max(chance - growth, kSteadyMin);
}

// The burden of an ask (loss_price.h). From the third in a week on it counts
// more than it is, for those that follow find her as tired: three asks each
// week are 3 * 9 burdens where two are 2 * 4. But who allows many asks means
// it: that is so only beyond half of what she allows.
Micros TiredCost(const AskingPolicy& policy, const Standing& standing) {
  const Micros asks = 1 + standing.asks_in_week;
  const bool is_many = asks > 2 && 2 * asks > standing.asks_per_week_max;
  return policy.tired_price * asks * asks * (is_many ? kManyAsksTimes : 1);
}

}  // namespace

AskWorth::AskWorth(const AskSituation& situation, const Customs& customs,
                   const AskingPolicy& policy)
    : customs_(customs), policy_(policy), situation_(situation) {
  const std::size_t lead = LeadOf(situation.lead_min);
  for (std::size_t band = 0; band < kBands; ++band) {
    typical_[band] = customs.Yes({situation.kind, band, situation.part, lead});
  }
}

bool AskWorth::HasTurn(const AskCandidate& candidate) const {
  if (candidate.since_ask_min >= 0) {
    return candidate.since_ask_min >= policy_.long_wait_min;
  }
  return candidate.member_min >= policy_.newcomer_first_min ||
         candidate.newcomer_fits <= policy_.newcomer_fits_min;
}

bool AskWorth::IsUnder(const AskCandidate& candidate, Micros bar) const {
  const Habit& habit = *candidate.habit;
  const Micros chance_max =
      Customs::YesOf(typical_[candidate.band], habit, situation_.part);
  const Micros price = policy_.trouble_price +
                       TiredCost(policy_, candidate.standing) +
                       Times(candidate.scarcity, policy_.scarcity_share);
  const bool is_newcomer = candidate.since_ask_min < 0;
  const Micros extra_max =
      (HasTurn(candidate) ? kFirst : 0) +
      (is_newcomer ? std::max(kOne, policy_.newcomer_worth) : 0) +
      (candidate.helped_well ? policy_.continuity_worth : 0);
  return price * kOne > (kOne + extra_max - bar) * chance_max;
}

AskToSend AskWorth::Of(const AskCandidate& candidate) const {
  AskToSend ask;
  auto term = [&ask](AskTerm which) -> Micros& {
    return ask.terms[static_cast<std::size_t>(which)];
  };
  const Habit& habit = *candidate.habit;
  const bool is_newcomer = candidate.since_ask_min < 0;
  const Micros listens =
      is_newcomer ? kOne : habit.Listens(candidate.since_ask_min);
  const Micros in_time = customs_.delays().ShareWithin(
      situation_.waking_left_min, habit.delay.ShiftOctaves8());
  const Micros chance = Times(
      Times(Customs::YesOf(typical_[candidate.band], habit, situation_.part),
            listens),
      in_time);
  term(AskTerm::kChance) = chance;
  if (chance <= 0) return ask;
  term(AskTerm::kTrouble) = -policy_.trouble_price;
  term(AskTerm::kTired) = -TiredCost(policy_, candidate.standing);
  term(AskTerm::kScarcity) = -Times(candidate.scarcity, policy_.scarcity_share);
  const Micros price = -(term(AskTerm::kTrouble) + term(AskTerm::kTired) +
                         term(AskTerm::kScarcity));
  if (candidate.helped_well) {
    term(AskTerm::kContinuity) = policy_.continuity_worth;
  }
  const Micros steady =
      is_newcomer ? chance : Steady(chance, candidate.since_ask_min, habit);
  ask.worth = kOne - price * kOne / steady + term(AskTerm::kContinuity);
  // A turn is taken where it costs no more than it is worth.
  if (ask.worth <= 0) return ask;
  if (is_newcomer) {
    const std::int64_t waited_min =
        std::min(candidate.member_min, policy_.newcomer_first_min);
    // Of those who go first the one who gets fewest chances.
    term(AskTerm::kNewcomer) =
        HasTurn(candidate)
            ? kFirst + kOne / (1 + std::max(candidate.newcomer_fits, 0))
            : policy_.newcomer_worth * waited_min / policy_.newcomer_first_min;
  } else if (HasTurn(candidate)) {
    term(AskTerm::kWaited) = kFirst;
  }
  ask.worth += term(AskTerm::kNewcomer) + term(AskTerm::kWaited);
  return ask;
}

Micros AskWorth::Unspared(AskCandidate candidate) const {
  candidate.scarcity = 0;
  return Of(candidate).worth;
}

}  // namespace omzien::matcher
