#include "clients/cli/invitation_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
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
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/municipality.pb.h"

namespace omzien::cli {
namespace {

const Taken kAsk = {"ASK",
                    {"De code uit het bericht, of invitations/ID",
                     "The code from the message, or invitations/ID"},
                    "",
                    true};

absl::StatusOr<v1::Invitation> Get(Session& session, const std::string& typed) {
  v1::GetInvitationRequest request;
  request.set_name(InvitationName(typed));
  return session.calls().Send(request);
}

absl::Status Print(Session& session, const v1::Invitation& ask) {
  if (session.printer().json()) return session.printer().Json(ask);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  session.Say(TellInvitation(ask, telling));
  return absl::OkStatus();
}

// The start time that `typed` picks: a number of the list, or a time. The only
// one there is when `typed` is empty.
absl::StatusOr<absl::Time> PickTime(Session& session, const v1::Invitation& ask,
                                    const std::string& typed) {
  // The server says best why an ask is over.
  const bool over = ask.state() == v1::Invitation::STATE_WITHDRAWN ||
                    ask.state() == v1::Invitation::STATE_ACCEPTED;
  if (over && !ask.start_times().empty()) return ToTime(ask.start_times(0));
  int number = 0;
  const bool numbered = absl::SimpleAtoi(typed, &number);
  if (typed.empty()) number = 1;
  if (!typed.empty() && !numbered) {
    OMZIEN_ASSIGN_OR_RETURN(const Here here, session.Where());
    return ParseMoment(typed, here);
  }
  const bool unsure = typed.empty() && ask.start_times_size() != 1;
  if (unsure || number < 1 || number > ask.start_times_size()) {
    OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
    return UsageError(
        Text{"Kies een tijd met --time: $0", "Choose a time with --time: $0"}
            .In(session.language(), NumberedTimes(ask.start_times(), telling)));
  }
  return ToTime(ask.start_times(number - 1));
}

}  // namespace

void InvitationCommands::AddTo(const Command& root) {
  const Command list =
      root.Add("invitations", For::kVolunteer,
               {"Aan wie nu hulp is gevraagd", "Who is being asked now"});
  list.Take(of_, {"--of",
                  {"Van deze vrijwilliger of hulpvraag; anders u zelf",
                   "Of this volunteer or need; else you"},
                  "PERSON|needs/ID"});
  list.Take(all_,
            {"--all", {"Ook wat al beantwoord is", "Also what was answered"}});
  list.Run([this](Session& session) { return List(session); });
  AddAnswers(root);
  AddDesk(root);
}

void InvitationCommands::AddAnswers(const Command& root) {
  const Command accept =
      root.Add("accept", For::kVolunteer, {"Ja, ik help", "Yes, I will help"});
  accept.Take(ask_, kAsk);
  accept.Take(time_, {"--time",
                      {"Welke van de tijden, als er meer zijn",
                       "Which of the times, if several"},
                      "1|\"2026-11-24 09:00\""});
  accept.Take(note_,
              {"--note", {"Voor de inwoner", "For the resident"}, "TEXT"});
  accept.Examples("  omzien accept K7M-2QX --time 1");
  accept.Run([this](Session& session) { return Give(session, Answer::kYes); });

  const Command decline = root.Add("decline", For::kVolunteer,
                                   {"Nee, nu niet gelukt", "No, I cannot"});
  decline.Take(ask_, kAsk);
  decline.Take(note_, {"--note", {"Voor de balie", "For the desk"}, "TEXT"});
  decline.Run([this](Session& session) { return Give(session, Answer::kNo); });

  const Command snooze = root.Add(
      "snooze", For::kVolunteer,
      {"Nu niet, vraag het later nog eens", "Not now, ask me again later"});
  snooze.Take(ask_, kAsk);
  snooze.Run(
      [this](Session& session) { return Give(session, Answer::kLater); });
}

void InvitationCommands::AddDesk(const Command& root) {
  const Command answer = root.Add(
      "answer", For::kDesk,
      {"Antwoord dat een vrijwilliger doorbelt, met de code uit het bericht",
       "An answer that a volunteer phones in, with the code of the message"});
  answer.Take(ask_, {"CODE", kAsk.help, "", true});
  answer.Take(answer_, {"ANSWER",
                        {"Wat er gezegd is", "What was said"},
                        "",
                        true,
                        {"yes", "no", "later"}});
  answer.Take(time_, {"--time",
                      {"Welke van de tijden, als er meer zijn",
                       "Which of the times, if several"},
                      "1|\"2026-11-24 09:00\""});
  answer.Take(note_, {"--note",
                      {"Wat er nog bij gezegd is", "What was said with it"},
                      "TEXT"});
  answer.Examples("  omzien answer K7M-2QX yes --time 1 --checked called-back");
  answer.Run([this](Session& session) { return AnswerByPhone(session); });

  const Command withdraw = root.Add(
      "withdraw", For::kDesk, {"Trekt een vraag in", "Takes an ask back"});
  withdraw.Take(ask_, kAsk);
  withdraw.Run([this](Session& session) { return Withdraw(session); });
}

absl::StatusOr<std::string> InvitationCommands::Parent(Session& session) const {
  if (absl::StartsWith(of_, "needs/")) return of_;
  const std::string& whose = of_.empty() ? session.options().on_behalf_of : of_;
  if (!whose.empty()) return session.directory().FindVolunteer(whose);
  if (!session.Self().empty() && !session.staff()) {
    return VolunteerOfPerson(session.Self());
  }
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  return municipality.name();
}

absl::Status InvitationCommands::List(Session& session) const {
  v1::ListInvitationsRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string parent, Parent(session));
  request.set_parent(parent);
  if (!all_) {
    request.add_states(v1::Invitation::STATE_PLANNED);
    request.add_states(v1::Invitation::STATE_SENT);
    request.add_states(v1::Invitation::STATE_SNOOZED);
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Invitation> asks,
                          ListAll(session.calls(), request,
                                  &v1::ListInvitationsResponse::invitations));
  if (session.printer().json()) return session.printer().JsonList(asks);
  if (asks.empty()) {
    session.printer().Say(
        session.In({"Er staat niets open.", "Nothing is open."}));
  }
  for (const v1::Invitation& ask : asks) {
    OMZIEN_RETURN_IF_ERROR(Print(session, ask));
  }
  return absl::OkStatus();
}

