#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/address_text.h"
#include "clients/cli/ask_reason.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"

namespace omzien::cli {
namespace {

std::string Because(const v1::Verdict& reasons, Language language) {
  std::vector<std::string> parts;
  for (const v1::TermValue& term : reasons.terms()) {
    if (term.micros() > 0) parts.push_back(Say(term.term(), language));
  }
  return absl::StrJoin(parts, ", ");
}

std::string Headline(const v1::Invitation& invitation, const Telling& telling) {
  const Language language = telling.language();
  std::string line = absl::StrCat(invitation.code(), "  ",
                                  telling.Volunteer(invitation.volunteer()),
                                  ": ", Say(invitation.state(), language));
  if (invitation.state() == v1::Invitation::STATE_WITHDRAWN) {
    absl::StrAppend(&line, " (", Say(invitation.withdraw_reason(), language),
                    ")");
  }
  return line;
}

bool IsOpen(const v1::Invitation& invitation) {
  return invitation.state() == v1::Invitation::STATE_SENT ||
         invitation.state() == v1::Invitation::STATE_PLANNED ||
         invitation.state() == v1::Invitation::STATE_SNOOZED;
}

}  // namespace

std::string NumberedTimes(const google::protobuf::RepeatedPtrField<
                              google::protobuf::Timestamp>& times,
                          const Telling& telling) {
  std::string text;
  for (int i = 0; i < times.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", i + 1, ") ",
                    telling.moments.Say(times.Get(i)));
  }
  return text;
}

Lines TellInvitation(const v1::Invitation& invitation, const Telling& telling) {
  const Language language = telling.language();
  Lines lines = {Headline(invitation, telling)};
  std::string what = absl::StrCat("  \"", invitation.description(), "\"");
  if (!invitation.village().empty()) {
    absl::StrAppend(
        &what, Text{" in $0", " in $0"}.In(language, invitation.village()));
  }
  if (!invitation.description().empty()) lines.push_back(what);
  if (IsOpen(invitation)) {
    lines.push_back(Text{"  Tijden: $0", "  Times: $0"}.In(
        language, NumberedTimes(invitation.start_times(), telling)));
    lines.push_back(
        Text{"  Antwoord graag voor $0.", "  Please answer before $0."}.In(
            language, telling.moments.Say(invitation.lapse_time())));
  }
  if (invitation.reasons().has_ask_reason()) {
    for (const std::string& sentence :
         SayReason(invitation.reasons().ask_reason(), language)) {
      lines.push_back(absl::StrCat("  ", sentence));
    }
  } else if (const std::string because =
                 Because(invitation.reasons(), language);
             !because.empty()) {
    lines.push_back(
        Text{"  Waarom deze vrijwilliger: $0.", "  Why this volunteer: $0."}.In(
            language, because));
  }
  if (!invitation.answer_note().empty()) {
    lines.push_back(Text{"  Zei erbij: $0", "  Said with it: $0"}.In(
        language, invitation.answer_note()));
  }
  lines.push_back(
      absl::StrCat("  ", invitation.name(), ", ", invitation.need()));
  return lines;
}

Lines TellAppointment(const v1::Appointment& appointment,
                      const Telling& telling) {
  const Language language = telling.language();
  const Moments& moments = telling.moments;
  std::string volunteer = appointment.volunteer_name().empty()
                              ? telling.Volunteer(appointment.volunteer())
                              : appointment.volunteer_name();
  std::string resident = appointment.resident_name().empty()
                             ? telling.person(appointment.resident())
                             : appointment.resident_name();
  // Afterwards the other side's name may be closed to who looks.
  if (absl::StrContains(resident, '/')) {
    resident = Text{"de inwoner", "the resident"}.In(language);
  }
  if (absl::StrContains(volunteer, '/')) {
    volunteer = Text{"de vrijwilliger", "the volunteer"}.In(language);
  }
  Lines lines = {absl::StrCat(
      moments.SaySpan(ToTime(appointment.start_time()),
                      ToTime(appointment.end_time())),
      ": ",
      Text{"$0 helpt $1 - $2", "$0 helps $1 - $2"}.In(
          language, volunteer, resident, Say(appointment.state(), language)))};
  const auto add = [&](const Text& label, const std::string& value) {
    if (!value.empty()) lines.push_back("  " + label.In(language, value));
  };
  add({"\"$0\"", "\"$0\""}, appointment.description());
  add({"Waar: $0", "Where: $0"}, SayAddress(appointment.address()));
  add({"Telefoon: $0", "Phone: $0"}, appointment.resident_phone());
  add({"Aan de deur: $0", "At the door: $0"}, appointment.door_words());
  for (const v1::Appointment::Contact& contact : appointment.contacts()) {
    add({"Contactpersoon: $0", "Contact person: $0"},
        absl::StrCat(contact.given_name(),
                     contact.relation().empty() ? "" : ", ", contact.relation(),
                     contact.phone().empty() ? "" : ", ", contact.phone()));
  }
  if (appointment.has_proposed_start_time()) {
    add({"Andere tijd voorgesteld door de $0. Tot het antwoord blijft de oude "
         "staan.",
         "Another time was proposed by the $0. The old one stands until the "
         "answer."},
        Say(appointment.proposed_by(), language));
    add({"Voorstel: $0", "Proposed: $0"},
        moments.Say(appointment.proposed_start_time()));
  }
  add({"Waarom niet: $0", "Why not: $0"},
      Say(appointment.not_done_reason(), language));
  add({"Notitie: $0", "Note: $0"}, appointment.note());
  add({"Bedankt: \"$0\"", "Thanks: \"$0\""}, appointment.thanks());
  lines.push_back(
      absl::StrCat("  ", appointment.name(), ", ", appointment.need()));
  return lines;
}

}  // namespace omzien::cli
