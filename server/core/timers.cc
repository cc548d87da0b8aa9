#include "server/core/timers.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/status_macros.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/asking.h"
#include "server/core/asks.h"
#include "server/core/erased.h"
#include "server/core/erasing.h"
#include "server/core/idempotency.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/prices.h"
#include "server/core/renewal.h"
#include "server/core/retention.h"
#include "server/core/sending.h"
#include "server/core/session.h"
#include "server/core/signal.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/welcome.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::AskReason;
using omzien::v1::Invitation;
using omzien::v1::Notice;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

absl::Status RunSend(Transaction& transaction, const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<InvitationRecord>(name));
  const Invitation::State state = record.invitation().state();
  if (state != Invitation::STATE_PLANNED &&
      state != Invitation::STATE_SNOOZED) {
    return absl::OkStatus();
  }
  return SendWaitingAsk(transaction, record);
}

absl::Status RunLapse(Transaction& transaction, const std::string& name) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<InvitationRecord>(name));
  if (record.invitation().state() != Invitation::STATE_SENT) {
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_LAPSED));
  const Invitation& invitation = record.invitation();
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(invitation.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, invitation.job_id()));
  auto& attempts = *need.mutable_need()->mutable_jobs(job)->mutable_attempts();
  attempts.set_lapsed(attempts.lapsed() + 1);
  OMZIEN_RETURN_IF_ERROR(
      AfterNo(transaction, need, job, AskReason::WHY_NOW_NO_ANSWER));
  return PutNeed(transaction, need);
}

absl::Status RunNextWave(Transaction& transaction, const TimerRecord& timer) {
  OMZIEN_ASSIGN_OR_RETURN(auto need,
                          transaction.Get<NeedRecord>(timer.subject()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, timer.job_id()));
  return LookAgain(transaction, need, job);
}

absl::Status RunTelling(Transaction& transaction, const TimerRecord& timer) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<AppointmentRecord>(timer.subject()));
  const Appointment& appointment = record.appointment();
  if (appointment.state() != Appointment::STATE_AGREED) return absl::OkStatus();
  const std::string volunteer = PersonOfVolunteer(appointment.volunteer());
  const Subject subject = SubjectOf(appointment);
  if (timer.kind() == TimerRecord::KIND_HOW_DID_IT_GO) {
    return Tell(transaction, volunteer, Notice::KIND_HOW_DID_IT_GO, subject);
  }
  // After an outage the visit may be past: then nobody is reminded.
  if (FromProto(appointment.start_time()) <= transaction.now()) {
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(Tell(transaction, appointment.resident(),
                              Notice::KIND_REMINDER, subject));
  return Tell(transaction, volunteer, Notice::KIND_REMINDER, subject);
}

// So much later, yet not after `last`; never earlier than it was.
absl::Time Lengthened(const TimerRecord& timer, absl::Duration outage,
                      absl::Time last) {
  const absl::Time due = FromProto(timer.due_time());
  return std::max(due, std::min(due + outage, last));
}

// Moves one timer later, while there is time left to tell how it ended before
// the job would begin; an ask's own lapse time goes along.
absl::Status Lengthen(Transaction& transaction, const DueTimer& due,
                      absl::Duration outage) {
  const TimerRecord& timer = due.timer;
  if (timer.kind() == TimerRecord::KIND_NEXT_WAVE) {
    OMZIEN_ASSIGN_OR_RETURN(auto need,
                            transaction.Get<NeedRecord>(timer.subject()));
    OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, timer.job_id()));
    OMZIEN_ASSIGN_OR_RETURN(const matcher::Job wanted,
                            MatcherJob(transaction, need, job));
    transaction.CancelTimer(due.key);
    need.mutable_jobs(job)->set_next_wave_timer(transaction.AddTimer(
        timer,
        Lengthened(timer, outage, LastStart(wanted) - matcher::kTellMin)));
    return PutNeed(transaction, need);
  }
  if (timer.kind() != TimerRecord::KIND_LAPSE_INVITATION) {
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.Get<InvitationRecord>(timer.subject()));
  const auto& starts = record.invitation().start_times();
  const absl::Time last = FromProto(starts[starts.size() - 1]);
  LapseAt(transaction, record,
          Lengthened(timer, outage, last - matcher::kTellMin));
  return PutInvitation(transaction, record);
}

