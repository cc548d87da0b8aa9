#include "server/core/invitation.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/error.h"
#include "server/core/machines.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/telling.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Notice;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TimerRecord;
using store::v1::VolunteerRecord;

// How long back asks count, for the ranking's fair share.
constexpr absl::Duration kAskedMemory = absl::Hours(24 * 90);
// What the volunteer reads of why she is asked is rounded up to these.
constexpr std::int32_t kDistanceStepM = 100;
constexpr std::int64_t kTermStepMicros = 100'000;

std::string OpenKey(const Invitation& invitation) {
  return LinkKey({"io", IdOf(invitation.need()), invitation.job_id(),
                  IdOf(invitation.name())});
}

std::string VolunteerOpenKey(const Invitation& invitation) {
  return LinkKey(
      {"ivo", IdOf(invitation.volunteer()), IdOf(invitation.name())});
}

// Codes are said on the phone: case and the dash do not count.
std::string CodeKey(absl::string_view code) {
  return LinkKey({"code", absl::StrReplaceAll(absl::AsciiStrToUpper(code),
                                              {{"-", ""}, {" ", ""}})});
}

absl::StatusOr<std::string> NewCode(Transaction& transaction) {
  for (int tries = 0; tries < 100; ++tries) {
    const std::string code = transaction.state().ports.ids.NewCode();
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

absl::Status RememberAsked(Transaction& transaction,
                           absl::string_view volunteer) {
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          transaction.Get<VolunteerRecord>(volunteer));
  auto& times = *record.mutable_asked_times();
  const absl::Time oldest = transaction.now() - kAskedMemory;
  times.erase(std::remove_if(times.begin(), times.end(),
                             [oldest](const auto& time) {
                               return FromProto(time) < oldest;
                             }),
              times.end());
  *times.Add() = ToProto(transaction.now());
  return transaction.Put(volunteer, record, IdOf(volunteer));
}

// To the volunteer the way is told no finer than a notice tells it: before a
// yes nobody finds the house from it.
void Coarsen(omzien::v1::Verdict& reasons) {
  const auto up = [](auto value, auto step) {
    return (value + step - 1) / step * step;
  };
  reasons.set_distance_m(up(reasons.distance_m(), kDistanceStepM));
  reasons.clear_score_micros();
  for (auto& term : *reasons.mutable_terms()) {
    term.set_micros(up(term.micros(), kTermStepMicros));
  }
}

absl::StatusOr<InvitationRecord> FindInvitation(Transaction& transaction,
                                                absl::string_view name) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto by_code,
      transaction.Read(Keyspace::kLinks, CodeKey(IdOf(name))));
  if (by_code.has_value()) return transaction.Get<InvitationRecord>(*by_code);
  return transaction.Get<InvitationRecord>(name);
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
                              const matcher::PlannedAsk& plan) {
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
  OMZIEN_RETURN_IF_ERROR(RememberAsked(transaction, invitation.volunteer()));
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
  Move(invitation, state);
  *invitation.mutable_close_time() = ToProto(transaction.now());
  transaction.CancelTimer(record.timer());
  record.clear_timer();
  if (!IsOpen(state)) transaction.Unlink(OpenKey(invitation));
  transaction.Unlink(VolunteerOpenKey(invitation));
  OMZIEN_RETURN_IF_ERROR(DropCalls(transaction, invitation.name()).status());
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

absl::StatusOr<Invitation> Shown(Transaction& transaction,
                                 const InvitationRecord& record) {
  Invitation shown = record.invitation();
  OMZIEN_ASSIGN_OR_RETURN(const auto need,
                          transaction.Get<NeedRecord>(shown.need()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(need, shown.job_id()));
  shown.set_description(need.need().jobs(job).description());
  shown.set_village(need.need().jobs(job).place().address().village());
  if (!IsStaff(transaction.caller())) Coarsen(*shown.mutable_reasons());
  return shown;
}

absl::StatusOr<InvitationRecord> SeeInvitation(Transaction& transaction,
                                               const std::string& name) {
  const absl::StatusOr<InvitationRecord> record =
      FindInvitation(transaction, name);
  if (!record.ok()) return NoSuch(name);
  const std::string person =
      PersonOfVolunteer(record->invitation().volunteer());
  if (!MaySee(transaction, person).ok()) return NoSuch(name);
  return record;
}

absl::Status RefuseClosed(const Invitation& invitation) {
  const bool filled =
      invitation.withdraw_reason() == Invitation::WITHDRAW_REASON_FILLED;
  return Refuse(
      filled ? Reason::kAlreadyFilled : Reason::kInvitationClosed,
      filled
          ? "others have said yes already: help is found. Thank you"
          : absl::StrCat("this ask is over: ",
                         Invitation::State_Name(invitation.state()).substr(6)),
      {{"state", Invitation::State_Name(invitation.state())},
       {"withdraw_reason",
        Invitation::WithdrawReason_Name(invitation.withdraw_reason())}});
}

}  // namespace omzien::core
