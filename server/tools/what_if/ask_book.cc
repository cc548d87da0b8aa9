#include "server/tools/what_if/ask_book.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/waking.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "server/core/ask_situation.h"
#include "server/core/catalogue.h"
#include "server/tools/what_if/nature.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {
namespace {

constexpr absl::Duration kWeek = absl::Hours(24 * 7);

matcher::Answer AnswerOf(AskState state) {
  if (state == AskState::kYes) return matcher::Answer::kYes;
  return state == AskState::kNo ? matcher::Answer::kNo : matcher::Answer::kNone;
}

// Reckoned here too, so that a run can tell that the rules held.
bool IsOverLimits(const matcher::Volunteer& volunteer, absl::Time send_at) {
  const auto in_week = std::ranges::count_if(
      volunteer.asked_times,
      [&](absl::Time time) { return time > send_at - kWeek; });
  return in_week >= volunteer.limits.asks_per_week_max ||
         volunteer.open_asks >= volunteer.limits.open_asks_max;
}

}  // namespace

AskBook::AskBook(const Past& past, const core::MunicipalityEntry& municipality,
                 std::uint64_t seed)
    : past_(past),
      municipality_(municipality),
      crowd_(past),
      natures_(past, seed),
      customs_(municipality.one_by_one.has_value()
                   ? municipality.one_by_one->learning
                   : matcher::Learning{},
               past.customs) {}

bool AskBook::AnyOpen(std::span<const std::size_t> asks) const {
  return std::ranges::any_of(
      asks, [this](std::size_t ask) { return asks_[ask].IsOpen(); });
}

std::vector<matcher::OpenAsk> AskBook::Waiting(
    std::span<const std::size_t> asks, absl::Time now) const {
  std::vector<matcher::OpenAsk> waiting;
  for (const std::size_t number : asks) {
    const Ask& ask = asks_[number];
    if (ask.state != AskState::kSent) continue;
    waiting.push_back(
        {.sent = ask.expected,
         .shift_octaves8 = crowd_.HabitOf(ask.neighbour).delay.ShiftOctaves8(),
         .waking_min =
             matcher::WakingMinBetween(ask.send_at, now, municipality_.zone)});
  }
  return waiting;
}

std::optional<absl::Time> AskBook::PickStart(std::size_t ask,
                                             const matcher::Job& job,
                                             absl::Time now) const {
  const Ask& its = asks_[ask];
  const auto starts =
      job.fixed_start.has_value() ? std::vector{*job.fixed_start} : its.starts;
  for (const absl::Time start : starts) {
    matcher::Job at = job;
    at.fixed_start = start;
    if (start > now && IsFree(its, at, now)) return start;
  }
  return std::nullopt;
}

std::size_t AskBook::Create(std::size_t job,
                            const matcher::PlannedAsk& planned) {
  const std::size_t neighbour = crowd_.NumberOf(planned.verdict.volunteer);
  if (IsOverLimits(crowd_.At(neighbour), planned.send_at)) ++over_limits_;
  crowd_.Ask(neighbour, planned.send_at);
  asks_.push_back({.neighbour = neighbour,
                   .job = job,
                   .send_at = planned.send_at,
                   .lapse_at = planned.lapse_at,
                   .starts = planned.verdict.start_times,
                   .band = matcher::BandOf(planned.verdict.distance_m)});
  return asks_.size() - 1;
}

Reply AskBook::Send(std::size_t ask, const matcher::Job& job, absl::Time now) {
  Ask& its = asks_[ask];
  its.state = AskState::kSent;
  const matcher::Moment moment{
      .kind = past_.jobs[its.job].kind,
      .band = its.band,
      .part = core::PartOf(job),
      .lead = matcher::LeadOf(absl::ToInt64Minutes(its.starts.back() - now))};
  if (municipality_.one_by_one.has_value()) {
    const absl::Time last = crowd_.LastAsk(its.neighbour, now);
    its.expected = customs_.Ask(
        crowd_.HabitOf(its.neighbour), moment,
        last == absl::InfinitePast() ? -1 : absl::ToInt64Minutes(now - last));
  }
  return natures_.Hear(its.neighbour, its.job, moment, now);
}

void AskBook::End(std::size_t ask, AskState state, absl::Time now) {
  Ask& its = asks_[ask];
  if (its.IsOpen()) crowd_.Close(its.neighbour);
  if (its.state == AskState::kPlanned) {
    crowd_.Forget(its.neighbour, its.send_at);
  } else if (municipality_.one_by_one.has_value()) {
    customs_.Learn(
        crowd_.HabitOf(its.neighbour), its.expected, AnswerOf(state),
        matcher::WakingMinBetween(its.send_at, now, municipality_.zone));
  }
  its.state = state;
}

matcher::Engagement AskBook::Promise(std::size_t ask, const matcher::Job& job,
                                     absl::Time start) {
  const matcher::Engagement engagement{.span = {start, start + job.duration},
                                       .place = job.place};
  crowd_.Promise(asks_[ask].neighbour, engagement);
  return engagement;
}

bool AskBook::Narrow(std::size_t ask, matcher::Job job, absl::Time start,
                     absl::Time now) {
  Ask& its = asks_[ask];
  job.fixed_start = start;
  if (!IsFree(its, std::move(job), now)) return false;
  its.starts = {start};
  its.lapse_at = std::min(its.lapse_at, now + (start - now) / 2);
  return true;
}

// Having been asked keeps nobody from answering.
bool AskBook::IsFree(const Ask& ask, matcher::Job job, absl::Time now) const {
  matcher::Volunteer volunteer = crowd_.At(ask.neighbour);
  volunteer.open_asks = 0;
  volunteer.asked_times.clear();
  volunteer.last_job_end.reset();
  volunteer.limits.quiet_end_min = volunteer.limits.quiet_start_min;
  job.asked.clear();
  matcher::Policy policy = municipality_.ask_policy;
  policy.lead_min = absl::ZeroDuration();
  return matcher::Judge(job, volunteer, policy, now).eligible();
}

}  // namespace omzien::what_if