absl::Status RunKind(Transaction& transaction, const TimerRecord& timer) {
  switch (timer.kind()) {
    case TimerRecord::KIND_SEND_INVITATION:
      return RunSend(transaction, timer.subject());
    case TimerRecord::KIND_LAPSE_INVITATION:
      return RunLapse(transaction, timer.subject());
    case TimerRecord::KIND_NEXT_WAVE:
      return RunNextWave(transaction, timer);
    case TimerRecord::KIND_REMINDER:
    case TimerRecord::KIND_HOW_DID_IT_GO:
      return RunTelling(transaction, timer);
    case TimerRecord::KIND_FORGET_REQUESTS: {
      OMZIEN_ASSIGN_OR_RETURN(const bool more, TendSessions(transaction));
      return ForgetRequests(transaction, more);
    }
    case TimerRecord::KIND_FINISH_ERASING:
      return FinishErasing(transaction, timer.subject());
    case TimerRecord::KIND_RETAIN:
      return Retain(transaction);
    case TimerRecord::KIND_RENEW_CHECK:
      return RemindOfChecks(transaction);
    case TimerRecord::KIND_SIGNAL_WAITS:
      return RemindOfSignal(transaction, timer.subject());
    case TimerRecord::KIND_WELCOME:
      return Welcome(transaction, timer.subject());
    case TimerRecord::KIND_RECKON_PRICES:
      return BeginNight(transaction, timer.subject());
    default:
      return absl::InternalError("a timer of a kind that is not known");
  }
}

}  // namespace

std::string TimerMethod(TimerRecord::Kind kind) {
  switch (kind) {
    case TimerRecord::KIND_SEND_INVITATION:
      return "SendInvitation";
    case TimerRecord::KIND_LAPSE_INVITATION:
      return "LapseInvitation";
    case TimerRecord::KIND_NEXT_WAVE:
      return "AskNextWave";
    case TimerRecord::KIND_REMINDER:
      return "Remind";
    case TimerRecord::KIND_HOW_DID_IT_GO:
      return "AskHowItWent";
    case TimerRecord::KIND_FORGET_REQUESTS:
      return "ForgetRequests";
    case TimerRecord::KIND_FINISH_ERASING:
      return "FinishErasing";
    case TimerRecord::KIND_RETAIN:
      return "Retain";
    case TimerRecord::KIND_RENEW_CHECK:
      return "RemindOfChecks";
    case TimerRecord::KIND_SIGNAL_WAITS:
      return "RemindOfSignal";
    case TimerRecord::KIND_WELCOME:
      return "WelcomeVolunteer";
    case TimerRecord::KIND_RECKON_PRICES:
      return "ReckonPrices";
    default:
      return "Unknown";
  }
}

absl::Status RunTimer(Transaction& transaction, absl::string_view key,
                      const TimerRecord& timer) {
  transaction.CancelTimer(key);
  absl::Status status = RunKind(transaction, timer);
  // What is done regularly is about everybody.
  const bool regular = timer.subject().empty();
  if (!IsErased(status) || regular ||
      timer.kind() == TimerRecord::KIND_FINISH_ERASING) {
    return status;
  }
  // There is nobody whom it could be about.
  transaction.Abandon();
  transaction.CancelTimer(key);
  return absl::OkStatus();
}

absl::StatusOr<DueTimers> FindDueTimers(const Reader& store, absl::Time now,
                                        int max) {
  DueTimers found;
  absl::Status damaged;
  OMZIEN_RETURN_IF_ERROR(store.Scan(
      Keyspace::kTimers, {}, /*reverse=*/false,
      [&](absl::string_view key, absl::string_view value) {
        DueTimer due;
        due.key = std::string(key);
        if (!due.timer.ParseFromArray(value.data(),
                                      static_cast<int>(value.size()))) {
          damaged = absl::DataLossError("a stored timer cannot be read");
          return false;
        }
        const absl::Time time = FromProto(due.timer.due_time());
        if (time > now || static_cast<int>(found.due.size()) == max) {
          found.next = time;
          return false;
        }
        found.due.push_back(std::move(due));
        return true;
      }));
  OMZIEN_RETURN_IF_ERROR(damaged);
  return found;
}

absl::Status LengthenWaiting(Transaction& transaction, absl::Duration outage,
                             std::span<const DueTimer> waiting) {
  for (const DueTimer& due : waiting) {
    const absl::Status status = Lengthen(transaction, due, outage);
    // What it is about is gone; the timer will say so when it is due.
    if (!status.ok() && !absl::IsNotFound(status)) return status;
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
