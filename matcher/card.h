// What decides about most volunteers, in few bytes; the rest is packed behind
// it.

#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/packed_volunteer.h"
#include "matcher/point.h"
#include "matcher/registry.h"
#include "matcher/skill_set.h"
#include "matcher/travel.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Times are since 1970, rounded down, and the least or the most when they are
// farther away than that counts.
struct Card {
  Card() = default;  // Of nobody.
  Card(const Volunteer& volunteer, Registry& registry);

  // True when both have the same offer (packed_volunteer.h), skills and area:
  // what blocks and clusters are ordered by.
  bool HasSameOffer(const Card& other) const;

  // What a search reads first stands first.
  Direction home;
  std::int32_t reach_m = 0;
  std::uint32_t area = 0;       // In the registry.
  std::uint32_t languages = 0;  // Bits of the registry.
  std::int16_t quiet_start_min = 0;
  std::int16_t quiet_end_min = 0;
  std::uint16_t asks = 0;  // In all that are kept.
  TravelMode travel_mode = TravelMode::kBicycle;
  std::uint8_t checks = 0;  // Bit of each kind that was ever seen.
  std::uint8_t avoids = 0;
  bool has_open_asks = false;  // As many as she wants at once.
  // The weekly hours do not tell when she is free: there are days away, extra
  // hours, hours beside the slots of the week, or engagements.
  bool has_dates = false;
  bool has_extra = false;     // She may be free when the weekly hours say no.
  bool has_pause = false;     // Is paused, or was.
  bool is_practised = false;  // In one skill or more.
  std::int32_t first_asked_min = 0;  // Whole minutes; only when asked at all.
  std::int32_t last_asked_min = 0;
  // DayNumber()s on which every check that was ever seen holds.
  std::uint16_t checks_since = 0;
  std::uint16_t checks_until = 0;
  std::int64_t ready_from_ns = 0;  // No pause, no full week and no rest then.
  std::uint64_t people = 0;  // PersonBit() of oneself, of those kept apart and
                             // of those helped well.
  PackedVolunteer packed;
  SkillSet skills;
};

// Everything that was put into the card.
Volunteer VolunteerOf(const Card& card, const Registry& registry);

// One of 64 bits: different people may have the same.
std::uint64_t PersonBit(const PersonId& person);

std::int64_t Nanoseconds(absl::Time time);
std::int32_t Minutes(absl::Time time);

// Since 2000; days before that are 0, and those after 2179 are one number.
std::uint16_t DayNumber(absl::CivilDay day);

}  // namespace omzien::matcher
