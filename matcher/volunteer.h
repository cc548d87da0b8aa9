// A volunteer as the matcher sees one: no name, no address, only what decides.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "matcher/availability.h"
#include "matcher/check.h"
#include "matcher/circumstance.h"
#include "matcher/ids.h"
#include "matcher/point.h"
#include "matcher/skill_set.h"
#include "matcher/time_span.h"
#include "matcher/travel.h"

namespace omzien::matcher {

// Work that somebody has agreed to do.
struct Engagement {
  TimeSpan span;
  Point place;
};

// What a volunteer is never asked beyond. The municipality's defaults are
// filled in already: each value is meant as it stands.
struct Limits {
  int asks_per_week_max = 2;  // In any 7 days; 0 means never.
  absl::Duration rest_after_job = absl::Hours(48);  // 0 means none.
  int quiet_start_min = 21 * 60;  // Local wall clock, 0..1440.
  int quiet_end_min = 8 * 60;     // May be past midnight; equal means none.
  int open_asks_max = 1;
};

// A person's offer to help, and how it has gone so far.
struct Volunteer {
  VolunteerId id;
  PersonId person;
  std::vector<MunicipalityId> municipalities;  // Where the volunteer helps.
  SkillSet skills;
  SkillSet practised;  // Of `skills`: done often, or for a living.
  std::vector<std::string> languages;  // "nl", "en", "lim".
  Point home;
  TravelMode travel_mode = TravelMode::kBicycle;
  int reach_m = 3'000;  // As the crow flies; exactly this far is within reach.
  Availability availability;
  std::vector<CheckHeld> checks;
  CircumstanceSet avoids;
  absl::Time pause_until = absl::InfinitePast();  // Not asked before this.
  std::vector<PersonId> kept_apart;               // Residents, either wish.
  std::vector<Engagement> engagements;            // Agreed and not over.
  Limits limits;
  std::vector<absl::Time>
      asked_times;    // Of the last 90 days, sorted; asks that
                      // are planned count by their send time.
  int open_asks = 0;  // Planned, sent or snoozed.
  std::optional<absl::Time> last_job_end;  // Of the last job that was done.
  std::vector<PersonId> helped_well;       // Residents; it went well.
};

}  // namespace omzien::matcher
