// Whom to ask for one job, and when: few asks open, replaced on no or silence,
// wider as the deadline nears, and each worth its price.
//
// The worth of an ask. Asks of one job are a search among boxes that may hold a
// yes (Weitzman, "Optimal Search for the Best Alternative", Econometrica 47(3),
// 1979): each has a chance and a price, and it is best to open them in the
// order of the value at which opening just pays,
//   worth = one filled job - price / steady chance,
// and to stop where that is not above nothing. The price is in filled jobs:
//   trouble       of any ask
//   tired         (1 + n)^2 times a price, n = asks in the last 7 days; thrice
//                 that from the third ask on, beyond half of her own limit
//   scarcity      of using up somebody whom other jobs will miss more: the
//                 shadow price of the expected-demand program, handed in
// and these raise the worth:
//   continuity    she helped this resident well
//   long wait     not asked for 30 days: goes first, once
//   newcomer      not asked ever: more with each day she waits, and first when
//                 few jobs will fit her in her first four weeks
// Somebody who recovers from an ask is worth waiting for: the steady chance is
// f - t f', the index of an arm whose chance f grows with the time t since its
// last pull (from comparing a pull every t with one a little later).
//
// Of near-equals the one asked least goes first: a choice among a few is what
// keeps loads even. Of those, one drawn by the seed; then the first in order.
//
// How many. With F the chance that an open ask still brings a yes in time, the
// best n more are as many as bring the chance to the target:
//   (1 - F) * (1 - a_1) * ... * (1 - a_n) <= 1 - target.
// There is time for R rounds, each as long as half of the answers take. So one
// R-th of the n has to be open now: one while there is time, all of them at
// last. An ask counts as open for as much as its chance still is of what it
// was; that is how silence tells.
//
// Pure: values in, values out, in whole millionths and minutes; the same on any
// build.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {

// What a municipality sets; prices are in filled jobs.
struct AskingPolicy {
  Learning learning;
  Micros target = 995'000;  // The chance to be filled that is aimed at.
  Micros trouble_price = 10'000;
  Micros tired_price = 20'000;       // Learned: see loss_price.h.
  std::int64_t missed_days = 182;    // Until somebody has taken her place.
  Micros scarcity_share = kOne;      // Of the shadow price.
  Micros continuity_worth = 50'000;  // What a resident's own helper adds.
  // A yes that costs up to this share more is nearly equal.
  Micros near_equal = 100'000;
  // An ask is silent once its chance is under this share of what it was.
  Micros silent_share = 300'000;
  // Another ask is sent when so much of one is missing.
  Micros replace_share = 600'000;
  // A round is as long as this share of the answers take.
  Micros round_share = 500'000;
  std::int64_t long_wait_min = 30 * kDayMin;
  std::int64_t newcomer_first_min = 14 * kDayMin;  // By then she goes first.
  Micros newcomer_worth = 150'000;                 // Before; grows to this.
  int newcomer_fits_min = 3;  // So few left, and she goes first now.
};

// How she stands to her own limits.
struct Standing {
  int asks_in_week = 0;  // In the last 7 days.
  int asks_per_week_max = 2;
  int open_asks = 0;
  int open_asks_max = 1;
  bool is_resting = false;
  bool is_quiet = false;  // Within her quiet hours.
};

// Nobody is ever asked beyond these, whatever an ask is worth.
bool MayBeAsked(const Standing& standing);

// Somebody who fits the job, by all the rules of eligibility.h.
struct AskCandidate {
  const Habit* habit = nullptr;  // Never null.
  Standing standing = {};
  std::size_t band = 0;             // See BandOf().
  std::int64_t since_ask_min = -1;  // Since her last ask; -1: never asked.
  std::int64_t member_min = 0;      // Since she signed up.
  // Jobs that are likely to fit her in what is left of her first four weeks.
  int newcomer_fits = 1'000;
  int asks_lately = 0;       // In the last 90 days.
  Micros scarcity = 0;       // The shadow price of an ask to her.
  bool helped_well = false;  // This resident.
};

// An ask of this job that may still bring a yes.
struct OpenAsk {
  SentAsk sent = {};
  int shift_octaves8 = 0;       // Of her answers; see OwnDelay.
  std::int64_t waking_min = 0;  // Since it was sent.
  bool is_silent = false;       // Given up; a late yes is still welcome.
};

struct AskSituation {
  std::size_t kind = 0;
  std::size_t part = 0;
  std::int64_t lead_min = 0;         // Until the deadline.
  std::int64_t waking_left_min = 0;  // Of it, in which people answer.
  int helpers_needed = 1;            // Still.
  std::span<const OpenAsk> open;
  // In order of their ids, which breaks ties.
  std::span<const AskCandidate> candidates;
};

// What an ask is worth, taken apart. The chance is that of a yes in time; the
// others are in filled jobs.
enum class AskTerm {
  kChance,
  kTrouble,
  kTired,
  kScarcity,
  kContinuity,
  kWaited,
  kNewcomer,
};
inline constexpr std::size_t kAskTerms = 7;

struct AskToSend {
  std::size_t candidate = 0;  // Index.
  Micros worth = 0;
  std::array<Micros, kAskTerms> terms{};  // By AskTerm.

  Micros Of(AskTerm term) const {
    return terms[static_cast<std::size_t>(term)];
  }
};

// Somebody who may be asked now, as the choice sees her.
struct AskOption {
  AskToSend ask;
  std::size_t band = 0;  // See BandOf().
  int asks_in_week = 0;
  int asks_lately = 0;
  bool has_turn = false;        // Waits for an ask, and goes first.
  bool is_last_chance = false;  // Of a first ask.
};

// The order of options: by worth, then by place.
bool IsBetter(const AskOption& a, const AskOption& b);

// What there is to choose from: enough to choose again, and get the same.
struct AskChoice {
  std::vector<AskOption> options;  // At most 64, best first.
  std::int64_t may_be_asked = 0;   // Of all candidates.
  std::int64_t with_turn = 0;      // Of those.
  Micros missed = kOne;  // The chance that no open ask brings a yes in time.
  Micros missing = 0;    // Asks that should leave now, in millionths of one.
  int helpers_needed = 1;
  Micros target = 0;      // As in AskingPolicy.
  Micros near_equal = 0;  // As in AskingPolicy.
  std::uint64_t seed = 0;
  // For the reasons; the choice does not depend on them.
  Micros tired_price = 0;   // As in AskingPolicy.
  Micros spared_worth = 0;  // The best worth, without the scarcity price, of
                            // those who are no options with it.
};

// Whom to ask, of these. Blind to all that is not in the choice.
std::vector<AskToSend> Choose(const AskChoice& choice);

struct AskPlan {
  AskChoice choice;
  std::vector<AskToSend> send;      // Choose(choice).
  std::vector<std::size_t> silent;  // Open asks to give up now.
  Micros fill_chance = 0;           // With these, and if none is added.
  // At the latest, in waking minutes; sooner after any answer.
  std::int64_t look_again_min = 0;
};

// The chance that an ask that was not answered still brings a yes in time.
Micros StillYes(const Customs& customs, const OpenAsk& ask,
                std::int64_t waking_left_min);

AskPlan PlanAsks(const AskSituation& situation, const Customs& customs,
                 const AskingPolicy& policy, std::uint64_t seed);

}  // namespace omzien::matcher
