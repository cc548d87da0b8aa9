#include "matcher/volunteer_index.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/card.h"
#include "matcher/draft.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/roster.h"
#include "matcher/screener.h"
#include "matcher/search.h"
#include "matcher/survey.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

VolunteerIndex::VolunteerIndex() : roster_(std::make_unique<Roster>()) {}
VolunteerIndex::VolunteerIndex(VolunteerIndex&&) noexcept = default;
VolunteerIndex& VolunteerIndex::operator=(VolunteerIndex&&) noexcept = default;
VolunteerIndex::~VolunteerIndex() = default;

void VolunteerIndex::Put(const Volunteer& volunteer) {
  roster_->Put(volunteer);
}

void VolunteerIndex::Fill(std::vector<Draft> drafts) {
  roster_->Fill(std::move(drafts));
}

bool VolunteerIndex::Remove(const VolunteerId& id) {
  return roster_->Remove(id);
}

bool VolunteerIndex::Contains(const VolunteerId& id) const {
  return roster_->Find(id) != nullptr;
}

std::optional<Volunteer> VolunteerIndex::Find(const VolunteerId& id) const {
  const Card* card = roster_->Find(id);
  if (card == nullptr) return std::nullopt;
  return VolunteerOf(*card, roster_->registry());
}

std::size_t VolunteerIndex::size() const { return roster_->size(); }

std::vector<Candidate> VolunteerIndex::Candidates(const Job& job,
                                                  const Policy& policy,
                                                  absl::Time now, int k) const {
  if (k <= 0) return {};
  const JobCase job_case(job, policy, now);
  const Screener screener(job_case, roster_->registry(),
                          roster_->FindAll(job.asked));
  return Search(screener, roster_->clusters(), roster_->extents(), k).Run();
}

Coverage VolunteerIndex::Cover(const Job& job, const Policy& policy,
                               absl::Time now) const {
  const JobCase job_case(job, policy, now);
  const Screener screener(job_case, roster_->registry(),
                          roster_->FindAll(job.asked));
  return Survey(screener, roster_->clusters(), size(), KeptOut::kNobody)
      .coverage;
}

bool VolunteerIndex::AnyInLater(const Job& job, const Policy& policy,
                                absl::Time now) const {
  const JobCase job_case(job, policy, now);
  const Screener screener(job_case, roster_->registry(),
                          roster_->FindAll(job.asked));
  const Surveyed surveyed =
      Survey(screener, roster_->clusters(), size(), KeptOut::kTemporary);
  return std::ranges::any_of(surveyed.out, [&](const Surveyed::Out& out) {
    return IsInLater(job_case, VolunteerOf(*out.card, roster_->registry()));
  });
}

Explanation VolunteerIndex::Explain(const Job& job, const Policy& policy,
                                    absl::Time now, int k) const {
  Explanation explanation;
  const JobCase job_case(job, policy, now);
  for (const Candidate& each : Candidates(job, policy, now, k)) {
    const std::optional<Volunteer> volunteer = Find(each.volunteer);
    if (!volunteer.has_value()) continue;  // Not so: it was just found.
    explanation.ranked.push_back(Judge(job_case, *volunteer));
    explanation.ranked.back().rank =
        static_cast<int>(explanation.ranked.size());
  }
  const Screener screener(job_case, roster_->registry(),
                          roster_->FindAll(job.asked));
  Surveyed surveyed =
      Survey(screener, roster_->clusters(), size(), KeptOut::kAll);
  explanation.coverage = std::move(surveyed.coverage);
  const auto end = surveyed.out.begin() +
                   std::clamp(k, 0, static_cast<int>(surveyed.out.size()));
  std::ranges::partial_sort(surveyed.out, end,
                            [](const Surveyed::Out& a, const Surveyed::Out& b) {
                              if (a.first != b.first) return a.first > b.first;
                              return a.card->packed.id() < b.card->packed.id();
                            });
  for (auto out = surveyed.out.begin(); out != end; ++out) {
    explanation.nearest.push_back(
        Judge(job_case, VolunteerOf(*out->card, roster_->registry())));
  }
  return explanation;
}

}  // namespace omzien::matcher
