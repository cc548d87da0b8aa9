#include "server/core/notice.h"
#include "server/core/appointment.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/asking.h"
#include "server/core/contacts.h"
#include "server/core/erased.h"
#include "server/core/kept_people.h"
#include "server/core/names.h"
#include "server/core/renewal.h"
#include "server/core/short_notice.h"
#include "server/core/signal_notice.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/welcome.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Notice;
using omzien::v1::Person;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::OutboxRecord;
using store::v1::PersonRecord;

// Distances are told no finer than this.
constexpr int kDistanceStepM = 100;
// Reasons told with an ask.
constexpr std::size_t kReasonsMax = 2;

// Everything a message may be about, as it is now. What the message is not
// about stays empty.
struct Facts {
  NeedRecord need;
  Job job;
  InvitationRecord invitation;
  AppointmentRecord appointment;
  Person recipient;
};

absl::StatusOr<Facts> Gather(Transaction& transaction,
                             const OutboxRecord& message) {
  Facts facts;
  OMZIEN_ASSIGN_OR_RETURN(const auto recipient,
                          transaction.Get<PersonRecord>(message.recipient()));
  facts.recipient = recipient.person();
  OMZIEN_ASSIGN_OR_RETURN(facts.need,
                          transaction.Get<NeedRecord>(message.need()));
  int job = 0;
  if (!message.job_id().empty()) {
    OMZIEN_ASSIGN_OR_RETURN(job, JobIndex(facts.need, message.job_id()));
  }
  facts.job = facts.need.need().jobs(job);
  if (!message.invitation().empty()) {
    OMZIEN_ASSIGN_OR_RETURN(facts.invitation, transaction.Get<InvitationRecord>(
                                                  message.invitation()));
  }
  if (!message.appointment().empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        facts.appointment,
        transaction.Get<AppointmentRecord>(message.appointment()));
  }
  return facts;
}

bool StillTrue(const Facts& facts, const OutboxRecord& message,
               absl::Time now) {
  const Appointment& appointment = facts.appointment.appointment();
  const bool agreed = appointment.state() == Appointment::STATE_AGREED;
  switch (message.kind()) {
    case Notice::KIND_NEED_RECEIVED:
      return std::ranges::any_of(facts.need.need().jobs(), [](const Job& job) {
        return job.state() != Job::STATE_CANCELLED;
      });
    case Notice::KIND_INVITED:
      return facts.invitation.invitation().state() == Invitation::STATE_SENT;
    case Notice::KIND_INVITATION_WITHDRAWN:
      return facts.invitation.invitation().state() ==
             Invitation::STATE_WITHDRAWN;
    case Notice::KIND_HOW_DID_IT_GO:
      return agreed;
    case Notice::KIND_APPOINTMENT_MADE:
    case Notice::KIND_APPOINTMENT_CONFIRMED:
    case Notice::KIND_TIME_ANSWERED:
    case Notice::KIND_REMINDER:
      return agreed && FromProto(appointment.start_time()) > now;
    case Notice::KIND_TIME_PROPOSED:
      return agreed && appointment.has_proposed_start_time();
    case Notice::KIND_GIVEN_BACK:
    case Notice::KIND_APPOINTMENT_CANCELLED:
    case Notice::KIND_COMPLETED:
      return !agreed;
    case Notice::KIND_UNANSWERED:
      return facts.job.state() == Job::STATE_UNANSWERED;
    case Notice::KIND_REFERRED:
      return facts.job.state() == Job::STATE_REFERRED;
    case Notice::KIND_NEED_CANCELLED:
      return facts.job.state() == Job::STATE_CANCELLED;
    case Notice::KIND_THANKED:
      return !appointment.thanks().empty();
    default:
      return false;
  }
}

// Says by what the resident knows who is at the door.
bool SaysDoorWords(Notice::Kind kind) {
  return OpensAddress(kind) && kind != Notice::KIND_TIME_PROPOSED;
}

bool NamesOther(Notice::Kind kind) {
  return OpensAddress(kind) || kind == Notice::KIND_GIVEN_BACK ||
         kind == Notice::KIND_APPOINTMENT_CANCELLED ||
         kind == Notice::KIND_HOW_DID_IT_GO || kind == Notice::KIND_COMPLETED ||
         kind == Notice::KIND_THANKED;
}

void FillJob(Transaction& transaction, const Facts& facts, Notice& notice) {
  const Job& job = facts.job;
  notice.set_need(facts.need.need().name());
  notice.set_job_id(job.id());
  for (const std::string& skill : job.skills()) {
    notice.add_skill_names(
        transaction.catalogue().DisplayName(skill, notice.language()));
  }
  notice.set_description(job.description());
  *notice.mutable_duration() = job.duration();
  notice.set_village(job.place().address().village());
  *notice.mutable_supplies() = job.supplies();
  *notice.mutable_circumstances() = job.circumstances();
  notice.set_helpers_needed(job.helpers_needed());
  *notice.mutable_referral() = job.referral();
  if (notice.kind() != Notice::KIND_NEED_RECEIVED) return;
  // By the last possible start the resident has heard, one way or the other.
  absl::Time last = absl::InfinitePast();
  for (const auto& window : job.windows()) {
    last = std::max(last,
                    FromProto(window.end_time()) - FromProto(job.duration()));
  }
  *notice.mutable_lapse_time() = ToProto(last);
}

