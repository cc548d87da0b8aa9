#include "server/tools/what_if/crowd.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/draft.h"
#include "matcher/ids.h"
#include "matcher/volunteer.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

Crowd::Crowd(const Past& past) : past_(past) {
  matcher::Draft here;
  for (const Neighbour& neighbour : past.neighbours) {
    numbers_[neighbour.volunteer.id.value] = volunteers_.size();
    volunteers_.push_back(neighbour.volunteer);
    habits_.push_back(neighbour.habit);
    if (neighbour.signed_up <= past.begin) here.Put(neighbour.volunteer);
  }
  std::vector<matcher::Draft> drafts;
  drafts.push_back(std::move(here));
  index_.Fill(std::move(drafts));
}

absl::Time Crowd::LastAsk(std::size_t number, absl::Time now) const {
  const auto& asked = volunteers_[number].asked_times;
  const auto later = std::ranges::lower_bound(asked, now);
  return later == asked.begin() ? absl::InfinitePast() : *(later - 1);
}

void Crowd::SignUp(std::size_t number) { Put(number); }

void Crowd::Ask(std::size_t number, absl::Time send_at) {
  matcher::Volunteer& volunteer = volunteers_[number];
  auto& asked = volunteer.asked_times;
  asked.insert(std::ranges::upper_bound(asked, send_at), send_at);
  ++volunteer.open_asks;
  Put(number);
}

void Crowd::Close(std::size_t number) {
  --volunteers_[number].open_asks;
  Put(number);
}

void Crowd::Forget(std::size_t number, absl::Time send_at) {
  auto& asked = volunteers_[number].asked_times;
  asked.erase(std::ranges::lower_bound(asked, send_at));
  Put(number);
}

void Crowd::Promise(std::size_t number, const matcher::Engagement& engagement) {
  volunteers_[number].engagements.push_back(engagement);
  Put(number);
}

void Crowd::Finish(std::size_t number, const matcher::Engagement& engagement,
                   const matcher::PersonId& resident) {
  matcher::Volunteer& volunteer = volunteers_[number];
  std::erase_if(volunteer.engagements,
                [&](const auto& each) { return each.span == engagement.span; });
  volunteer.last_job_end =
      std::max(volunteer.last_job_end.value_or(absl::InfinitePast()),
               engagement.span.end);
  if (!resident.value.empty() &&
      std::ranges::count(volunteer.helped_well, resident) == 0) {
    volunteer.helped_well.push_back(resident);
  }
  Put(number);
}

}  // namespace omzien::what_if
