#include "server/tools/lab/policies.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/notifying_asker.h"
#include "server/tools/lab/omzien_asker.h"
#include "server/tools/lab/round_asker.h"
#include "server/tools/lab/rule_asker.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/wave_asker.h"

namespace omzien::lab {
namespace {

constexpr std::size_t kAll = 1'000'000;
constexpr std::size_t kBatch = 5;

// So many yeses that no answer changes a ratio: a hundred thousand.
constexpr matcher::Micros kForGood = 100'000'000'000;

// What makes a ratio of this with so many.
matcher::Micros Seen(double factor) {
  return std::llround((factor - 1) * static_cast<double>(kForGood));
}

std::unique_ptr<Asker> Once(const Briefing& briefing, std::size_t size,
                            bool is_by_distance) {
  return std::make_unique<WaveAsker>(
      Waves{.is_by_distance = is_by_distance, .first = size, .next = 0},
      briefing.seed);
}

std::unique_ptr<Asker> MakeInformed(const Briefing& briefing) {
  matcher::AskingPolicy policy = briefing.omzien;
  policy.learning.own_yeses = kForGood;
  policy.learning.own_part_yeses = kForGood;
  const double mean =
      briefing.scenario.acceptance_a /
      (briefing.scenario.acceptance_a + briefing.scenario.acceptance_b);
  std::vector<matcher::Habit> habits;
  for (const Nature& nature : briefing.natures) {
    matcher::Habit& habit = habits.emplace_back();
    habit.yes.seen = Seen(nature.yes / mean);
    for (std::size_t part = 0; part < matcher::kParts; ++part) {
      habit.yes_in[part].seen = Seen(nature.yes_in[part]);
      habit.own_factor[part] =
          std::llround(nature.yes / mean * nature.yes_in[part] * matcher::kOne);
    }
    habit.recovery_min =
        std::max<std::int64_t>(std::llround(nature.recovery_min), 1);
  }
  return std::make_unique<OmzienAsker>(policy, briefing.seed,
                                       std::move(habits));
}

std::vector<Policy> MakePolicies() {
  return {
      {"everyone", "all who fit, at once",
       [](const Briefing& b) { return Once(b, kAll, true); }},
      {"nearest-5", "the nearest five, at once",
       [](const Briefing& b) { return Once(b, kBatch, true); }},
      {"random-5", "five by chance, at once",
       [](const Briefing& b) { return Once(b, kBatch, false); }},
      {"waves", "the nearest three every four hours",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<WaveAsker>(Waves{}, b.seed);
       }},
      {"limited-waves", "three, then two every four hours, within limits",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<WaveAsker>(
             Waves{.next = 2, .waves_max = 4, .is_within_limits = true},
             b.seed);
       }},
      {"rule-3", "three open asks to the nearest, within limits",
       [](const Briefing&) -> std::unique_ptr<Asker> {
         return std::make_unique<RuleAsker>(Rule{.open_asks = 3, .band_m = 1});
       }},
      {"rule-2", "two open asks to the least asked within 2 km",
       [](const Briefing&) -> std::unique_ptr<Asker> {
         return std::make_unique<RuleAsker>(Rule{});
       }},
      {"batch", "covidliste: a batch by measured conversion",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<BatchAsker>(b.seed);
       }},
      {"broadcast", "the likeliest three every four hours",
       [](const Briefing&) -> std::unique_ptr<Asker> {
         return std::make_unique<BroadcastAsker>(3);
       }},
      {"whittle", "the highest three indices every four hours",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<WhittleAsker>(3, b.scenario);
       }},
      {"scaled-down", "Manshadi & Rodilitz: x / ((2 - q) beta)",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<NotifyingAsker>(Thinning::kScaledDown,
                                                 b.scenario, b.seed);
       }},
      {"sparse", "Manshadi & Rodilitz as we read them: x, thinned out",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<NotifyingAsker>(Thinning::kSparse, b.scenario,
                                                 b.seed);
       }},
      {kOurs, "the server's own",
       [](const Briefing& b) -> std::unique_ptr<Asker> {
         return std::make_unique<OmzienAsker>(b.omzien, b.seed);
       }},
      {kInformed, "the same, told what each volunteer is like", MakeInformed},
  };
}

}  // namespace

const std::vector<Policy>& Policies() {
  static const auto& policies = *new std::vector<Policy>(MakePolicies());
  return policies;
}

}  // namespace omzien::lab
