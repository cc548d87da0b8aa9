#include "server/core/invitation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/status_macros.h"
#include "matcher/wave.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/habits.h"
#include "server/core/machines.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/repeated.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Notice;
using store::v1::InvitationRecord;
using store::v1::TimerRecord;
using store::v1::VolunteerRecord;

std::string OpenKey(const Invitation& invitation) {
  return LinkKey({"io", IdOf(invitation.need()), invitation.job_id(),
                  IdOf(invitation.name())});
}

std::string VolunteerOpenKey(const Invitation& invitation) {
  return LinkKey(
      {"ivo", IdOf(invitation.volunteer()), IdOf(invitation.name())});
}

absl::StatusOr<std::string> NewCode(Transaction& transaction) {
  for (int tries = 0; tries < 100; ++tries) {
    std::string code = transaction.state().ports.ids.NewCode();
    OMZIEN_ASSIGN_OR_RETURN(const auto taken,
                            transaction.Read(Keyspace::kLinks, CodeKey(code)));
    if (!taken.has_value()) return code;
  }
  return absl::InternalError("no free code after 100 tries");
}

// The link keys never change, so they hang on the time of creation: the time
// of the first sending would do no better.
void LinkInvitation(Transaction& transaction, const Invitation& invitation) {
  const std::string id = IdOf(invitation.name());
  const std::string when = DescendingKey(transaction.now());
  transaction.Link(LinkKey({"i", IdOf(invitation.need()), when, id}));
  transaction.Link(LinkKey({"iv", IdOf(invitation.volunteer()), when, id}));
  transaction.Link(LinkKey({"im", IdOf(invitation.municipality()), when, id}));
  transaction.Link(CodeKey(invitation.code()), invitation.name());
  transaction.Link(OpenKey(invitation));
  transaction.Link(VolunteerOpenKey(invitation));
}

std::string AddTimer(Transaction& transaction, TimerRecord::Kind kind,
                     const Invitation& invitation, absl::Time due) {
  TimerRecord timer;
  timer.set_kind(kind);
  timer.set_subject(invitation.name());
  return transaction.AddTimer(std::move(timer), due);
}

// With the volunteer: that she was asked, and what is expected of it.
absl::Status RememberAsked(Transaction& transaction, InvitationRecord& ask) {
  const std::string& volunteer = ask.invitation().volunteer();
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.Get<VolunteerRecord>(volunteer));
  if (ask.has_expected()) {
    OMZIEN_RETURN_IF_ERROR(Expect(transaction, ask, record));
  }
  const absl::Time oldest = transaction.now() - kAskedMemory;
  EraseIf(*record.mutable_asked_times(),
          [oldest](const auto& time) { return FromProto(time) < oldest; });
  *record.add_asked_times() = ToProto(transaction.now());
  return transaction.Put(volunteer, record, IdOf(volunteer));
}

// What closing an ask says of its volunteer; "not now" is no yes either.
matcher::Answer AnswerOf(Invitation::State state) {
  switch (state) {
    case Invitation::STATE_ACCEPTED:
      return matcher::Answer::kYes;
    case Invitation::STATE_DECLINED:
    case Invitation::STATE_SNOOZED:
      return matcher::Answer::kNo;
    default:
      return matcher::Answer::kNone;
  }
}

}  // namespace

absl::Status PutInvitation(Transaction& transaction, InvitationRecord& record) {
  const Invitation& invitation = record.invitation();
  transaction.Concerns(PersonOfVolunteer(invitation.volunteer()));
  OMZIEN_RETURN_IF_ERROR(
      transaction.Put(invitation.name(), record, IdOf(invitation.volunteer())));
  return transaction.RefreshVolunteer(invitation.volunteer());
}

void ForgetInvitation(Transaction& transaction, const InvitationRecord& record,
                      absl::string_view when) {
  const Invitation& invitation = record.invitation();
  const std::string id = IdOf(invitation.name());
  transaction.Unlink(LinkKey({"i", IdOf(invitation.need()), when, id}));
  transaction.Unlink(LinkKey({"iv", IdOf(invitation.volunteer()), when, id}));
  transaction.Unlink(
      LinkKey({"im", IdOf(invitation.municipality()), when, id}));
  transaction.Unlink(CodeKey(invitation.code()));
  transaction.Unlink(OpenKey(invitation));
  transaction.Unlink(VolunteerOpenKey(invitation));
  transaction.CancelTimer(record.timer());
  transaction.EraseRecord(invitation.name());
}

