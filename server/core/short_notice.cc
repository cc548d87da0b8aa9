#include "server/core/short_notice.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Notice;
using omzien::v1::Person;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::OutboxRecord;
using store::v1::PersonRecord;

std::string LanguageOf(Transaction& transaction, const Person& person) {
  const auto known = transaction.state().ports.writer.languages();
  for (const std::string& language : person.languages()) {
    if (std::ranges::find(known, language) != known.end()) return language;
  }
  return transaction.catalogue().config().default_language();
}

}  // namespace

void FillRecipient(Transaction& transaction, const Person& person,
                   const OutboxRecord& message, Notice& notice) {
  notice.set_id(message.id());
  notice.set_kind(message.kind());
  notice.set_recipient(message.recipient());
  notice.set_language(LanguageOf(transaction, person));
  notice.set_recipient_name(person.given_name());
  notice.set_recipient_phone(person.phone());
  notice.set_recipient_email(person.email());
  *notice.mutable_time() = message.create_time();
  const auto& municipality =
      *transaction.catalogue().FindMunicipality(person.municipality());
  notice.set_municipality(municipality.resource.name());
  notice.set_municipality_name(municipality.resource.display_name());
  notice.set_desk_phone(municipality.resource.desk_phone());
  notice.set_time_zone(municipality.resource.time_zone());
  const auto& texts = municipality.config.terms();
  const bool asked = message.kind() == Notice::KIND_INVITED ||
                     message.kind() == Notice::KIND_APPOINTMENT_MADE ||
                     message.kind() == Notice::KIND_APPOINTMENT_CONFIRMED;
  const auto terms = texts.find(notice.language());
  if (!asked || terms == texts.end()) return;
  for (const std::string& text :
       {terms->second.contribution(), terms->second.expenses(),
        terms->second.insurance(), terms->second.damage()}) {
    if (!text.empty()) notice.add_terms(text);
  }
}

absl::StatusOr<std::optional<Notice>> ComposeCode(Transaction& transaction,
                                                  const OutboxRecord& message) {
  const auto code = transaction.state().attempts.CodeFor(
      message.attempt(), message.recipient(), transaction.now());
  if (code.text.empty()) return std::nullopt;
  OMZIEN_ASSIGN_OR_RETURN(const auto recipient,
                          transaction.Get<PersonRecord>(message.recipient()));
  Notice notice;
  FillRecipient(transaction, recipient.person(), message, notice);
  notice.set_code(code.text);
  *notice.mutable_lapse_time() = ToProto(code.expire);
  return notice;
}

absl::StatusOr<std::optional<Notice>> ComposeEnd(Transaction& transaction,
                                                 const OutboxRecord& message) {
  const auto recipient = transaction.Get<PersonRecord>(message.recipient());
  OMZIEN_RETURN_IF_ERROR(recipient.status());
  Notice notice;
  FillRecipient(transaction, recipient->person(), message, notice);
  switch (message.kind()) {
    case Notice::KIND_INVITATION_WITHDRAWN: {
      OMZIEN_ASSIGN_OR_RETURN(
          const auto record,
          transaction.GetRest<InvitationRecord>(message.invitation()));
      if (record.invitation().state() != Invitation::STATE_WITHDRAWN) {
        return std::nullopt;
      }
      notice.set_invitation(message.invitation());
      notice.set_withdraw_reason(record.invitation().withdraw_reason());
      notice.set_code(record.invitation().code());
      return notice;
    }
    case Notice::KIND_APPOINTMENT_CANCELLED: {
      OMZIEN_ASSIGN_OR_RETURN(
          const auto record,
          transaction.GetRest<AppointmentRecord>(message.appointment()));
      if (record.appointment().state() == Appointment::STATE_AGREED) {
        return std::nullopt;
      }
      notice.set_appointment(message.appointment());
      notice.set_recipient_role(omzien::v1::ROLE_VOLUNTEER);
      *notice.add_start_times() = record.appointment().start_time();
      *notice.mutable_duration() =
          ToProto(FromProto(record.appointment().end_time()) -
                  FromProto(record.appointment().start_time()));
      notice.set_revision(static_cast<int>(record.revision()));
      return notice;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace omzien::core
