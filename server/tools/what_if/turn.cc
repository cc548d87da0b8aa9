#include "server/tools/what_if/turn.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/waking.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/policy.h"
#include "matcher/quiet_hours.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "server/core/ask_situation.h"
#include "server/core/asks.h"
#include "server/core/one_by_one.h"

namespace omzien::what_if {
namespace {

constexpr int kBestMax = 50;
constexpr absl::Duration kWeek = absl::Hours(24 * 7);
constexpr absl::Duration kLately = absl::Hours(24 * 90);
// A choice adds the number of each ask to its seed.
constexpr std::uint64_t kSeedStep = 256;

int AsksSince(const matcher::Volunteer& volunteer, absl::Time time) {
  const auto& asked = volunteer.asked_times;
  return static_cast<int>(asked.end() - std::ranges::upper_bound(asked, time));
}

std::vector<matcher::Candidate> BestOf(const Situation& situation) {
  return situation.crowd.index().Candidates(situation.job,
                                            situation.municipality.ask_policy,
                                            situation.now, kBestMax);
}

matcher::Verdict JudgeNow(const Situation& situation,
                          const matcher::VolunteerId& id) {
  const Crowd& crowd = situation.crowd;
  return matcher::Judge(situation.job, crowd.At(crowd.NumberOf(id)),
                        situation.municipality.ask_policy, situation.now);
}

bool AnyInLater(const Situation& situation) {
  return situation.crowd.index().AnyInLater(
      situation.job, situation.municipality.ask_policy, situation.now);
}

matcher::AskCandidate CandidateOf(const Situation& situation,
                                  const matcher::Candidate& one) {
  const Crowd& crowd = situation.crowd;
  const std::size_t number = crowd.NumberOf(one.volunteer);
  const matcher::Volunteer& volunteer = crowd.At(number);
  const absl::Time now = situation.now;
  const absl::Time last = crowd.LastAsk(number, now);
  matcher::AskCandidate candidate;
  candidate.habit = &crowd.HabitOf(number);
  candidate.standing = {
      .asks_in_week = AsksSince(volunteer, now - kWeek),
      .asks_per_week_max = volunteer.limits.asks_per_week_max,
      .open_asks = volunteer.open_asks,
      .open_asks_max = volunteer.limits.open_asks_max,
      .is_resting = false,  // The index has seen to that.
      .is_quiet =
          matcher::EarliestAsk(
              volunteer.limits,
              matcher::LocalMoment(now, situation.job.time_zone)) > now};
  candidate.band = matcher::BandOf((one.distance_mm + 999) / 1'000);
  candidate.since_ask_min =
      last == absl::InfinitePast() ? -1 : absl::ToInt64Minutes(now - last);
  candidate.member_min = absl::ToInt64Minutes(now - crowd.SignedUp(number));
  candidate.asks_lately = AsksSince(volunteer, now - kLately);
  if (candidate.asks_lately == 0) {
    candidate.newcomer_fits =
        situation.newcomers.Left(number, now).value_or(candidate.newcomer_fits);
  }
  candidate.scarcity =
      situation.prices.scarcity.OfAsk(volunteer.skills, situation.kind);
  candidate.helped_well =
      std::ranges::count(volunteer.helped_well, situation.job.resident) > 0;
  return candidate;
}

Turn TakeOneByOneTurn(const Situation& situation,
                      const matcher::AskingPolicy& policy) {
  const core::MunicipalityEntry& municipality = situation.municipality;
  const absl::Time now = situation.now;
  const absl::Time last_start = core::LastStart(situation.job);
  const absl::Time deadline = last_start - municipality.ask_policy.lead_min;
  std::vector<matcher::Candidate> best = BestOf(situation);
  std::ranges::sort(best, {}, &matcher::Candidate::volunteer);
  std::vector<matcher::AskCandidate> candidates;
  candidates.reserve(best.size());
  for (const matcher::Candidate& one : best) {
    candidates.push_back(CandidateOf(situation, one));
  }
  const matcher::AskSituation asking{
      .kind = situation.kind,
      .part = core::PartOf(situation.job),
      .lead_min = absl::ToInt64Minutes(last_start - now),
      .waking_left_min =
          matcher::WakingMinBetween(now, deadline, municipality.zone),
      .helpers_needed = situation.helpers_missing,
      .open = situation.open,
      .candidates = candidates};
  const matcher::AskPlan plan = matcher::PlanAsks(
      asking, situation.customs, policy, situation.seed * kSeedStep);
  Turn turn;
  for (const matcher::AskToSend& ask : plan.send) {
    auto planned =
        matcher::PlanAsk(JudgeNow(situation, best[ask.candidate].volunteer),
                         municipality.ask_policy, now);
    if (planned.has_value()) turn.asks.push_back(*std::move(planned));
  }
  turn.spares = plan.choice.spared_worth > 0;
  const absl::Time look = core::OutOfQuietHours(
      municipality,
      matcher::AfterWakingMin(now, plan.look_again_min, municipality.zone));
  if (look < deadline) turn.look = look;
  if (turn.asks.empty() && !situation.any_open) {
    const bool any_later = std::ranges::any_of(candidates,
                                               [](const auto& one) {
                                                 return one.standing.is_quiet;
                                               }) ||
                           AnyInLater(situation);
    turn.gives_up = look >= deadline || !any_later;
  }
  return turn;
}

Turn TakeWavesTurn(const Situation& situation) {
  const matcher::Policy& policy = situation.municipality.ask_policy;
  const int wave = situation.waves + 1;
  matcher::WavePlan plan = matcher::PlanWave(
      BestOf(situation),
      [&](const matcher::VolunteerId& id) { return JudgeNow(situation, id); },
      {wave, situation.helpers_missing}, policy, situation.now);
  if (!plan.asks.empty()) return {std::move(plan.asks), plan.next_wave_at};
  const absl::Time again = situation.now + policy.wave_interval;
  if (again + policy.lead_min <= core::LastStart(situation.job) &&
      wave <= policy.waves_max && AnyInLater(situation)) {
    return {{}, again};
  }
  return {{}, absl::InfiniteFuture(), !situation.any_open};
}

}  // namespace

Turn TakeTurn(const Situation& situation) {
  const auto& one_by_one = situation.municipality.one_by_one;
  if (!one_by_one.has_value()) return TakeWavesTurn(situation);
  matcher::AskingPolicy policy = situation.prices.In(*one_by_one);
  Turn turn = TakeOneByOneTurn(situation, policy);
  if (!turn.gives_up || !turn.spares) return turn;
  // Nobody is spared from a job that would be given up.
  policy.scarcity_share = 0;
  return TakeOneByOneTurn(situation, policy);
}

}  // namespace omzien::what_if
