#include "server/core/one_by_one.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/ask_reason.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/waking.h"
#include "matcher/eligibility.h"
#include "matcher/policy.h"
#include "matcher/quiet_hours.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/ask_situation.h"
#include "server/core/asks.h"
#include "server/core/catalogue.h"
#include "server/core/decision.h"
#include "server/core/invitation.h"
#include "server/core/matcher_values.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskReason;
using store::v1::NeedRecord;

// A choice adds the number of each ask to its seed.
constexpr std::uint64_t kSeedStep = 256;

// A look was planned before it was known what it would find.
AskReason::WhyNow Sharpen(AskReason::WhyNow why_now, const Work& work,
                          const matcher::AskSituation& situation) {
  if (why_now != AskReason::WHY_NOW_FREE_AGAIN || situation.open.empty()) {
    return why_now;
  }
  const std::int64_t round_min =
      work.customs.delays().WithinMin(work.policy.round_share);
  return situation.waking_left_min < 2 * round_min
             ? AskReason::WHY_NOW_TIME_SHORT
             : AskReason::WHY_NOW_NO_ANSWER;
}

AskNote NoteOf(const Work& work, const Field& field,
               const matcher::AskPlan& plan, const matcher::AskToSend& ask) {
  AskNote note;
  note.expected.set_skill(work.need.need().jobs(work.job).skills(0));
  note.expected.set_band(
      static_cast<std::int32_t>(field.candidates[ask.candidate].band));
  note.expected.set_part(static_cast<std::int32_t>(work.part));
  note.term_micros = {ask.terms.begin(), ask.terms.end()};
  note.seed = plan.choice.seed;
  note.reason.set_why(static_cast<AskReason::Why>(
      matcher::WhyAsked(plan.choice, plan.send, ask)));
  return note;
}

matcher::AskPlan Plan(Transaction& transaction, const Work& work,
                      const matcher::AskSituation& situation,
                      const matcher::AskingPolicy& policy) {
  const auto number = static_cast<std::uint64_t>(
      transaction.state().lane.sequence() + 1 + work.job);
  return matcher::PlanAsks(situation, work.customs, policy, number * kSeedStep);
}

// Nobody is spared from a job that would be given up.
matcher::AskingPolicy WithoutSparing(matcher::AskingPolicy policy) {
  policy.scarcity_share = 0;
  return policy;
}

// The asks of the plan, less those whom the rules keep from any start now.
std::vector<NewAsk> Draw(Transaction& transaction, const Work& work,
                         const Field& field, const matcher::AskPlan& plan,
                         AskReason::WhyNow why_now) {
  std::vector<NewAsk> asks;
  const matcher::Policy& policy = work.municipality.ask_policy;
  for (const matcher::AskToSend& ask : plan.send) {
    const auto volunteer =
        transaction.state().index->Find(field.ids[ask.candidate]);
    if (!volunteer.has_value()) continue;
    matcher::Verdict verdict =
        matcher::Judge(work.wanted, *volunteer, policy, transaction.now());
    verdict.rank = static_cast<int>(asks.size()) + 1;
    auto planned =
        matcher::PlanAsk(std::move(verdict), policy, transaction.now());
    if (!planned.has_value()) continue;
    asks.push_back({*std::move(planned), NoteOf(work, field, plan, ask)});
    asks.back().note->reason.set_why_now(why_now);
  }
  return asks;
}

// When to look again, after a plan.
absl::Time LookAfter(const Transaction& transaction, const Work& work,
                     const matcher::AskPlan& plan) {
  return OutOfQuietHours(
      work.municipality,
      matcher::AfterWakingMin(transaction.now(), plan.look_again_min,
                              work.municipality.zone));
}

// Somebody may be asked later, and there is time for it.
bool AnyLater(Transaction& transaction, const Work& work, const Field& field) {
  return std::ranges::any_of(
             field.candidates,
             [](const auto& one) { return one.standing.is_quiet; }) ||
         transaction.state().index->AnyInLater(
             work.wanted, work.municipality.ask_policy, transaction.now());
}

