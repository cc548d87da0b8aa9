// Decisions as a journal keeps them, for the tests of replay.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/formula.h"
#include "omzien/store/v1/decision.pb.h"
#include "server/core/decision.h"
#include "server/core/sealer.h"

namespace omzien::tools {

// One more candidate, whose score is this.
inline store::v1::Weighed& AddWeighed(core::KeptDecision& kept,
                                      absl::string_view name,
                                      std::int64_t score) {
  kept.decision.add_best()->set_volunteer(std::string(name));
  auto& weighed = kept.weighed.emplace_back().emplace();
  weighed.add_term_micros(score - 50'000);
  weighed.add_term_micros(50'000);
  return weighed;
}

// One by one, for two helpers: anna and bea are worth most and were asked,
// carla could have been, and dora could not just then.
inline core::KeptDecision SampleChoice() {
  core::KeptDecision kept;
  store::v1::Decision& decision = kept.decision;
  decision.set_need("needs/heg");
  decision.set_policy_version(absl::StrCat("3f2a90c1d7be-", matcher::kFormula));
  decision.set_job_id("1");
  decision.set_wave(2);
  std::int64_t worth = 900'000;
  for (const absl::string_view name : {"carla", "anna", "dora", "bea"}) {
    auto& weighed = AddWeighed(kept, name, 100'000);
    if (name == "dora") continue;
    auto& option = *weighed.mutable_option();
    option.set_place(decision.best_size() - 1);
    option.set_worth_micros(name == "carla" ? 100'000 : worth -= 100'000);
    option.add_term_micros(300'000);
    decision.mutable_best(decision.best_size() - 1)->set_asked(name != "carla");
  }
  auto& choice = *decision.mutable_choice();
  choice.set_seed(256);
  choice.set_missed_micros(1'000'000);
  choice.set_missing_micros(1'500'000);
  choice.set_helpers_needed(2);
  choice.set_may_be_asked(3);
  choice.set_target_micros(995'000);
  return kept;
}

// In waves: the first two of four were asked; the second and third are equal.
inline core::KeptDecision SampleWave() {
  core::KeptDecision kept;
  store::v1::Decision& decision = kept.decision;
  decision.set_need("needs/lamp");
  decision.set_policy_version(absl::StrCat("3f2a90c1d7be-", matcher::kFormula));
  decision.set_job_id("1");
  decision.set_wave(1);
  for (const auto& [name, score] :
       {std::pair{"anna", 900'000}, std::pair{"bea", 500'000},
        std::pair{"carla", 500'000}, std::pair{"dora", 200'000}}) {
    AddWeighed(kept, name, score);
    decision.mutable_best(decision.best_size() - 1)
        ->set_asked(decision.best_size() <= 2);
  }
  return kept;
}

// As the journal holds it.
inline store::v1::Decision Sealed(const core::KeptDecision& kept,
                                  core::Sealer& sealer) {
  store::v1::Decision decision = kept.decision;
  for (std::size_t i = 0; i < kept.weighed.size(); ++i) {
    auto& best = *decision.mutable_best(static_cast<int>(i));
    best.set_weighed(*sealer.Seal(
        best.volunteer(),
        kept.weighed[i].value_or(store::v1::Weighed()).SerializeAsString()));
  }
  return decision;
}

}  // namespace omzien::tools