absl::Status CreateInvitation(Transaction& transaction, const AskOf& of,
                              const NewAsk& ask) {
  const matcher::PlannedAsk& plan = ask.plan;
  InvitationRecord record;
  Invitation& invitation = *record.mutable_invitation();
  invitation.set_name(
      NameOf("invitations", transaction.state().ports.ids.NewId()));
  invitation.set_need(of.need.need().name());
  invitation.set_job_id(of.need.need().jobs(of.job).id());
  invitation.set_volunteer(NameOf("volunteers", plan.verdict.volunteer.value));
  invitation.set_municipality(of.need.need().municipality());
  invitation.set_wave(of.wave);
  for (const absl::Time start : plan.verdict.start_times) {
    *invitation.add_start_times() = ToProto(start);
  }
  *invitation.mutable_reasons() =
      ToProto(plan.verdict, transaction.catalogue());
  if (ask.note.has_value()) {
    *invitation.mutable_reasons()->mutable_ask_reason() = ask.note->reason;
    *record.mutable_expected() = ask.note->expected;
    record.mutable_ask_term_micros()->Add(ask.note->term_micros.begin(),
                                          ask.note->term_micros.end());
    record.set_seed(ask.note->seed);
    record.set_policy_version(transaction.catalogue()
                                  .FindMunicipality(invitation.municipality())
                                  ->policy_version);
  }
  OMZIEN_ASSIGN_OR_RETURN(*invitation.mutable_code(), NewCode(transaction));
  *invitation.mutable_send_time() = ToProto(plan.send_at);
  *invitation.mutable_lapse_time() = ToProto(plan.lapse_at);
  Move(invitation, Invitation::STATE_PLANNED);
  LinkInvitation(transaction, invitation);
  if (plan.send_at <= transaction.now()) {
    return SendInvitation(transaction, record);
  }
  record.set_timer(AddTimer(transaction, TimerRecord::KIND_SEND_INVITATION,
                            invitation, plan.send_at));
  return PutInvitation(transaction, record);
}

absl::Status SendInvitation(Transaction& transaction,
                            InvitationRecord& record) {
  Invitation& invitation = *record.mutable_invitation();
  Move(invitation, Invitation::STATE_SENT);
  *invitation.mutable_send_time() = ToProto(transaction.now());
  transaction.Link(VolunteerOpenKey(invitation));
  transaction.CancelTimer(record.timer());
  record.set_timer(AddTimer(transaction, TimerRecord::KIND_LAPSE_INVITATION,
                            invitation, FromProto(invitation.lapse_time())));
  OMZIEN_RETURN_IF_ERROR(RememberAsked(transaction, record));
  OMZIEN_RETURN_IF_ERROR(TellInvited(transaction, invitation));
  return PutInvitation(transaction, record);
}

void LapseAt(Transaction& transaction, InvitationRecord& record,
             absl::Time time) {
  Invitation& invitation = *record.mutable_invitation();
  *invitation.mutable_lapse_time() = ToProto(time);
  if (invitation.state() != Invitation::STATE_SENT) return;
  transaction.CancelTimer(record.timer());
  record.set_timer(AddTimer(transaction, TimerRecord::KIND_LAPSE_INVITATION,
                            invitation, time));
}

absl::Status TellInvited(Transaction& transaction,
                         const Invitation& invitation) {
  return Tell(transaction, PersonOfVolunteer(invitation.volunteer()),
              Notice::KIND_INVITED, SubjectOf(invitation));
}

absl::Status CloseInvitation(Transaction& transaction, InvitationRecord& record,
                             Invitation::State state) {
  Invitation& invitation = *record.mutable_invitation();
  OMZIEN_ASSIGN_OR_RETURN(const bool uncalled,
                          DropCalls(transaction, invitation.name()));
  const matcher::Answer answer = AnswerOf(state);
  // Silence says nothing of who was never reached.
  if (answer != matcher::Answer::kNone || !uncalled) {
    OMZIEN_RETURN_IF_ERROR(Learn(transaction, record, answer));
  }
  Move(invitation, state);
  *invitation.mutable_close_time() = ToProto(transaction.now());
  transaction.CancelTimer(record.timer());
  record.clear_timer();
  if (!IsOpen(state)) transaction.Unlink(OpenKey(invitation));
  transaction.Unlink(VolunteerOpenKey(invitation));
  return PutInvitation(transaction, record);
}

absl::Status WithdrawInvitation(Transaction& transaction,
                                InvitationRecord& record,
                                Invitation::WithdrawReason reason) {
  Invitation& invitation = *record.mutable_invitation();
  bool reached = invitation.state() != Invitation::STATE_PLANNED;
  OMZIEN_ASSIGN_OR_RETURN(const bool uncalled,
                          DropCalls(transaction, invitation.name()));
  reached = reached && !uncalled;
  invitation.set_withdraw_reason(reason);
  if (!reached) record.clear_expected();
  OMZIEN_RETURN_IF_ERROR(
      CloseInvitation(transaction, record, Invitation::STATE_WITHDRAWN));
  if (!reached) return absl::OkStatus();
  return Tell(transaction, PersonOfVolunteer(invitation.volunteer()),
              Notice::KIND_INVITATION_WITHDRAWN, SubjectOf(invitation));
}

void LapseBefore(Transaction& transaction, InvitationRecord& record,
                 absl::Time last) {
  LapseAt(transaction, record,
          std::min(FromProto(record.invitation().lapse_time()),
                   transaction.now() + (last - transaction.now()) / 2));
}

}  // namespace omzien::core