void FillInvitation(const Invitation& invitation, Notice& notice) {
  notice.set_invitation(invitation.name());
  notice.set_withdraw_reason(invitation.withdraw_reason());
  if (notice.kind() != Notice::KIND_INVITED) return;
  *notice.mutable_start_times() = invitation.start_times();
  *notice.mutable_lapse_time() = invitation.lapse_time();
  notice.set_code(invitation.code());
  const int distance_m = invitation.reasons().distance_m();
  notice.set_distance_m((distance_m + kDistanceStepM / 2) / kDistanceStepM *
                        kDistanceStepM);
  auto terms = invitation.reasons().terms();
  std::ranges::stable_sort(terms, [](const auto& a, const auto& b) {
    return a.micros() > b.micros();
  });
  for (const auto& term : terms) {
    if (notice.reason_terms_size() == static_cast<int>(kReasonsMax)) break;
    if (term.micros() > 0) notice.add_reason_terms(term.term());
  }
}

absl::Status FillAppointment(Transaction& transaction, const Facts& facts,
                             Notice& notice) {
  const Appointment& appointment = facts.appointment.appointment();
  const bool to_resident = notice.recipient() == appointment.resident();
  notice.set_appointment(appointment.name());
  notice.set_recipient_role(to_resident ? omzien::v1::ROLE_RESIDENT
                                        : omzien::v1::ROLE_VOLUNTEER);
  *notice.add_start_times() = appointment.start_time();
  if (appointment.has_proposed_start_time()) {
    *notice.mutable_proposed_start_time() = appointment.proposed_start_time();
  }
  notice.set_outcome(OutcomeOf(appointment.state()));
  notice.set_revision(static_cast<int>(facts.appointment.revision()));
  const auto found = transaction.Get<PersonRecord>(
      to_resident ? PersonOfVolunteer(appointment.volunteer())
                  : appointment.resident());
  // Whoever was erased is not named.
  if (!absl::IsNotFound(found.status())) {
    OMZIEN_RETURN_IF_ERROR(found.status());
  }
  const PersonRecord other = found.ok() ? *found : PersonRecord();
  if (NamesOther(notice.kind())) {
    notice.set_other_name(other.person().given_name());
  }
  if (OpensAddress(notice.kind())) {
    *notice.mutable_address() = facts.job.place().address();
    if (!to_resident) notice.set_other_phone(other.person().phone());
  }
  if (SaysDoorWords(notice.kind())) {
    notice.set_door_words(appointment.door_words());
  }
  if (NamesContacts(notice.kind()) && !to_resident) {
    OMZIEN_ASSIGN_OR_RETURN(const auto contacts,
                            ContactsOf(transaction, facts.need.need()));
    notice.mutable_contacts()->Add(contacts.begin(), contacts.end());
  }
  if (notice.kind() == Notice::KIND_THANKED) {
    notice.set_words(appointment.thanks());
  }
  if (notice.kind() == Notice::KIND_COMPLETED) {
    notice.set_words(appointment.note());
  }
  if (notice.kind() == Notice::KIND_APPOINTMENT_MADE) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto invitation,
        transaction.Get<InvitationRecord>(appointment.invitation()));
    notice.set_words(invitation.invitation().answer_note());
  }
  return absl::OkStatus();
}

}  // namespace

bool NamesContacts(Notice::Kind kind) {
  return kind == Notice::KIND_APPOINTMENT_CONFIRMED;
}

bool OpensAddress(Notice::Kind kind) {
  switch (kind) {
    case Notice::KIND_APPOINTMENT_MADE:
    case Notice::KIND_APPOINTMENT_CONFIRMED:
    case Notice::KIND_REMINDER:
    case Notice::KIND_TIME_PROPOSED:
    case Notice::KIND_TIME_ANSWERED:
      return true;
    default:
      return false;
  }
}

absl::StatusOr<std::optional<Notice>> ComposeNotice(
    Transaction& transaction, const OutboxRecord& message) {
  // Whose record is gone is told nothing any more.
  const auto recipient = transaction.Look<PersonRecord>(message.recipient());
  if (absl::IsNotFound(recipient.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(recipient.status());
  if (message.kind() == Notice::KIND_SIGN_IN_CODE) {
    return ComposeCode(transaction, message);
  }
  if (message.kind() == Notice::KIND_ACCOUNT_ENDING) {
    return ComposeAccountEnding(transaction, message);
  }
  if (message.kind() == Notice::KIND_CHECK_ENDING) {
    return ComposeCheckEnding(transaction, message);
  }
  if (message.kind() == Notice::KIND_WELCOME) {
    return ComposeWelcome(transaction, message);
  }
  if (!message.signal().empty()) {
    return ComposeSignal(transaction, message);
  }
  const auto facts = Gather(transaction, message);
  if (IsErased(facts.status())) return ComposeEnd(transaction, message);
  // It waited until what it is about was let go of.
  if (absl::IsNotFound(facts.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(facts.status());
  if (!StillTrue(*facts, message, transaction.now())) return std::nullopt;
  Notice notice;
  FillRecipient(transaction, facts->recipient, message, notice);
  FillJob(transaction, *facts, notice);
  notice.set_accepted(message.accepted());
  if (!message.invitation().empty()) {
    FillInvitation(facts->invitation.invitation(), notice);
  }
  if (!message.appointment().empty()) {
    OMZIEN_RETURN_IF_ERROR(FillAppointment(transaction, *facts, notice));
  }
  return notice;
}

}  // namespace omzien::core
