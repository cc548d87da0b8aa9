#include "matcher/packed_volunteer.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/circumstance.h"
#include "matcher/packing.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

// Writer and Reader carry the same: what is named here, in this order. A Reader
// writes what a Writer takes, so nothing of it is const.
// NOLINTBEGIN(misc-const-correctness)

// Travel modes and checks are enums of small numbers.
template <typename Archive, typename Enum>
void CarryEnum(Archive& archive, Enum& value) {
  auto number = static_cast<std::int64_t>(value);
  archive.Whole(number);
  if constexpr (!std::is_const_v<Enum>) value = static_cast<Enum>(number);
}

template <typename Archive, typename Day>
void CarryDay(Archive& archive, Day& day) {
  std::int64_t number = day - absl::CivilDay();
  archive.Whole(number);
  if constexpr (!std::is_const_v<Day>) day = absl::CivilDay() + number;
}

// Most volunteers have the id of their person.
template <typename Archive, typename V>
void CarryPerson(Archive& archive, V& volunteer) {
  int same = volunteer.person.value == volunteer.id.value ? 1 : 0;
  archive.Whole(same);
  if (same == 0) {
    archive.Text(volunteer.person.value);
  } else if constexpr (!std::is_const_v<V>) {
    volunteer.person.value = volunteer.id.value;
  }
}

// Most times are whole nanoseconds of our age: a number. Others, as the
// infinite ones, are told apart by a byte and kept as they are.
template <typename Archive, typename T>
void CarryTime(Archive& archive, T& time) {
  std::int64_t nanoseconds = absl::ToUnixNanos(time);
  int form = time == absl::FromUnixNanos(nanoseconds) ? 1 : 2;
  if (time == absl::InfinitePast()) form = 0;
  archive.Whole(form);
  if (form == 1) archive.Whole(nanoseconds);
  if constexpr (!std::is_const_v<T>) {
    time = form == 0 ? absl::InfinitePast() : absl::FromUnixNanos(nanoseconds);
  }
  if (form == 2) archive.Raw(time);
}

// Most hours begin and end at quarters.
template <typename Archive, typename Weekly>
void CarryWeekly(Archive& archive, Weekly& weekly) {
  int unit_min = FillSlots(weekly) ? kSlotMin : 1;
  archive.Whole(unit_min);
  archive.List(weekly, [&](auto& hours) {
    archive.Small(hours.weekday);
    if (unit_min == kSlotMin) {
      int start = hours.start_min / kSlotMin;
      int end = hours.end_min / kSlotMin;
      archive.Small(start);
      archive.Small(end);
      if constexpr (!std::is_const_v<Weekly>) {
        hours.start_min = start * kSlotMin;
        hours.end_min = end * kSlotMin;
      }
    } else {
      archive.Whole(hours.start_min);
      archive.Whole(hours.end_min);
    }
  });
}

template <typename Archive, typename V>
void CarryOffer(Archive& archive, V& volunteer) {
  archive.Text(volunteer.id.value);
  CarryPerson(archive, volunteer);
  archive.Raw(volunteer.home);
  CarryEnum(archive, volunteer.travel_mode);
  archive.Whole(volunteer.reach_m);
  CarryWeekly(archive, volunteer.availability.weekly);
}

template <typename Archive, typename V>
void CarryDates(Archive& archive, V& volunteer) {
  archive.List(volunteer.availability.away, [&](auto& away) {
    CarryDay(archive, away.first);
    CarryDay(archive, away.last);
  });
  archive.List(volunteer.availability.extra, [&](auto& hours) {
    CarryDay(archive, hours.date);
    archive.Whole(hours.start_min);
    archive.Whole(hours.end_min);
  });
  archive.List(volunteer.checks, [&](auto& check) {
    CarryEnum(archive, check.kind);
    CarryDay(archive, check.seen_on);
    CarryDay(archive, check.valid_until);
  });
}

