#include "clients/cli/signal_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/signal_service.pb.h"

namespace omzien::cli {
namespace {

using v1::Signal;

const Taken kSignal = {
    "SIGNAL", {"Het signaal: signals/ID of ID", "signals/ID or ID"}, "", true};

// The three steps, and what is known of each. What only contact persons read
// is not there for others.
absl::Status Print(Session& session, const Signal& signal) {
  if (session.printer().json()) return session.printer().Json(signal);
  const Language language = session.language();
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Printer& printer = session.printer();
  const auto say = [&](const Text& label, const std::string& value) {
    if (!value.empty()) {
      printer.Say(absl::StrCat("     ", session.In(label), ": ", value));
    }
  };
  const auto step = [&](const Text& text, const auto& time, bool done) {
    printer.Say(printer.Inked(
        absl::StrCat(done ? "  [x] " : "  [ ] ", session.In(text),
                     done ? absl::StrCat(", ", moments.Say(time)) : ""),
        done ? Ink::kStrong : Ink::kFaint));
  };
  printer.Say(printer.Inked(
      absl::StrCat(session.In({"Signaal", "Signal"}), " ", IdOf(signal.name()),
                   ": ", Say(signal.state(), language)),
      Ink::kStrong));
  step({"1. Opgeschreven en doorgegeven", "1. Written down and passed on"},
       signal.create_time(), true);
  say({"over", "about"},
      signal.about_name().empty() ? signal.about() : signal.about_name());
  say({"wie het zag", "who noticed"}, signal.raised_by_name());
  say({"hoe snel", "how soon"}, Say(signal.urgency(), language));
  say({"wat", "what"}, signal.noticed());
  step({"2. Een contactpersoon kijkt ernaar",
        "2. A contact person looks into it"},
       signal.has_take_time() ? signal.take_time() : signal.weigh_time(),
       signal.state() != Signal::STATE_RAISED);
  step({"3. Bekeken wat er nodig is", "3. Weighed what is needed"},
       signal.weigh_time(), signal.state() == Signal::STATE_WEIGHED);
  if (signal.outcome() != Signal::OUTCOME_UNSPECIFIED) {
    say({"uitkomst", "outcome"}, Say(signal.outcome(), language));
  }
  say({"notitie", "note"}, signal.note());
  return absl::OkStatus();
}

}  // namespace

void SignalCommands::AddTo(const Command& root) {
  const Command signal = root.Add(
      "signal", For::kVolunteer,
      {"Niet pluis: iets doorgeven dat niet goed voelt, of ernaar kijken",
       "Pass on that something does not feel right, or look into it"});
  const Command raise = signal.Add(
      "raise", For::kVolunteer,
      {"Schrijft op wat u zag. Alleen de contactpersoon leest het. Bij gevaar "
       "nu: bel 112",
       "Writes down what you noticed. The contact person alone reads it. In "
       "danger now: phone 112"});
  raise.Take(about_, {"--about",
                      {"Over wie: een naam, of people/ID",
                       "About whom: a name, or people/ID"},
                      "PERSON",
                      true});
  raise.Take(urgency_,
             {"--urgency",
              {"Hoe snel iemand moet kijken", "How soon somebody must look"},
              "",
              true,
              Names<Signal::Urgency>()});
  raise.Take(noticed_, {"TEXT",
                        {"Wat u zag of hoorde, zo gewoon mogelijk",
                         "What you saw or heard, as plainly as possible"},
                        "",
                        true});
  raise.Examples(
      "  omzien signal raise --about people/ID --urgency soon \\\n"
      "    \"De koelkast was leeg en ze wist niet welke dag het was.\"");
  raise.Run([this](Session& session) { return Raise(session); });

  const Command list =
      signal.Add("list", For::kVolunteer,
                 {"Wat er ligt, voor contactpersonen; of met --mine wat u "
                  "doorgaf",
                  "What there is, for contact persons; or with --mine what "
                  "you passed on"});
  list.Take(all_, {"--all", {"Ook wat al bekeken is", "Also what is weighed"}});
  list.Take(mine_, {"--mine", {"Wat u zelf doorgaf", "What you passed on"}});
  list.Run([this](Session& session) { return List(session); });

  const Command show =
      signal.Add("show", For::kVolunteer, {"Toont er een", "Shows one"});
  show.Take(signal_, kSignal);
  show.Run([this](Session& session) { return Show(session); });

  const Command take = signal.Add(
      "take", For::kDesk,
      {"Ik kijk ernaar (contactpersoon)", "I look into it (contact person)"});
  take.Take(signal_, kSignal);
  take.Run([this](Session& session) { return Take(session); });

  const Command weigh =
      signal.Add("weigh", For::kDesk,
                 {"Schrijft op wat het wordt (contactpersoon)",
                  "Writes down what comes of it (contact person)"});
  weigh.Take(signal_, kSignal);
  weigh.Take(outcome_, {"--outcome",
                        {"Wat het wordt", "What comes of it"},
                        "",
                        true,
                        Names<Signal::Outcome>()});
  weigh.Take(note_,
             {"--note",
              {"Waarom, en wat is afgesproken", "Why, and what was agreed"},
              "TEXT"});
  weigh.Examples(
      "  omzien signal weigh ID --outcome talked --note \"Dochter helpt mee\"");
  weigh.Run([this](Session& session) { return Weigh(session); });
}

absl::Status SignalCommands::Raise(Session& session) const {
  v1::RaiseSignalRequest request;
  Signal& signal = *request.mutable_signal();
  if (IsName("people", about_)) {
    signal.set_about(FullName("people", about_));
  } else {
    OMZIEN_ASSIGN_OR_RETURN(*signal.mutable_about(),
                            session.directory().FindPerson(about_));
  }
  OMZIEN_ASSIGN_OR_RETURN(
      const auto urgency,
      Chosen<Signal::Urgency>("--urgency", urgency_, session.language()));
  signal.set_urgency(urgency);
  signal.set_noticed(absl::StrJoin(noticed_, " "));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::RaiseSignalResponse answer,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(answer);
  const std::vector<std::string> lines = absl::StrSplit(answer.text(), '\n');
  for (const std::string& line : lines) session.printer().Say(line);
  return Print(session, answer.signal());
}

absl::Status SignalCommands::List(Session& session) const {
  v1::ListSignalsRequest request;
  if (mine_ || !session.staff()) {
    const v1::GetIdentityRequest who;
    OMZIEN_ASSIGN_OR_RETURN(const v1::Identity identity,
                            session.calls().Send(who));
    request.set_parent(identity.person());
  } else {
    OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                            session.directory().Municipality());
    request.set_parent(municipality.name());
  }
  request.set_show_weighed(all_);
  OMZIEN_ASSIGN_OR_RETURN(
      const std::vector<Signal> signals,
      ListAll(session.calls(), request, &v1::ListSignalsResponse::signals));
  if (session.printer().json()) return session.printer().JsonList(signals);
  if (signals.empty()) {
    session.printer().Say(session.In({"Geen signalen.", "No signals."}));
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Table table({"id", session.In({"hoe ver", "how far"}),
               session.In({"hoe snel", "how soon"}),
               session.In({"sinds", "since"}), session.In({"over", "about"})},
              0);
  for (const Signal& signal : signals) {
    table.Add(
        {{IdOf(signal.name())},
         {Say(signal.state(), session.language()),
          signal.state() == Signal::STATE_RAISED ? Ink::kCareful : Ink::kFaint},
         {Say(signal.urgency(), session.language())},
         {moments.Say(signal.create_time())},
         {signal.about_name(), Ink::kStrong}});
  }
  session.printer().Draw(table);
  return absl::OkStatus();
}

absl::Status SignalCommands::Show(Session& session) const {
  v1::GetSignalRequest request;
  request.set_name(FullName("signals", signal_));
  OMZIEN_ASSIGN_OR_RETURN(const Signal signal, session.calls().Send(request));
  return Print(session, signal);
}

absl::Status SignalCommands::Take(Session& session) const {
  v1::TakeSignalRequest request;
  request.set_name(FullName("signals", signal_));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const Signal signal, session.calls().Send(request));
  return Print(session, signal);
}

absl::Status SignalCommands::Weigh(Session& session) const {
  v1::WeighSignalRequest request;
  request.set_name(FullName("signals", signal_));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto outcome,
      Chosen<Signal::Outcome>("--outcome", outcome_, session.language()));
  request.set_outcome(outcome);
  request.set_note(note_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const Signal signal, session.calls().Send(request));
  return Print(session, signal);
}

}  // namespace omzien::cli
