#include "server/tools/what_if/newcomer_chances.h"

#include <cstddef>
#include <optional>
#include <ranges>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "server/core/newcomers.h"
#include "server/core/prices.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {
namespace {

absl::Time LastNight(absl::Time now, absl::TimeZone zone) {
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  const absl::Time night = core::NightOf(today, zone);
  return night <= now ? night : core::NightOf(today - 1, zone);
}

}  // namespace

std::optional<int> NewcomerChances::Left(std::size_t neighbour,
                                         absl::Time now) {
  const Neighbour& her = past_.neighbours[neighbour];
  const absl::Duration here = now - her.signed_up;
  const absl::Time night = LastNight(now, municipality_.zone);
  if (her.signed_up > night || !core::IsNew(here)) return std::nullopt;
  Noted& noted = noted_[neighbour];
  if (noted.night != night) {
    CountJobsAt(night);
    noted = {night, jobs_->FewThatFit(her.volunteer)};
  }
  return core::ChancesLeft(noted.few, here);
}

void NewcomerChances::CountJobsAt(absl::Time night) {
  if (night == night_) return;
  night_ = night;
  jobs_.emplace(municipality_.ask_policy, night);
  const auto known = [&](const PostedJob& job) {
    return job.posted >= night - core::kJobsBack;
  };
  const auto end =
      std::ranges::upper_bound(past_.posted, night, {}, &PostedJob::posted);
  for (const PostedJob& job : std::ranges::subrange(past_.posted.begin(), end) |
                                  std::views::reverse |
                                  std::views::take_while(known)) {
    jobs_->Add(job.job, job.posted);
  }
}

}  // namespace omzien::what_if
