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
namespace {

// Volunteers lie apart in memory, and their lists apart from them. It is known
// some time ahead who is looked at: fetched so many ahead, they are there.
constexpr std::size_t kAhead = 8;
constexpr std::size_t kListsAhead = 4;
constexpr std::size_t kCacheLine = 64;

void Fetch(const Volunteer& volunteer) {
  const char* const first = reinterpret_cast<const char*>(&volunteer);
  for (std::size_t at = 0; at < sizeof(Volunteer); at += kCacheLine) {
    __builtin_prefetch(first + at);
  }
}

void FetchLists(const Volunteer& volunteer) {
  __builtin_prefetch(volunteer.person.value.data());
  __builtin_prefetch(volunteer.availability.weekly.data());
  __builtin_prefetch(volunteer.asked_times.data());
}

}  // namespace

VolunteerIndex::Card VolunteerIndex::CardOf(const Volunteer& volunteer) {
  const auto number = static_cast<std::uint32_t>(areas_.size());
  return {volunteer.skills,
          areas_.try_emplace(volunteer.municipalities, number).first->second};
}

void VolunteerIndex::Put(Volunteer volunteer) {
  const auto [place, is_new] =
      places_.try_emplace(volunteer.id, volunteers_.size());
  const Card card = CardOf(volunteer);
  if (is_new) {
    cards_.push_back(card);
    volunteers_.push_back(std::move(volunteer));
  } else {
    cards_[place->second] = card;
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
    cards_[gap] = cards_.back();
    places_[volunteers_[gap].id] = gap;
  }
  volunteers_.pop_back();
  cards_.pop_back();
  return true;
}

const Volunteer* VolunteerIndex::Find(const VolunteerId& id) const {
  const auto place = places_.find(id);
  return place == places_.end() ? nullptr : &volunteers_[place->second];
}

void VolunteerIndex::AddAll(const Job& job, Ranker& ranker) const {
  std::vector<char> here(areas_.size());
  for (const auto& [area, number] : areas_) {
    here[number] = static_cast<char>(
        std::ranges::find(area, job.municipality) != area.end());
  }
  std::vector<const Volunteer*> skilled;
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    const Card& card = cards_[i];
    if (here[card.area] == 0) {
      ranker.AddOut(volunteers_[i], Exclusion::kMunicipality);
    } else if ((job.skills & ~card.skills).any()) {
      ranker.AddOut(volunteers_[i], Exclusion::kSkill);
    } else {
      skilled.push_back(&volunteers_[i]);
    }
  }
  for (std::size_t i = 0; i < skilled.size(); ++i) {
    if (i + kAhead < skilled.size()) Fetch(*skilled[i + kAhead]);
    if (i + kListsAhead < skilled.size()) FetchLists(*skilled[i + kListsAhead]);
    ranker.AddSkilled(*skilled[i]);
  }
}

Match VolunteerIndex::Candidates(const Job& job, const Policy& policy,
                                 absl::Time now, int k) const {
  Ranker ranker(job, policy, now);
  AddAll(job, ranker);
  return ranker.Finish(k);
}

Explanation VolunteerIndex::Explain(const Job& job, const Policy& policy,
                                    absl::Time now, int k) const {
  Ranker ranker(job, policy, now, Ranker::Out::kKept);
  AddAll(job, ranker);
  Explanation explanation;
  explanation.nearest = ranker.TakeNearest(k);
  explanation.match = ranker.Finish(k);
  return explanation;
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
