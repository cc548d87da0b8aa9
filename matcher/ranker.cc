#include "matcher/ranker.h"

#include <algorithm>
#include <utility>

#include "matcher/eligibility.h"
#include "matcher/ranking.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

void Ranker::Add(const Volunteer& volunteer) {
  const Screening screening = Screen(case_, volunteer);
  match_.later = match_.later || screening.later;
  if (screening.first.has_value()) {
    ++match_.excluded[*screening.first];
  } else {
    candidates_.push_back({screening.score_micros, &volunteer});
  }
}

Match Ranker::Finish(int k) {
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
