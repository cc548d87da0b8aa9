#include "clients/cli/appointment_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/failure.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/telling.h"
#include "clients/cli/when_text.h"
#include "clients/cli/words.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/municipality.pb.h"

namespace omzien::cli {
namespace {

const Taken kAppointment = {
    "APPOINTMENT",
    {"De afspraak: appointments/ID of ID", "appointments/ID or ID"},
    "",
    true};

absl::Status Print(Session& session, const v1::Appointment& appointment) {
  if (session.printer().json()) return session.printer().Json(appointment);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  session.Say(TellAppointment(appointment, telling));
  return absl::OkStatus();
}

absl::StatusOr<v1::Appointment> Get(Session& session,
                                    const std::string& typed) {
  v1::GetAppointmentRequest request;
  request.set_name(FullName("appointments", typed));
  return session.calls().Send(request);
}

// Sends `request` and prints what it made.
template <typename Request>
absl::Status SendAndPrint(Session& session, const Request& request) {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Appointment changed,
                          session.calls().Send(request));
  return Print(session, changed);
}

// A new time concerns two sides: staff must say whose wish it is.
absl::Status SideIsKnown(Session& session) {
  if (!session.staff() || !session.options().on_behalf_of.empty()) {
    return absl::OkStatus();
  }
  return UsageError(session.In(
      {"Namens wie? Geef --for met de inwoner of de vrijwilliger.",
       "On behalf of whom? Give --for with the resident or the volunteer."}));
}

}  // namespace

void AppointmentCommands::AddTo(const Command& root) {
  const Command list = root.Add("appointments", For::kVolunteer,
                                {"De afspraken", "The appointments"});
  list.Take(of_, {"--of",
                  {"Van deze persoon of hulpvraag; anders u zelf",
                   "Of this person or need; else you"},
                  "PERSON|needs/ID"});
  list.Take(all_, {"--all", {"Ook wat voorbij is", "Also what is over"}});
  list.Run([this](Session& session) { return List(session); });

  const Command one =
      root.Add("appointment", For::kEveryone,
               {"Een afspraak bekijken", "Look at an appointment"});
  const Command show =
      one.Add("show", For::kEveryone,
              {"Toont een afspraak, met de woorden voor aan de "
               "deur",
               "Shows an appointment, with the words for the "
               "door"});
  show.Take(appointment_, kAppointment);
  show.Run([this](Session& session) { return Show(session); });

  const Command back =
      root.Add("cant-come", For::kVolunteer,
               {"Ik kan toch niet; er wordt meteen een ander gevraagd",
                "I can't come; somebody else is asked at once"});
  back.Take(appointment_, kAppointment);
  back.Take(note_, {"--note", {"Waarom", "Why"}, "TEXT"});
  back.Run([this](Session& session) { return GiveBack(session); });
  AddTimes(root);
  AddEndings(root);
}

void AppointmentCommands::AddTimes(const Command& root) {
  const Command propose = root.Add(
      "propose", For::kVolunteer,
      {"Stelt een andere tijd voor; tot het antwoord blijft de oude staan",
       "Proposes another time; the old one stands until the answer"});
  propose.Take(appointment_, kAppointment);
  propose.Take(time_, {"--time",
                       {"De andere tijd", "The other time"},
                       "\"morgen 10:00\"",
                       true});
  propose.Run([this](Session& session) { return ProposeTime(session); });

  const Command answer =
      root.Add("answer-time", For::kVolunteer,
               {"Antwoord op een andere tijd", "Answers a proposed time"});
  answer.Take(appointment_, kAppointment);
  answer.Take(
      answer_,
      {"ANSWER", {"Mag het?", "Is it all right?"}, "", true, {"yes", "no"}});
  answer.Run([this](Session& session) { return AnswerTime(session); });
}

void AppointmentCommands::AddEndings(const Command& root) {
  const Command done = root.Add("done", For::kVolunteer,
                                {"Zegt hoe het ging: gedaan, deels of niet",
                                 "Says what came of it: done, partly or not"});
  done.Take(appointment_, kAppointment);
  done.Take(partly_, {"--partly", {"Deels gedaan", "Partly done"}});
  done.Take(not_done_, {"--not", {"Niet gedaan", "Not done"}});
  done.Take(because_,
            {"--because",
             {"Waarom niet, of niet helemaal", "Why not, or not wholly"},
             "",
             false,
             Names<v1::NotDoneReason>()});
  done.Take(note_,
            {"--note", {"In een paar woorden", "In a few words"}, "TEXT"});
  done.Examples(
      "  omzien done ID\n  omzien done ID --not --because nobody-home");
  done.Run([this](Session& session) { return Complete(session); });

  const Command thank = root.Add("thank", For::kResident,
                                 {"Bedankt de vrijwilliger",
                                  "Thanks the "
                                  "volunteer"});
  thank.Take(appointment_, kAppointment);
  thank.Take(thanks_,
             {"TEXT",
              {"De eigen woorden van de inwoner", "The resident's own words"},
              "",
              true});
  thank.Examples("  omzien thank ID \"Wat fijn dat je er was!\"");
  thank.Run([this](Session& session) { return Thank(session); });
}

