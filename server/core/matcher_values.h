// The one place where records become the matcher's values, and its verdicts
// become answers.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/job.h"
#include "matcher/job_policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/catalogue.h"

namespace omzien::core {

// All that the matcher knows of a volunteer.
struct VolunteerFacts {
  const store::v1::VolunteerRecord& volunteer;
  const omzien::v1::Person& person;
  std::vector<matcher::Engagement> engagements;
  int open_asks = 0;
};

// A volunteer whose person has no known place (no location) can't be matched:
// FAILED_PRECONDITION.
absl::StatusOr<matcher::Volunteer> ToMatcher(const VolunteerFacts& facts,
                                             const Catalogue& catalogue);

// Job `index` of a need; `resident` for the language.
absl::StatusOr<matcher::Job> ToMatcher(const store::v1::NeedRecord& need,
                                       int index,
                                       const omzien::v1::Person& resident,
                                       const Catalogue& catalogue);

// What the journal keeps of a candidate; `asked` is left to the caller.
store::v1::Weighed ToRecord(const matcher::Candidate& candidate);

omzien::v1::Verdict ToProto(const matcher::Verdict& verdict,
                            const Catalogue& catalogue);

// "SKILL" to number, for explanations and attempts.
google::protobuf::Map<std::string, int> ToProto(
    const std::map<matcher::Exclusion, int>& excluded);

// "09:30" -> 570; -1 when it is no time of day.
int MinutesOf(absl::string_view time_of_day);

}  // namespace omzien::core
