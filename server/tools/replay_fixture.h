// Decisions as a journal keeps them, for the tests of replay.

#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "omzien/store/v1/decision.pb.h"

namespace omzien::tools {

// One by one, for two helpers: anna and bea are worth most and were asked,
// carla could have been, and dora could not just then.
inline store::v1::Decision SampleChoice() {
  store::v1::Decision decision;
  decision.set_need("needs/heg");
  decision.set_job_id("1");
  decision.set_wave(2);
  std::int64_t worth = 900'000;
  for (const absl::string_view name : {"carla", "anna", "dora", "bea"}) {
    auto& candidate = *decision.add_best();
    candidate.set_volunteer(std::string(name));
    candidate.add_term_micros(100'000);
    if (name == "dora") continue;
    auto& option = *candidate.mutable_option();
    option.set_place(decision.best_size() - 1);
    option.set_worth_micros(name == "carla" ? 100'000 : worth -= 100'000);
    option.add_term_micros(300'000);
    candidate.set_asked(name != "carla");
  }
  auto& choice = *decision.mutable_choice();
  choice.set_seed(256);
  choice.set_missed_micros(1'000'000);
  choice.set_missing_micros(1'500'000);
  choice.set_helpers_needed(2);
  choice.set_may_be_asked(3);
  choice.set_target_micros(995'000);
  return decision;
}

// In waves: the first two of four were asked; the second and third are equal.
inline store::v1::Decision SampleWave() {
  store::v1::Decision decision;
  decision.set_need("needs/lamp");
  decision.set_job_id("1");
  decision.set_wave(1);
  for (const auto& [name, score] :
       {std::pair{"anna", 900'000}, std::pair{"bea", 500'000},
        std::pair{"carla", 500'000}, std::pair{"dora", 200'000}}) {
    auto& candidate = *decision.add_best();
    candidate.set_volunteer(name);
    candidate.add_term_micros(score - 50'000);
    candidate.add_term_micros(50'000);
    candidate.set_asked(decision.best_size() <= 2);
  }
  return decision;
}

}  // namespace omzien::tools
