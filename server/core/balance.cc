#include "server/core/balance.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/balance.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/habits.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/newcomers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskBalance;
using omzien::v1::Invitation;
using omzien::v1::LearnedHabit;
using store::v1::InvitationRecord;
using store::v1::VolunteerRecord;

constexpr absl::Duration kWeek = absl::Hours(24 * 7);
// Nobody is asked more often in a quarter of a year.
constexpr int kAsksMax = 1'000;

void CountAnswer(Invitation::State state, AskBalance& balance) {
  switch (state) {
    case Invitation::STATE_ACCEPTED:
      balance.set_accepted(balance.accepted() + 1);
      break;
    case Invitation::STATE_DECLINED:
    case Invitation::STATE_SNOOZED:
      balance.set_declined(balance.declined() + 1);
      break;
    case Invitation::STATE_LAPSED:
      balance.set_lapsed(balance.lapsed() + 1);
      break;
    default:  // Waits, or was taken back.
      break;
  }
}

absl::Status CountAnswers(Transaction& transaction,
                          const VolunteerRecord& volunteer,
                          AskBalance& balance) {
  const std::string prefix =
      LinkKey({"iv", IdOf(volunteer.volunteer().name()), ""});
  OMZIEN_ASSIGN_OR_RETURN(const auto ids, transaction.Linked(prefix));
  const absl::Time oldest = transaction.now() - kAskedMemory;
  for (const std::string& id : ids) {  // Newest first.
    OMZIEN_ASSIGN_OR_RETURN(
        const auto ask,
        transaction.GetRest<InvitationRecord>(NameOf("invitations", id)));
    const Invitation& invitation = ask.invitation();
    if (FromProto(invitation.send_time()) < oldest ||
        transaction.reads() > kAsksMax) {
      break;
    }
    CountAnswer(invitation.state(), balance);
  }
  return absl::OkStatus();
}

// When the next ask may come by the limits, as the index has them.
absl::Time RestsUntil(const matcher::Volunteer& volunteer, absl::Time now) {
  absl::Time until = volunteer.pause_until;
  if (volunteer.last_job_end.has_value()) {
    until = std::max(until,
                     *volunteer.last_job_end + volunteer.limits.rest_after_job);
  }
  const auto max =
      static_cast<std::size_t>(std::max(volunteer.limits.asks_per_week_max, 1));
  const auto& asked = volunteer.asked_times;
  if (asked.size() >= max) {
    until = std::max(until, asked[asked.size() - max] + kWeek);
  }
  return until > now ? until : absl::InfinitePast();
}

std::int32_t OfTen(matcher::Micros chance) {
  return static_cast<std::int32_t>((chance * 10 + matcher::kOne / 2) /
                                   matcher::kOne);
}

}  // namespace

absl::StatusOr<AskBalance> BalanceOf(Transaction& transaction,
                                     const VolunteerRecord& volunteer) {
  AskBalance balance;
  const absl::Time now = transaction.now();
  for (const auto& asked : volunteer.asked_times()) {
    const absl::Duration ago = now - FromProto(asked);
    if (ago < kWeek) balance.set_asks_last_week(balance.asks_last_week() + 1);
    if (ago < kAskedMemory) {
      balance.set_asks_last_quarter(balance.asks_last_quarter() + 1);
    }
  }
  OMZIEN_RETURN_IF_ERROR(CountAnswers(transaction, volunteer, balance));
  const std::optional<int> chances = ChancesLeft(volunteer, now);
  if (chances.has_value()) balance.set_chances_left(*chances);
  const auto indexed =
      transaction.state().index->Find({IdOf(volunteer.volunteer().name())});
  if (!indexed.has_value()) return balance;
  balance.set_asks_per_week_max(indexed->limits.asks_per_week_max);
  const absl::Time rests_until = RestsUntil(*indexed, now);
  if (rests_until != absl::InfinitePast() &&
      rests_until != absl::InfiniteFuture()) {
    *balance.mutable_rests_until() = ToProto(rests_until);
  }
  return balance;
}

bool HasLearned(const VolunteerRecord& volunteer) {
  return volunteer.habit().yes().expected() > 0;
}

absl::StatusOr<LearnedHabit> LearnedOf(Transaction& transaction,
                                       const VolunteerRecord& volunteer) {
  const auto& municipalities = volunteer.volunteer().municipalities();
  OMZIEN_ASSIGN_OR_RETURN(
      const matcher::Customs customs,
      CustomsOf(transaction,
                municipalities.empty() ? "" : municipalities.Get(0)));
  const matcher::Habit habit = ToMatcher(volunteer.habit());
  const auto yes_in = [&](std::size_t part) {
    return OfTen(matcher::Customs::YesOf(customs.YesIn(part), habit, part));
  };
  LearnedHabit learned;
  learned.set_answers(habit.delay.answers);
  learned.set_yes_of_ten_workdays(yes_in(0));
  learned.set_yes_of_ten_evenings(yes_in(1));
  learned.set_yes_of_ten_weekends(yes_in(2));
  learned.set_usual_answer_min(
      static_cast<std::int32_t>(customs.delays().WithinMin(
          matcher::kOne / 2, habit.delay.ShiftOctaves8())));
  learned.set_rest_days(static_cast<std::int32_t>(
      (habit.recovery_min + matcher::kDayMin / 2) / matcher::kDayMin));
  return learned;
}

}  // namespace omzien::core
