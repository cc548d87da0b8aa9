// Whom to ask for a job now, by a municipality's policy: what the server does
// in server/core/one_by_one.cc and waves.cc, with the same matcher, on values
// of a run in place of records.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/job.h"
#include "matcher/wave.h"
#include "server/core/catalogue.h"
#include "server/core/prices.h"
#include "server/tools/what_if/crowd.h"
#include "server/tools/what_if/newcomer_chances.h"

namespace omzien::what_if {

// What is so when somebody may be asked for a job.
struct Situation {
  const core::MunicipalityEntry& municipality;
  const Crowd& crowd;
  const matcher::Customs& customs;
  const core::Prices& prices;
  NewcomerChances& newcomers;  // Keeps what it has counted.
  const matcher::Job& job;
  std::size_t kind = 0;
  int helpers_missing = 1;
  int waves = 0;                       // That have left.
  std::vector<matcher::OpenAsk> open;  // Sent, and not answered.
  bool any_open = false;               // Also those that are still to leave.
  absl::Time now;
  std::uint64_t seed = 0;
};

struct Turn {
  std::vector<matcher::PlannedAsk> asks;
  // When to look again; InfiniteFuture: not by the clock.
  absl::Time look = absl::InfiniteFuture();
  bool gives_up = false;  // Nobody is left: the desk gets work.
  bool spares = false;    // Somebody could be asked, but others need her more.
};

// Changes nothing.
Turn TakeTurn(const Situation& situation);

}  // namespace omzien::what_if
