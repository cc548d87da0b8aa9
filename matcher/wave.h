// The asks of one job that leave together.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"

namespace omzien::matcher {

// A yes that comes later than this before the start leaves no time to tell the
// resident, who may have to be phoned.
inline constexpr absl::Duration kTellMin = absl::Minutes(15);

// One ask to one volunteer.
struct PlannedAsk {
  // `start_times` holds what is left of them: not before send_at + lead_min.
  Verdict verdict;
  absl::Time send_at;   // Now, or the end of the volunteer's quiet hours.
  absl::Time lapse_at;  // Later than send_at, earlier than the last start.
};

// The asks of one wave, best first.
struct WavePlan {
  std::vector<PlannedAsk> asks;
  // When the wave after this one is due: wave_interval after the last of these
  // asks is sent (after now when there is none). InfiniteFuture after the last
  // wave.
  absl::Time next_wave_at = absl::InfiniteFuture();
};

// Which wave, and for how many.
struct WaveTurn {
  int wave = 1;  // From 1; beyond waves_max nobody is asked.
  int helpers_still_needed = 1;
};

// One ask, sent now or when the quiet hours are over. It lapses lapse_after its
// sending, but so early before its last start that the resident can still be
// told: kTellMin, or half of what is left. Nothing when it cannot be sent in
// time for any start.
std::optional<PlannedAsk> PlanAsk(Verdict verdict, const Policy& policy,
                                  absl::Time now);

// Picks from `best`, of the same job, policy and now: for each helper still
// needed first_wave_size in wave 1 and next_wave_size in later ones. Who cannot
// be asked in time for a start is passed over. `judge` gives the verdict on one
// of them, and is asked about no more than are needed.
using Judging = absl::FunctionRef<Verdict(const VolunteerId&)>;
WavePlan PlanWave(std::span<const Candidate> best, Judging judge, WaveTurn turn,
                  const Policy& policy, absl::Time now);

}  // namespace omzien::matcher
