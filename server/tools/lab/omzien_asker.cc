#include "server/tools/lab/omzien_asker.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/scarcity.h"
#include "server/planning/scarcity.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {
namespace {

constexpr Minutes kWorkloadMin = 8 * kWeekMin;
constexpr Minutes kLatelyMin = 90 * kDayMin;
constexpr Minutes kQuitsWithinMin = 30 * kDayMin;
constexpr Minutes kFirstWeeksMin = 4 * kWeekMin;
constexpr Minutes kNightMin = 3 * kHourMin;
constexpr Minutes kKnownMin = kDayMin;  // Of less nothing is said.
constexpr std::size_t kRateNeedsMax = 400;
constexpr int kMany = 1'000;

Minutes SinceAsk(const Member& member, Minutes now) {
  return member.asked.empty() ? -1 : now - member.asked.back();
}

int AsksLately(const Member& member, Minutes now) {
  const auto first = std::ranges::upper_bound(member.asked, now - kLatelyMin);
  return static_cast<int>(member.asked.end() - first);
}

// Needs that fit, from the last ones before a night, whoever they were for.
double FitsIn4Weeks(const Desk& desk, const Profile& profile, Minutes night) {
  const auto end =
      std::ranges::upper_bound(desk.needs(), night, {}, &Need::posted);
  const std::span<const Need> before(desk.needs().begin(), end);
  const auto needs = before.last(std::min(before.size(), kRateNeedsMax));
  if (needs.empty() || night - needs.front().posted < kKnownMin) return kMany;
  const auto fits = std::ranges::count_if(
      needs, [&](const Need& need) { return Fits(profile, need); });
  return static_cast<double>(fits * kFirstWeeksMin) /
         static_cast<double>(night - needs.front().posted);
}

}  // namespace

void OmzienAsker::Week(Desk& desk) {
  LearnScarcity(desk);
  LearnWear(desk);
}

void OmzienAsker::LearnScarcity(const Desk& desk) {
  const Minutes since = std::max<Minutes>(desk.now() - kWorkloadMin, 0);
  matcher::Workload workload;
  workload.over_min = desk.now() - since;
  workload.wanted.resize(desk.kinds().size());
  for (auto need = desk.needs().rbegin();
       need != desk.needs().rend() && need->posted >= since; ++need) {
    ++workload.wanted[need->kind][need->part];
  }
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    if (!desk.member(i).is_here) continue;
    const Profile& profile = desk.profiles()[i];
    workload.helpers.push_back({profile.kinds, profile.asks_per_week_max});
  }
  auto prices = planning::ReckonScarcity(workload, customs_);
  if (prices.ok()) scarcity_ = *std::move(prices);
}

void OmzienAsker::LearnWear(const Desk& desk) {
  gone_.resize(desk.profiles().size());
  for (std::size_t i = 0; i < desk.profiles().size(); ++i) {
    const Member& member = desk.member(i);
    if (member.is_here) {
      wear_.member_days += desk.now() > 0 ? 7 : 0;
    } else if (!gone_[i]) {
      gone_[i] = true;
      // Who quits for never being asked says nothing of being asked.
      if (!member.asked.empty() &&
          desk.now() - member.asked.back() < kQuitsWithinMin) {
        ++wear_.quits;
      }
    }
  }
  policy_.tired_price = matcher::TiredPrice(wear_, policy_.missed_days);
}

void OmzienAsker::Post(Desk& desk, std::size_t need) {
  next_look_.resize(need + 1, -1);
  Plan(desk, need);
}

void OmzienAsker::Look(Desk& desk, std::size_t need) {
  if (desk.now() == next_look_[need]) Plan(desk, need);
}

void OmzienAsker::Answered(Desk& desk, std::size_t ask) {
  const Ask& its = desk.ask(ask);
  Learn(desk, ask,
        its.state == AskState::kYes ? matcher::Answer::kYes
                                    : matcher::Answer::kNo);
  if (desk.at(its.need).filled < 0) Plan(desk, its.need);
}

void OmzienAsker::Closed(Desk& desk, std::size_t need) {
  for (const std::uint32_t ask : desk.at(need).asks) {
    if (!sent_[ask].counted) Learn(desk, ask, matcher::Answer::kNone);
  }
}

void OmzienAsker::Learn(const Desk& desk, std::size_t ask,
                        matcher::Answer answer) {
  const Ask& its = desk.ask(ask);
  wear_.jobs += answer == matcher::Answer::kYes ? 1 : 0;
  customs_.Learn(habits_[its.volunteer], sent_[ask], answer,
                 WakingBetween(its.sent, desk.now()));
}