absl::Status InvitationCommands::Accept(Session& session,
                                        const v1::Invitation& ask) const {
  v1::AcceptInvitationRequest request;
  request.set_name(ask.name());
  request.set_note(note_);
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time start,
                          PickTime(session, ask, time_));
  *request.mutable_start_time() = ToTimestamp(start);
  OMZIEN_RETURN_IF_ERROR(
      session.Sign(request, PersonOfVolunteer(ask.volunteer())));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Appointment appointment,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(appointment);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  session.printer().Say(session.In({"Dank je wel! Dit is afgesproken:",
                                    "Thank you! This is what was agreed:"}));
  session.Say(TellAppointment(appointment, telling));
  return absl::OkStatus();
}

absl::Status InvitationCommands::Give(Session& session, Answer answer) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Invitation ask, Get(session, ask_));
  // The desk answers for the volunteer whose ask this is.
  const std::string volunteer = PersonOfVolunteer(ask.volunteer());
  v1::Invitation answered;
  switch (answer) {
    case Answer::kYes:
      return Accept(session, ask);
    case Answer::kNo: {
      v1::DeclineInvitationRequest request;
      request.set_name(ask.name());
      request.set_note(note_);
      OMZIEN_RETURN_IF_ERROR(session.Sign(request, volunteer));
      OMZIEN_ASSIGN_OR_RETURN(answered, session.calls().Send(request));
      break;
    }
    case Answer::kLater: {
      v1::SnoozeInvitationRequest request;
      request.set_name(ask.name());
      OMZIEN_RETURN_IF_ERROR(session.Sign(request, volunteer));
      OMZIEN_ASSIGN_OR_RETURN(answered, session.calls().Send(request));
      break;
    }
  }
  session.printer().Say(session.In(
      {"Dank je wel voor het antwoord.", "Thank you for answering."}));
  return Print(session, answered);
}

absl::Status InvitationCommands::AnswerByPhone(Session& session) const {
  if (session.options().checked.empty()) {
    return UsageError(session.In(
        {"Hoe weet u wie er belt? Geef --checked called-back (teruggebeld op "
         "het bekende nummer), word (met --word) of in-person.",
         "How do you know who is calling? Give --checked called-back (on the "
         "known number), word (with --word) or in-person."}));
  }
  const std::vector<std::string> answers = {"yes", "no", "later"};
  if (answer_ == "yes" || answer_ == "ja") return Give(session, Answer::kYes);
  if (answer_ == "no" || answer_ == "nee") return Give(session, Answer::kNo);
  if (answer_ == "later") return Give(session, Answer::kLater);
  return NotOneOf("ANSWER", answer_, answers, session.language());
}

absl::Status InvitationCommands::Withdraw(Session& session) const {
  // By its own name: a code is for answering only.
  OMZIEN_ASSIGN_OR_RETURN(const v1::Invitation ask, Get(session, ask_));
  v1::WithdrawInvitationRequest request;
  request.set_name(ask.name());
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Invitation withdrawn,
                          session.calls().Send(request));
  return Print(session, withdrawn);
}

}  // namespace omzien::cli
