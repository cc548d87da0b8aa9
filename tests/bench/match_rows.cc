#include "tests/bench/match_rows.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"

namespace omzien::bench {
namespace {

using Columns = std::vector<absl::string_view>;

// A Monday in winter, whose week has no change of the clock.
absl::Time Monday() {
  return absl::FromCivil(absl::CivilDay(2026, 1, 12), absl::UTCTimeZone());
}

absl::Status ForEachLine(const std::string& path, std::size_t columns_wanted,
                         const std::function<bool(const Columns&)>& take) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    const Columns columns = absl::StrSplit(line, '\t');
    if (columns.size() != columns_wanted || !take(columns)) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ":", number, ": ", columns_wanted,
          " columns are wanted, as the head of match_rows.h has them"));
    }
  }
  return absl::OkStatus();
}

bool ParsePoint(absl::string_view latitude, absl::string_view longitude,
                matcher::Point& point) {
  return absl::SimpleAtod(latitude, &point.latitude_deg) &&
         absl::SimpleAtod(longitude, &point.longitude_deg);
}

bool ParseSkills(absl::string_view text, matcher::SkillSet& skills) {
  absl::uint128 mask = 0;
  if (text.empty()) return false;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    mask = mask * 10 + static_cast<unsigned>(digit - '0');
  }
  for (std::size_t i = 0; i < skills.size(); ++i) {
    skills[i] = (mask >> static_cast<int>(i) & 1) != 0;
  }
  return true;
}

bool ParseHours(absl::string_view text, Hours& hours) {
  if (text.size() != hours.size()) return false;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (text[i] != '0' && text[i] != '1') return false;
    hours[i] = text[i] == '1';
  }
  return true;
}

}  // namespace

absl::StatusOr<std::vector<MatchVolunteer>> ReadVolunteers(
    const std::string& path) {
  std::vector<MatchVolunteer> rows;
  OMZIEN_RETURN_IF_ERROR(ForEachLine(path, 6, [&rows](const Columns& columns) {
    MatchVolunteer& row = rows.emplace_back();
    return absl::SimpleAtoi(columns[0], &row.id) &&
           ParsePoint(columns[1], columns[2], row.home) &&
           ParseSkills(columns[3], row.skills) &&
           absl::SimpleAtoi(columns[4], &row.radius_m) &&
           ParseHours(columns[5], row.hours);
  }));
  return rows;
}

absl::StatusOr<std::vector<MatchRequest>> ReadRequests(
    const std::string& path) {
  std::vector<MatchRequest> rows;
  OMZIEN_RETURN_IF_ERROR(ForEachLine(path, 6, [&rows](const Columns& columns) {
    MatchRequest& row = rows.emplace_back();
    return absl::SimpleAtoi(columns[0], &row.id) &&
           ParsePoint(columns[1], columns[2], row.place) &&
           ParseSkills(columns[3], row.skills) &&
           absl::SimpleAtoi(columns[4], &row.first_hour) &&
           absl::SimpleAtoi(columns[5], &row.hours) && row.first_hour >= 0 &&
           row.first_hour < kWeekHours && row.hours >= 1 &&
           row.hours <= kWeekHours;
  }));
  return rows;
}

absl::StatusOr<MatchTruth> ReadTruth(const std::string& path) {
  MatchTruth truth;
  OMZIEN_RETURN_IF_ERROR(ForEachLine(path, 2, [&truth](const Columns& columns) {
    std::int64_t request = 0;
    if (!absl::SimpleAtoi(columns[0], &request)) return false;
    std::vector<std::int64_t>& ids = truth[request];
    for (const absl::string_view text :
         absl::StrSplit(columns[1], ',', absl::SkipEmpty())) {
      if (!absl::SimpleAtoi(text, &ids.emplace_back())) return false;
    }
    return true;
  }));
  return truth;
}

matcher::Volunteer ToVolunteer(const MatchVolunteer& row) {
  matcher::Volunteer volunteer;
  volunteer.id = {absl::StrFormat("%012d", row.id)};
  volunteer.person = {volunteer.id.value};
  volunteer.municipalities = {{"NL"}};
  volunteer.skills = row.skills;
  volunteer.home = row.home;
  volunteer.reach_m = row.radius_m;
  volunteer.limits.quiet_end_min = volunteer.limits.quiet_start_min;
  for (int hour = 0; hour < kWeekHours;) {
    const int day = hour / 24;
    int end = hour;
    while (end < (day + 1) * 24 && row.hours[static_cast<std::size_t>(end)]) {
      ++end;
    }
    if (end > hour) {
      volunteer.availability.weekly.push_back(
          {day + 1, (hour - day * 24) * 60, (end - day * 24) * 60});
    }
    hour = end == hour ? hour + 1 : end;
  }
  return volunteer;
}

matcher::Job ToJob(const MatchRequest& row) {
  matcher::Job job;
  job.resident = {"resident"};
  job.municipality = {"NL"};
  job.skills = row.skills;
  job.place = row.place;
  job.duration = absl::Hours(row.hours);
  const absl::Time start = Monday() + absl::Hours(row.first_hour);
  job.windows = {{start, start + job.duration}};
  return job;
}

std::int64_t RowIdOf(const matcher::VolunteerId& id) {
  std::int64_t number = 0;
  return absl::SimpleAtoi(id.value, &number) ? number : -1;
}

absl::Time MatchNow() { return Monday() - absl::Hours(kWeekHours); }

matcher::Policy NearestPolicy() {
  matcher::Policy policy;
  policy.weights = {.distance = 100,
                    .fair_share = 0,
                    .waited_long = 0,
                    .continuity = 0,
                    .time_fit = 0,
                    .language = 0,
                    .skill_level = 0};
  return policy;
}

}  // namespace omzien::bench