// Hours, mostly.
template <typename Archive, typename D>
void CarryDuration(Archive& archive, D& duration) {
  std::int64_t hours = absl::ToInt64Hours(duration);
  int is_whole = duration == absl::Hours(hours) ? 1 : 0;
  archive.Whole(is_whole);
  if (is_whole == 0) {
    archive.Raw(duration);
    return;
  }
  archive.Whole(hours);
  if constexpr (!std::is_const_v<D>) duration = absl::Hours(hours);
}

template <typename Archive, typename Set>
void CarryAvoids(Archive& archive, Set& avoids) {
  auto bits = static_cast<int>(avoids.to_ulong());
  archive.Small(bits);
  if constexpr (!std::is_const_v<Set>) {
    avoids = CircumstanceSet(static_cast<unsigned>(bits));
  }
}

template <typename Archive, typename V>
void CarryLimits(Archive& archive, V& volunteer) {
  auto& limits = volunteer.limits;
  archive.Whole(limits.asks_per_week_max);
  CarryDuration(archive, limits.rest_after_job);
  archive.Whole(limits.quiet_start_min);
  archive.Whole(limits.quiet_end_min);
  archive.Whole(limits.open_asks_max);
}

// Few are practised in anything.
template <typename Archive, typename Set>
void CarryPractised(Archive& archive, Set& practised) {
  int is_any = practised.any() ? 1 : 0;
  archive.Whole(is_any);
  if (is_any != 0) archive.Raw(practised);
}

template <typename Archive, typename V>
void CarryRest(Archive& archive, V& volunteer) {
  const auto id = [&](auto& each) { archive.Text(each.value); };
  archive.List(volunteer.languages, [&](auto& each) { archive.Text(each); });
  CarryDates(archive, volunteer);
  CarryLimits(archive, volunteer);
  CarryAvoids(archive, volunteer.avoids);
  CarryPractised(archive, volunteer.practised);
  CarryTime(archive, volunteer.pause_until);
  archive.List(volunteer.kept_apart, id);
  archive.List(volunteer.engagements, [&](auto& each) { archive.Raw(each); });
  archive.List(volunteer.asked_times,
               [&](auto& each) { CarryTime(archive, each); });
  archive.Whole(volunteer.open_asks);
  int has_worked = volunteer.last_job_end.has_value() ? 1 : 0;
  archive.Whole(has_worked);
  if (has_worked != 0) {
    if constexpr (!std::is_const_v<V>) volunteer.last_job_end.emplace();
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): has_worked says so.
    CarryTime(archive, *volunteer.last_job_end);
  }
  archive.List(volunteer.helped_well, id);
}
// NOLINTEND(misc-const-correctness)

using Length = std::uint32_t;
constexpr std::size_t kHead = 2 * sizeof(Length);

Length LengthAt(const char* from) {
  Length length = 0;
  std::memcpy(&length, from, sizeof(length));
  return length;
}

}  // namespace

PackedVolunteer::PackedVolunteer(const Volunteer& volunteer) {
  Writer writer;
  CarryOffer(writer, volunteer);
  const auto offer = static_cast<Length>(writer.bytes().size());
  CarryRest(writer, volunteer);
  const auto all = static_cast<Length>(writer.bytes().size());
  bytes_ = std::make_unique_for_overwrite<char[]>(kHead + all);
  std::memcpy(bytes_.get(), &all, sizeof(all));
  std::memcpy(bytes_.get() + sizeof(all), &offer, sizeof(offer));
  std::memcpy(bytes_.get() + kHead, writer.bytes().data(), all);
}

Volunteer PackedVolunteer::Unpacked() const {
  Volunteer volunteer;
  Reader reader(bytes());
  CarryOffer(reader, volunteer);
  CarryRest(reader, volunteer);
  return volunteer;
}

absl::string_view PackedVolunteer::id() const { return Reader(offer()).View(); }

bool PackedVolunteer::HasSameOffer(const PackedVolunteer& other) const {
  return offer() == other.offer();
}

absl::string_view PackedVolunteer::bytes() const {
  return {bytes_.get() + kHead, LengthAt(bytes_.get())};
}

absl::string_view PackedVolunteer::offer() const {
  return {bytes_.get() + kHead, LengthAt(bytes_.get() + sizeof(Length))};
}

}  // namespace omzien::matcher