// As the server counts by night (server/core/newcomers.h).
int OmzienAsker::NewcomerFits(const Desk& desk, std::size_t volunteer) {
  const Profile& profile = desk.profiles()[volunteer];
  const Minutes night =
      (desk.now() - kNightMin) / kDayMin * kDayMin + kNightMin;
  const Minutes member_min = desk.now() - profile.signed_up;
  if (profile.signed_up > night || member_min >= kFirstWeeksMin) return kMany;
  rates_.resize(desk.profiles().size());
  Rate& rate = rates_[volunteer];
  if (rate.night != night) rate = {FitsIn4Weeks(desk, profile, night), night};
  const double left =
      1 - static_cast<double>(member_min) / static_cast<double>(kFirstWeeksMin);
  return static_cast<int>(std::min<double>(rate.fits * left, kMany));
}

void OmzienAsker::FillCandidates(const Desk& desk, std::size_t need) {
  if (habits_.size() < desk.profiles().size()) {
    habits_.resize(desk.profiles().size());
  }
  desk.Present(need, present_);
  candidates_.clear();
  const Minutes now = desk.now();
  for (const std::uint32_t volunteer : present_) {
    const Profile& profile = desk.profiles()[volunteer];
    const Member& member = desk.member(volunteer);
    candidates_.push_back(
        {.habit = &habits_[volunteer],
         .standing = {.asks_in_week = AsksInWeek(member, now),
                      .asks_per_week_max = profile.asks_per_week_max,
                      .open_asks = member.open_asks,
                      .is_resting =
                          now >= member.rest_from && now < member.rest_until,
                      .is_quiet = IsQuiet(now)},
         .band =
             matcher::BandOf(DistanceM(profile.home, desk.needs()[need].place)),
         .since_ask_min = SinceAsk(member, now),
         .member_min = now - profile.signed_up,
         .newcomer_fits =
             member.asked.empty() ? NewcomerFits(desk, volunteer) : kMany,
         .asks_lately = AsksLately(member, now),
         .scarcity = scarcity_.OfAsk(profile.kinds, desk.needs()[need].kind)});
  }
}

void OmzienAsker::Send(Desk& desk, std::size_t need,
                       const matcher::AskToSend& ask) {
  const std::uint32_t volunteer = present_[ask.candidate];
  const Need& wanted = desk.needs()[need];
  const matcher::AskCandidate& candidate = candidates_[ask.candidate];
  sent_.push_back(
      customs_.Ask(habits_[volunteer],
                   {.kind = wanted.kind,
                    .band = candidate.band,
                    .part = wanted.part,
                    .lead = matcher::LeadOf(wanted.deadline - desk.now())},
                   candidate.since_ask_min));
  const std::int64_t burden = 1 + candidate.standing.asks_in_week;
  wear_.burdens += burden * burden;
  desk.Send(need, volunteer);
}

void OmzienAsker::Plan(Desk& desk, std::size_t need) {
  const Minutes now = desk.now();
  const Need& wanted = desk.needs()[need];
  std::vector<matcher::OpenAsk> open;
  std::vector<std::uint32_t> numbers;
  for (const std::uint32_t ask : desk.at(need).asks) {
    const Ask& its = desk.ask(ask);
    if (its.state != AskState::kOpen && its.state != AskState::kLapsed) {
      continue;
    }
    numbers.push_back(ask);
    open.push_back(
        {.sent = sent_[ask],
         .shift_octaves8 = habits_[its.volunteer].delay.ShiftOctaves8(),
         .waking_min = WakingBetween(its.sent, now),
         .is_silent = its.state == AskState::kLapsed});
  }
  FillCandidates(desk, need);
  const matcher::AskPlan plan =
      matcher::PlanAsks({.kind = wanted.kind,
                         .part = wanted.part,
                         .lead_min = wanted.deadline - now,
                         .waking_left_min = WakingBetween(now, wanted.deadline),
                         .open = open,
                         .candidates = candidates_},
                        customs_, policy_, seed_ + need);
  for (const std::size_t silent : plan.silent) {
    desk.Lapse(numbers[silent]);
    Learn(desk, numbers[silent], matcher::Answer::kNone);
  }
  for (const matcher::AskToSend& ask : plan.send) Send(desk, need, ask);
  next_look_[need] = NotQuiet(AfterWaking(now, plan.look_again_min));
  desk.LookAt(need, next_look_[need]);
}

}  // namespace omzien::lab