// Writes the decision, with its asks, and sends them.
absl::Status Send(Transaction& transaction, NeedRecord& need, int job,
                  Decision& decision, const std::vector<NewAsk>& asks) {
  for (const NewAsk& ask : asks) decision.plan.asks.push_back(ask.plan);
  need.mutable_jobs(job)->set_waves(need.jobs(job).waves() + 1);
  NoteCoverage(need, job, decision.coverage);
  OMZIEN_RETURN_IF_ERROR(RecordDecision(transaction, need, job, decision));
  return SendAsks(transaction, need, job, asks);
}

}  // namespace

absl::Time OutOfQuietHours(const MunicipalityEntry& municipality,
                           absl::Time time) {
  const auto& policy = municipality.config.ask_policy();
  matcher::Limits limits;
  limits.quiet_start_min = MinutesOf(policy.quiet_start());
  limits.quiet_end_min = MinutesOf(policy.quiet_end());
  if (limits.quiet_start_min < 0 || limits.quiet_end_min < 0) return time;
  return matcher::EarliestAsk(limits,
                              matcher::LocalMoment(time, municipality.zone));
}

absl::StatusOr<bool> AskOneByOne(Transaction& transaction, NeedRecord& need,
                                 int job, AskReason::WhyNow why_now) {
  const absl::Duration begun = transaction.state().ports.clock.SteadyNow();
  const absl::Time now = transaction.now();
  OMZIEN_ASSIGN_OR_RETURN(const Work work, MakeWork(transaction, need, job));
  OMZIEN_ASSIGN_OR_RETURN(const auto open, OpenAsks(transaction, need, job));
  Decision decision =
      Survey(transaction, work.wanted, work.municipality.ask_policy);
  OMZIEN_ASSIGN_OR_RETURN(const Field field,
                          Gather(transaction, work, decision.best));
  OMZIEN_ASSIGN_OR_RETURN(const auto waiting, Waiting(transaction, work, open));
  const auto& resource = need.need().jobs(job);
  const matcher::AskSituation situation{
      .kind = work.kind,
      .part = work.part,
      .lead_min = absl::ToInt64Minutes(LastStart(work.wanted) - now),
      .waking_left_min =
          matcher::WakingMinBetween(now, work.deadline, work.municipality.zone),
      .helpers_needed = resource.helpers_needed() - resource.helpers_found(),
      .open = waiting,
      .candidates = field.candidates};
  matcher::AskPlan plan = Plan(transaction, work, situation, work.policy);
  why_now = Sharpen(why_now, work, situation);
  std::vector<NewAsk> asks = Draw(transaction, work, field, plan, why_now);
  const auto is_over = [&] {
    return asks.empty() && open.empty() &&
           (LookAfter(transaction, work, plan) >= work.deadline ||
            !AnyLater(transaction, work, field));
  };
  if (plan.choice.spared_worth > 0 && is_over()) {
    plan = Plan(transaction, work, situation, WithoutSparing(work.policy));
    asks = Draw(transaction, work, field, plan, why_now);
  }
  decision.choice = plan.choice;
  decision.places = field.ids;
  decision.prices_time = work.prices.scarcity_time;
  TellMatch(transaction.state(), decision, begun);
  if (is_over()) {
    NoteCoverage(need, job, decision.coverage);
    OMZIEN_RETURN_IF_ERROR(GiveUp(transaction, need, job));
    return true;
  }
  if (!asks.empty()) {
    OMZIEN_RETURN_IF_ERROR(Send(transaction, need, job, decision, asks));
  }
  const absl::Time look = LookAfter(transaction, work, plan);
  PlanLook(transaction, need, job,
           look < work.deadline ? look : absl::InfiniteFuture());
  return !asks.empty();
}

}  // namespace omzien::core
