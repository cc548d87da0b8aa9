#include "matcher/volunteer_index.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/ranker.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

void VolunteerIndex::Put(Volunteer volunteer) {
  const auto [place, is_new] =
      places_.try_emplace(volunteer.id, volunteers_.size());
  if (is_new) {
    volunteers_.push_back(std::move(volunteer));
  } else {
    volunteers_[place->second] = std::move(volunteer);
  }
}

bool VolunteerIndex::Remove(const VolunteerId& id) {
  const auto place = places_.find(id);
  if (place == places_.end()) return false;
  const std::size_t gap = place->second;
  // First, because `id` may be that of the volunteer that goes.
  places_.erase(place);
  if (gap + 1 < volunteers_.size()) {
    volunteers_[gap] = std::move(volunteers_.back());
    places_[volunteers_[gap].id] = gap;
  }
  volunteers_.pop_back();
  return true;
}

const Volunteer* VolunteerIndex::Find(const VolunteerId& id) const {
  const auto place = places_.find(id);
  return place == places_.end() ? nullptr : &volunteers_[place->second];
}

Match VolunteerIndex::Candidates(const Job& job, const Policy& policy,
                                 absl::Time now, int k) const {
  Ranker ranker(job, policy, now);
  for (const Volunteer& volunteer : volunteers_) ranker.Add(volunteer);
  return ranker.Finish(k);
}

std::vector<Verdict> VolunteerIndex::JudgeAll(const Job& job,
                                              const Policy& policy,
                                              absl::Time now) const {
  const JobCase job_case(job, policy, now);
  std::vector<Verdict> verdicts;
  verdicts.reserve(volunteers_.size());
  for (const Volunteer& volunteer : volunteers_) {
    verdicts.push_back(Judge(job_case, volunteer));
  }
  // Those in have no obstacles and so come first; those out all score 0.
  std::ranges::sort(verdicts, {}, [](const Verdict& verdict) {
    return std::tuple(verdict.obstacles.size(), -verdict.score_micros,
                      std::cref(verdict.volunteer));
  });
  for (int rank = 1; Verdict & verdict : verdicts) {
    if (!verdict.eligible()) break;
    verdict.rank = rank++;
  }
  return verdicts;
}

}  // namespace omzien::matcher
