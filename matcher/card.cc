#include "matcher/card.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "absl/hash/hash.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/availability.h"
#include "matcher/check.h"
#include "matcher/hearing.h"
#include "matcher/ids.h"
#include "matcher/point.h"
#include "matcher/registry.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

constexpr auto kLastDay = std::numeric_limits<std::uint16_t>::max();

std::uint64_t PeopleOf(const Volunteer& volunteer) {
  std::uint64_t people = PersonBit(volunteer.person);
  for (const auto* list : {&volunteer.kept_apart, &volunteer.helped_well}) {
    for (const PersonId& each : *list) people |= PersonBit(each);
  }
  return people;
}

bool HasDates(const Volunteer& volunteer) {
  const Availability& availability = volunteer.availability;
  return !availability.away.empty() || !availability.extra.empty() ||
         !volunteer.engagements.empty() || !FillSlots(availability.weekly);
}

}  // namespace

Card::Card(const Volunteer& volunteer, Registry& registry)
    : home(DirectionOf(volunteer.home)),
      reach_m(volunteer.reach_m),
      area(registry.Enter(volunteer.municipalities)),
      languages(registry.EnterLanguages(volunteer.languages)),
      quiet_start_min(
          static_cast<std::int16_t>(volunteer.limits.quiet_start_min)),
      quiet_end_min(static_cast<std::int16_t>(volunteer.limits.quiet_end_min)),
      asks(static_cast<std::uint16_t>(
          std::min<std::size_t>(volunteer.asked_times.size(),
                                std::numeric_limits<std::uint16_t>::max()))),
      travel_mode(volunteer.travel_mode),
      avoids(static_cast<std::uint8_t>(volunteer.avoids.to_ulong())),
      has_open_asks(volunteer.open_asks >= volunteer.limits.open_asks_max),
      has_dates(HasDates(volunteer)),
      has_extra(!volunteer.availability.extra.empty()),
      has_pause(volunteer.pause_until != absl::InfinitePast()),
      is_practised(volunteer.practised.any()),
      first_asked_min(volunteer.asked_times.empty()
                          ? 0
                          : Minutes(volunteer.asked_times.front())),
      last_asked_min(volunteer.asked_times.empty()
                         ? 0
                         : Minutes(volunteer.asked_times.back())),
      ready_from_ns(
          Nanoseconds(std::max({volunteer.pause_until, WeekOpensAt(volunteer),
                                RestsUntil(volunteer)}))),
      people(PeopleOf(volunteer)),
      packed(volunteer),
      skills(volunteer.skills) {
  checks_until = volunteer.checks.empty() ? 0 : kLastDay;
  for (const CheckHeld& held : volunteer.checks) {
    checks =
        static_cast<std::uint8_t>(checks | 1U << static_cast<int>(held.kind));
    checks_since = std::max(checks_since, DayNumber(held.seen_on));
    checks_until = std::min(checks_until, DayNumber(held.valid_until));
  }
}

Volunteer VolunteerOf(const Card& card, const Registry& registry) {
  Volunteer volunteer = card.packed.Unpacked();
  volunteer.skills = card.skills;
  volunteer.municipalities = registry.area(card.area).municipalities;
  return volunteer;
}

bool Card::HasSameOffer(const Card& other) const {
  return area == other.area && skills == other.skills &&
         packed.HasSameOffer(other.packed);
}

std::uint64_t PersonBit(const PersonId& person) {
  return std::uint64_t{1} << (absl::Hash<PersonId>()(person) % 64);
}

std::int64_t Nanoseconds(absl::Time time) { return absl::ToUnixNanos(time); }

std::uint16_t DayNumber(absl::CivilDay day) {
  return static_cast<std::uint16_t>(
      std::clamp<std::int64_t>(day - absl::CivilDay(2000, 1, 1), 0,
                               std::numeric_limits<std::uint16_t>::max()));
}

std::int32_t Minutes(absl::Time time) {
  using Range = std::numeric_limits<std::int32_t>;
  const absl::Duration since =
      absl::Floor(time - absl::UnixEpoch(), absl::Minutes(1));
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(
      absl::ToInt64Minutes(since), Range::min(), Range::max()));
}

}  // namespace omzien::matcher