absl::StatusOr<std::string> AppointmentCommands::Parent(
    Session& session) const {
  if (absl::StartsWith(of_, "needs/") || absl::StartsWith(of_, "volunteers/")) {
    return of_;
  }
  const std::string& whose = of_.empty() ? session.options().on_behalf_of : of_;
  if (!whose.empty()) return session.directory().FindPerson(whose);
  if (!session.Self().empty() && !session.staff()) return session.Self();
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  return municipality.name();
}

absl::Status AppointmentCommands::List(Session& session) const {
  v1::ListAppointmentsRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string parent, Parent(session));
  request.set_parent(parent);
  if (!all_) request.add_states(v1::Appointment::STATE_AGREED);
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Appointment> found,
                          ListAll(session.calls(), request,
                                  &v1::ListAppointmentsResponse::appointments));
  if (session.printer().json()) return session.printer().JsonList(found);
  if (found.empty()) {
    session.printer().Say(session.In({"Geen afspraken.", "No appointments."}));
  }
  for (const v1::Appointment& appointment : found) {
    OMZIEN_RETURN_IF_ERROR(Print(session, appointment));
  }
  return absl::OkStatus();
}

absl::Status AppointmentCommands::Show(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Appointment appointment,
                          Get(session, appointment_));
  return Print(session, appointment);
}

absl::Status AppointmentCommands::GiveBack(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Appointment appointment,
                          Get(session, appointment_));
  v1::GiveBackAppointmentRequest request;
  request.set_name(appointment.name());
  request.set_note(note_);
  OMZIEN_RETURN_IF_ERROR(
      session.Sign(request, PersonOfVolunteer(appointment.volunteer())));
  OMZIEN_RETURN_IF_ERROR(SendAndPrint(session, request));
  session.printer().Say(
      session.In({"Dank je dat je het laat weten. We vragen een ander.",
                  "Thank you for telling us. We ask somebody else."}));
  return absl::OkStatus();
}

absl::Status AppointmentCommands::ProposeTime(Session& session) const {
  OMZIEN_RETURN_IF_ERROR(SideIsKnown(session));
  v1::ProposeTimeRequest request;
  request.set_name(FullName("appointments", appointment_));
  OMZIEN_ASSIGN_OR_RETURN(const Here here, session.Where());
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time time, ParseMoment(time_, here));
  *request.mutable_start_time() = ToTimestamp(time);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  return SendAndPrint(session, request);
}

absl::Status AppointmentCommands::AnswerTime(Session& session) const {
  OMZIEN_RETURN_IF_ERROR(SideIsKnown(session));
  v1::AnswerProposedTimeRequest request;
  request.set_name(FullName("appointments", appointment_));
  const bool yes = answer_ == "yes" || answer_ == "ja";
  if (!yes && answer_ != "no" && answer_ != "nee") {
    return NotOneOf("ANSWER", answer_, {"yes", "no"}, session.language());
  }
  request.set_accept(yes);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  return SendAndPrint(session, request);
}

absl::Status AppointmentCommands::Complete(Session& session) const {
  if (partly_ && not_done_) {
    return UsageError(session.In({"Kies --partly of --not, niet allebei.",
                                  "Choose --partly or --not, not both."}));
  }
  const bool wholly = !partly_ && !not_done_;
  if (wholly != because_.empty()) {
    return UsageError(
        session.In({"--because hoort bij --partly of --not, en is dan nodig.",
                    "--because goes with --partly or --not, and is needed "
                    "then."}));
  }
  v1::CompleteAppointmentRequest request;
  request.set_name(FullName("appointments", appointment_));
  const v1::Outcome less =
      partly_ ? v1::OUTCOME_PARTLY_DONE : v1::OUTCOME_NOT_DONE;
  request.set_outcome(wholly ? v1::OUTCOME_DONE : less);
  if (!because_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::NotDoneReason reason,
        Chosen<v1::NotDoneReason>("--because", because_, session.language()));
    request.set_reason(reason);
  }
  request.set_note(note_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  return SendAndPrint(session, request);
}

absl::Status AppointmentCommands::Thank(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Appointment appointment,
                          Get(session, appointment_));
  v1::ThankVolunteerRequest request;
  request.set_name(appointment.name());
  request.set_thanks(absl::StrJoin(thanks_, " "));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, appointment.resident()));
  return SendAndPrint(session, request);
}

}  // namespace omzien::cli
