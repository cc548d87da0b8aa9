// Volunteers and requests as plain rows, to hold the index against any other
// system: read from files, or made up from a seed.

#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "matcher/volunteer.h"

namespace omzien::bench {

// Hours of the week; 0 is Monday 00:00 to 01:00.
inline constexpr int kWeekHours = 168;
using Hours = std::bitset<kWeekHours>;

struct MatchVolunteer {
  std::int64_t id = 0;
  matcher::Point home;
  matcher::SkillSet skills;
  int radius_m = 0;
  Hours hours;
};

// Wants somebody with all the skills who is there in all the hours.
struct MatchRequest {
  std::int64_t id = 0;
  matcher::Point place;
  matcher::SkillSet skills;
  int first_hour = 0;  // 0..167.
  int hours = 1;       // 1..168; may go past the end of the week.
};

// By id of the request: ids of volunteers, best first.
using MatchTruth = std::unordered_map<std::int64_t, std::vector<std::int64_t>>;

// Tab-separated, one a line; INVALID_ARGUMENT names file and line.
//   volunteers  id lat lon skills(decimal bit mask) radius_m hours(168 of 0, 1)
//   requests    id lat lon skills first_hour hours
//   truth       id id,id,...
absl::StatusOr<std::vector<MatchVolunteer>> ReadVolunteers(
    const std::string& path);
absl::StatusOr<std::vector<MatchRequest>> ReadRequests(const std::string& path);
absl::StatusOr<MatchTruth> ReadTruth(const std::string& path);

// As the index takes them. An id becomes twelve digits, so that its order is
// that of the number.
matcher::Volunteer ToVolunteer(const MatchVolunteer& row);
matcher::Job ToJob(const MatchRequest& row);
std::int64_t RowIdOf(const matcher::VolunteerId& id);

// When all requests are asked, a week before the hours they are about.
absl::Time MatchNow();

// Distance alone counts, and nobody is held back by having been asked.
matcher::Policy NearestPolicy();

}  // namespace omzien::bench
