#include "server/core/ask_situation.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "matcher/job.h"
#include "matcher/quiet_hours.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/asking.h"
#include "server/core/asks.h"
#include "server/core/authority.h"
#include "server/core/catalogue.h"
#include "server/core/habits.h"
#include "server/core/names.h"
#include "server/core/newcomers.h"
#include "server/core/prices.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::VolunteerRecord;

constexpr absl::Duration kWeek = absl::Hours(24 * 7);
constexpr int kEveningHour = 18;

int AsksSince(const matcher::Volunteer& volunteer, absl::Time time) {
  return static_cast<int>(
      std::ranges::count_if(volunteer.asked_times,
                            [time](absl::Time asked) { return asked > time; }));
}

absl::Status AddCandidate(Transaction& transaction, const Work& work,
                          const matcher::Candidate& one, Field& field) {
  const absl::Time now = transaction.now();
  const auto volunteer = transaction.state().index->Find(one.volunteer);
  if (!volunteer.has_value()) return NoSuch(one.volunteer.value);
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Look<VolunteerRecord>(
                              NameOf("volunteers", one.volunteer.value)));
  field.ids.push_back(one.volunteer);
  field.habits.push_back(
      std::make_unique<const matcher::Habit>(ToMatcher(record->habit())));
  const matcher::Limits& limits = volunteer->limits;
  const absl::Time ask_at = matcher::EarliestAsk(
      limits, matcher::LocalMoment(now, work.wanted.time_zone));
  const auto& asked = record->asked_times();
  const absl::Time last =
      asked.empty() ? absl::InfinitePast() : FromProto(*asked.rbegin());
  matcher::AskCandidate candidate;
  candidate.habit = field.habits.back().get();
  // The rest of her limits the index has seen to.
  candidate.standing = {.asks_in_week = AsksSince(*volunteer, now - kWeek),
                        .asks_per_week_max = limits.asks_per_week_max,
                        .open_asks = volunteer->open_asks,
                        .open_asks_max = limits.open_asks_max,
                        .is_resting = false,
                        .is_quiet = ask_at > now};
  candidate.band = matcher::BandOf((one.distance_mm + 999) / 1'000);
  candidate.since_ask_min =
      asked.empty() ? -1 : absl::ToInt64Minutes(now - last);
  candidate.member_min =
      absl::ToInt64Minutes(now - FromProto(record->volunteer().create_time()));
  candidate.newcomer_fits =
      ChancesLeft(*record, now).value_or(candidate.newcomer_fits);
  candidate.asks_lately = static_cast<int>(volunteer->asked_times.size());
  candidate.helped_well =
      std::ranges::find(volunteer->helped_well, work.wanted.resident) !=
      volunteer->helped_well.end();
  candidate.scarcity = work.prices.scarcity.OfAsk(volunteer->skills, work.kind);
  field.candidates.push_back(candidate);
  return absl::OkStatus();
}

}  // namespace

std::size_t PartOf(const matcher::Job& job) {
  const absl::Time start = job.fixed_start.value_or(
      job.windows.empty() ? absl::UnixEpoch() : job.windows.front().start);
  const absl::CivilHour hour = absl::ToCivilHour(start, job.time_zone);
  const absl::Weekday day = absl::GetWeekday(hour);
  if (day == absl::Weekday::saturday || day == absl::Weekday::sunday) return 2;
  return hour.hour() >= kEveningHour ? 1 : 0;
}

absl::StatusOr<Work> MakeWork(Transaction& transaction, const NeedRecord& need,
                              int job) {
  const std::string& municipality = need.need().municipality();
  OMZIEN_ASSIGN_OR_RETURN(matcher::Job wanted,
                          MatcherJob(transaction, need, job));
  OMZIEN_ASSIGN_OR_RETURN(const matcher::Customs customs,
                          CustomsOf(transaction, municipality));
  OMZIEN_ASSIGN_OR_RETURN(Prices prices, PricesOf(transaction, municipality));
  const MunicipalityEntry& entry =
      *transaction.catalogue().FindMunicipality(municipality);
  if (!entry.one_by_one.has_value()) {
    return absl::InternalError(
        absl::StrCat(municipality, " does not ask one by one"));
  }
  const absl::Time deadline = LastStart(wanted) - entry.ask_policy.lead_min;
  const std::size_t part = PartOf(wanted);
  const int kind = transaction.catalogue()
                       .PlaceOfSkill(need.need().jobs(job).skills(0))
                       .value_or(0);
  return Work{.need = need,
              .job = job,
              .municipality = entry,
              .policy = prices.In(*entry.one_by_one),
              .wanted = std::move(wanted),
              .deadline = deadline,
              .kind = static_cast<std::size_t>(kind),
              .part = part,
              .customs = customs,
              .prices = std::move(prices)};
}

absl::StatusOr<Field> Gather(Transaction& transaction, const Work& work,
                             std::vector<matcher::Candidate> best) {
  std::ranges::sort(best, {}, &matcher::Candidate::volunteer);
  Field field;
  for (const matcher::Candidate& one : best) {
    OMZIEN_RETURN_IF_ERROR(AddCandidate(transaction, work, one, field));
  }
  return field;
}

absl::StatusOr<std::vector<matcher::OpenAsk>> Waiting(
    Transaction& transaction, const Work& work,
    const std::vector<InvitationRecord>& open) {
  std::vector<matcher::OpenAsk> waiting;
  for (const InvitationRecord& ask : open) {
    if (ask.invitation().state() != Invitation::STATE_SENT) continue;
    const auto volunteer =
        transaction.Look<VolunteerRecord>(ask.invitation().volunteer());
    if (absl::IsNotFound(volunteer.status())) continue;  // Erased.
    OMZIEN_RETURN_IF_ERROR(volunteer.status());
    matcher::OpenAsk& one = waiting.emplace_back();
    one.sent = ToMatcher(ask.expected(), transaction.catalogue());
    if (!ask.has_expected()) {  // Sent while asks left in waves.
      one.sent.listens = matcher::kOne;
      one.sent.yes = work.customs.Yes({.kind = work.kind, .part = work.part});
    }
    one.shift_octaves8 = ToMatcher((*volunteer)->habit()).delay.ShiftOctaves8();
    one.waking_min =
        AnswerableMin(ask, transaction.now(), work.municipality.zone);
  }
  return waiting;
}

}  // namespace omzien::core
