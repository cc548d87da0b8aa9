#include "matcher/ranker.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/eligibility.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

void Ranker::Add(const Volunteer& volunteer) {
  Take(volunteer, Screen(case_, volunteer));
}

void Ranker::AddSkilled(const Volunteer& volunteer) {
  Take(volunteer, ScreenSkilled(case_, volunteer));
}

void Ranker::Take(const Volunteer& volunteer, const Screening& screening) {
  match_.later = match_.later || screening.later;
  if (screening.first.has_value()) {
    AddOut(volunteer, *screening.first);
  } else {
    candidates_.push_back({screening.score_micros, &volunteer});
  }
}

void Ranker::AddOut(const Volunteer& volunteer, Exclusion first) {
  ++out_counts_[static_cast<std::size_t>(first)];
  if (out_ == Out::kKept) kept_.push_back({first, &volunteer});
}

std::vector<Verdict> Ranker::TakeNearest(int k) {
  const auto end =
      kept_.begin() + std::clamp(k, 0, static_cast<int>(kept_.size()));
  std::ranges::partial_sort(kept_, end, [](const Kept& a, const Kept& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.volunteer->id < b.volunteer->id;
  });
  std::vector<Verdict> verdicts;
  for (auto kept = kept_.begin(); kept != end; ++kept) {
    verdicts.push_back(Judge(case_, *kept->volunteer));
  }
  return verdicts;
}

Match Ranker::Finish(int k) {
  for (std::size_t why = 0; why < out_counts_.size(); ++why) {
    if (out_counts_[why] == 0) continue;
    match_.excluded[static_cast<Exclusion>(why)] = out_counts_[why];
  }
  match_.eligible = static_cast<int>(candidates_.size());
  const auto best = candidates_.begin() + std::clamp(k, 0, match_.eligible);
  std::ranges::partial_sort(candidates_, best,
                            [](const Candidate& a, const Candidate& b) {
                              if (a.score_micros != b.score_micros) {
                                return a.score_micros > b.score_micros;
                              }
                              return a.volunteer->id < b.volunteer->id;
                            });
  for (auto candidate = candidates_.begin(); candidate != best; ++candidate) {
    match_.ranked.push_back(Judge(case_, *candidate->volunteer));
    match_.ranked.back().rank = static_cast<int>(match_.ranked.size());
  }
  return std::move(match_);
}

}  // namespace omzien::matcher
