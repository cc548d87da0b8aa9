// A small neighbourhood for the tests of the matcher: one job and a volunteer
// whom nothing keeps out, and random ones from a seed.

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <random>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/time_span.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

inline absl::TimeZone Zone(absl::string_view name = "Europe/Amsterdam") {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(name, &zone)) std::abort();
  return zone;
}

// A local time in Amsterdam: At({2026, 12, 2}, 9, 30).
inline absl::Time At(absl::CivilDay date, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(date) + (hour * 60 + minute),
                         Zone());
}

inline constexpr Point kSquare{51.15, 6.0};

// A point that lies `metres` north.
inline Point NorthOf(const Point& point, double metres) {
  const double degrees = metres / kEarthRadiusM * 180 / std::numbers::pi;
  return {point.latitude_deg + degrees, point.longitude_deg};
}

inline const absl::CivilDay kMonday(2026, 11, 30);
inline const absl::CivilDay kWednesday(2026, 12, 2);

// Monday morning, in the week of the job.
inline absl::Time Now() { return At(kMonday, 10); }

// One hour of work on Wednesday between 9 and 12.
inline Job SampleJob() {
  Job job;
  job.resident = {"resident"};
  job.municipality = {"GM1669"};
  job.skills.set(3);
  job.place = kSquare;
  job.windows = {{At(kWednesday, 9), At(kWednesday, 12)}};
  job.resident_language = "nl";
  job.time_zone = Zone();
  return job;
}

// In for SampleJob(), at 9 to 12 each weekday, 1 km away; asked never before.
inline Volunteer SampleVolunteer(const std::string& id = "v") {
  Volunteer volunteer;
  volunteer.id = {id};
  volunteer.person = {id};
  volunteer.municipalities = {{"GM1669"}};
  volunteer.skills.set(3);
  volunteer.languages = {"nl"};
  volunteer.home = NorthOf(kSquare, 1'000);
  for (int weekday = 1; weekday <= 5; ++weekday) {
    volunteer.availability.weekly.push_back({weekday, 9 * 60, 12 * 60});
  }
  return volunteer;
}

// From a seed, the same on every build.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  // 0 .. bound - 1.
  int Below(int bound) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(bound));
  }
  bool OneIn(int n) { return Below(n) == 0; }

  std::mt19937_64& random() { return random_; }

 private:
  std::mt19937_64 random_;
};

// Quarter-hour hours, some of them over midnight, days away, extra hours; all
// within four weeks from `from`.
inline Availability RandomAvailability(Chance& chance, absl::CivilDay from) {
  Availability availability;
  const auto quarter = [&] { return 15 * chance.Below(97); };
  for (int i = chance.Below(7); i > 0; --i) {
    availability.weekly.push_back({1 + chance.Below(7), quarter(), quarter()});
  }
  for (int i = chance.Below(3); i > 0; --i) {
    const absl::CivilDay first = from + chance.Below(28);
    availability.away.push_back({first, first + chance.Below(4)});
  }
  for (int i = chance.Below(3); i > 0; --i) {
    availability.extra.push_back(
        {from + chance.Below(28), quarter(), quarter()});
  }
  return availability;
}

// Somebody whom one or two things may keep out.
inline Volunteer RandomVolunteer(Chance& chance, const std::string& id) {
  Volunteer volunteer = SampleVolunteer(id);
  if (chance.OneIn(10)) volunteer.municipalities = {{"GM0000"}};
  if (chance.OneIn(5)) volunteer.skills.reset(3);
  if (chance.OneIn(4)) volunteer.skills.set(4);
  if (chance.OneIn(3)) {
    const int skill = 3 + chance.Below(2);
    volunteer.practised.set(static_cast<std::size_t>(skill));
  }
  volunteer.practised &= volunteer.skills;
  if (chance.OneIn(3)) volunteer.languages = {"en"};
  // Whole hundreds, so that some are equally far and score the same.
  volunteer.home = NorthOf(kSquare, 100 * chance.Below(40));
  volunteer.travel_mode = static_cast<TravelMode>(1 + chance.Below(3));
  if (!chance.OneIn(3)) {
    volunteer.availability = RandomAvailability(chance, kMonday);
  }
  if (chance.OneIn(2)) {
    volunteer.checks.push_back(
        {CheckKind::kVog, kMonday - 100, kMonday + chance.Below(7)});
  }
  if (chance.OneIn(6)) volunteer.avoids = SetOf(Circumstance::kPets);
  if (chance.OneIn(8)) {
    volunteer.pause_until = Now() + absl::Hours(chance.Below(96) - 24);
  }
  if (chance.OneIn(15)) volunteer.kept_apart = {{"resident"}};
  if (chance.OneIn(6)) volunteer.helped_well = {{"resident"}};
  for (int i = chance.Below(3); i > 0; --i) {
    const absl::Time start =
        At(kMonday, 0) + absl::Minutes(15) * chance.Below(5 * 96);
    volunteer.engagements.push_back(
        {{start, start + absl::Minutes(15 + 15 * chance.Below(12))},
         NorthOf(kSquare, 100 * chance.Below(60))});
  }
  for (int i = chance.Below(4); i > 0; --i) {
    volunteer.asked_times.push_back(Now() - absl::Hours(chance.Below(2400)));
  }
  std::ranges::sort(volunteer.asked_times);
  volunteer.open_asks = chance.OneIn(8) ? 1 : 0;
  if (chance.OneIn(6)) {
    volunteer.last_job_end = Now() - absl::Hours(chance.Below(96));
  }
  return volunteer;
}

// Of the days around the work, some of them in quiet hours.
inline absl::Time RandomNow(Chance& chance) {
  return chance.OneIn(2)
             ? Now()
             : At(kMonday, 0) + absl::Minutes(chance.Below(3 * 1440));
}

// Work in the week that starts on kMonday.
inline Job RandomJob(Chance& chance) {
  Job job = SampleJob();
  if (chance.OneIn(4)) job.skills.set(4);
  job.duration = absl::Minutes(15 + 15 * chance.Below(16));
  job.windows.clear();
  for (int i = 1 + chance.Below(4); i > 0; --i) {
    const absl::Time start =
        At(kMonday, 6) + absl::Minutes(15) * chance.Below(6 * 96);
    job.windows.push_back(
        {start, start + absl::Minutes(15) * (1 + chance.Below(48))});
  }
  if (chance.OneIn(6)) job.fixed_start = job.windows.front().start;
  if (chance.OneIn(4)) job.languages = {"nl", "lim"};
  if (chance.OneIn(3)) job.checks = {CheckKind::kVog};
  if (chance.OneIn(4)) job.circumstances = SetOf(Circumstance::kPets);
  if (chance.OneIn(3)) job.asked = {{"v1"}, {"v2"}};
  return job;
}

}  // namespace omzien::matcher
