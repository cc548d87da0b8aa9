#include "clients/cli/person_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/address_text.h"
#include "clients/cli/command_line.h"
#include "clients/cli/directory.h"
#include "clients/cli/failure.h"
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
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"

namespace omzien::cli {

Taken TakenPerson() {
  return {"PERSON",
          {"Een naam, telefoonnummer of people/ID",
           "A name, phone number or people/ID"},
          "",
          true};
}

absl::Status PrintPerson(Session& session, const v1::Person& person) {
  if (session.printer().json()) return session.printer().Json(person);
  Printer& printer = session.printer();
  const auto say = [&](const Text& label, const std::string& value) {
    if (!value.empty()) {
      printer.Say(absl::StrCat("  ", session.In(label), ": ", value));
    }
  };
  printer.Say(absl::StrCat(printer.Inked(FullNameOf(person), Ink::kStrong),
                           "  (", person.name(), ")"));
  say({"telefoon", "phone"}, person.phone());
  say({"e-mail", "e-mail"}, person.email());
  say({"adres", "address"}, SayAddress(person.home().address()));
  say({"talen", "languages"}, absl::StrJoin(person.languages(), ", "));
  say({"bereiken via", "reach by"}, Say(person.contact(), session.language()));
  if (!person.agreed_word().empty()) {
    say({"afgesproken woord", "agreed word"}, session.In({"is er", "is set"}));
  }
  for (const v1::Person::KeptApart& apart : person.kept_apart()) {
    say({"niet koppelen aan", "kept apart from"},
        session.directory().PersonName(apart.person()));
  }
  return absl::OkStatus();
}

void PersonCommands::AddTo(const Command& root) {
  const Command list = root.Add("people", For::kDesk,
                                {"Zoekt mensen op naam, telefoon of adres",
                                 "Finds people by name, phone or address"});
  list.Take(words_, {"WORDS", {"Zoekwoorden", "Words to search for"}});
  list.Take(shown_max_,
            {"--max", {"Hoogstens zoveel (50)", "At most (50)"}, "N"});
  list.Examples("  omzien people appelboom\n  omzien people 6075AB");
  list.Run([this](Session& session) { return List(session); });

  const Command person = root.Add("person", For::kDesk,
                                  {"Iemand tonen, toevoegen of veranderen",
                                   "Show, add or change a person"});
  const Command show =
      person.Add("show", For::kDesk, {"Toont iemand", "Shows a person"});
  show.Take(person_, TakenPerson());
  show.Run([this](Session& session) { return Show(session); });

  const Command add =
      person.Add("add", For::kDesk, {"Voegt iemand toe", "Enters a person"});
  add_form_.AddTo(add, true);
  add.Examples(
      "  omzien person add --given Truus --family \"van Verzonnen\" \\\n"
      "    --phone \"0475 000000\" --address \"6075AB 12\"");
  add.Run([this](Session& session) { return Add(session); });

  const Command change = person.Add(
      "change", For::kDesk, {"Verandert gegevens", "Changes a person's data"});
  change.Take(person_, TakenPerson());
  change_form_.AddTo(change, false);
  change.Run([this](Session& session) { return Change(session); });
  AddTrust(person);
}

absl::Status PersonCommands::Erase(Session& session) const {
  v1::ErasePersonRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindPerson(person_));
  request.set_name(name);
  if (sure_ != IdOf(name)) {
    return UsageError(
        Text{"Dit kan niet ongedaan worden gemaakt. Zeker weten? Geef --sure "
             "$0",
             "This cannot be undone. Sure? Give --sure $0"}
            .In(session.language(), IdOf(name)));
  }
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, name));
  OMZIEN_ASSIGN_OR_RETURN(const v1::ErasePersonResponse erased,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(erased);
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  session.printer().Say(session.In(
      {"Vergeten. Lopende vragen en afspraken zijn gestopt; wie erop rekende, "
       "hoort dat. Uiterlijk op dit moment is ook de laatste kopie van de "
       "sleutel weg:",
       "Forgotten. Open asks and appointments have ended; whoever counted on "
       "them hears so. By this moment the last copy of the key is gone too:"}));
  session.printer().Say(
      absl::StrCat("  ", moments.Say(erased.keys_gone_time())));
  session.printer().Say(
      session.In({"Mails die al verstuurd zijn, kunnen we niet terughalen.",
                  "Mails that were sent already cannot be called back."}));
  return absl::OkStatus();
}

void PersonCommands::AddTrust(const Command& person) {
  const Command recognise = person.Add(
      "recognise", For::kDesk,
      {"Legt vast hoe u weet wie er belt", "Records how you know a caller"});
  recognise.Take(person_, TakenPerson());
  recognise.Examples(
      "  omzien person recognise Appelboom --checked called-back\n"
      "  omzien person recognise Appelboom --word zonnebloem");
  recognise.Run([this](Session& session) { return Recognise(session); });

  const Command erase =
      person.Add("erase", For::kDesk,
                 {"Vergeet iemand, voorgoed", "Forgets somebody, for good"});
  erase.Take(person_, TakenPerson());
  erase.Take(sure_, {"--sure",
                     {"Het id, nog een keer: dit kan niet terug",
                      "The id once more: this cannot be undone"},
                     "ID"});
  erase.Examples("  omzien person erase Appelboom --checked called-back");
  erase.Run([this](Session& session) { return Erase(session); });

  const Command apart = person.Add("keep-apart", For::kDesk,
                                   {"Koppelt twee mensen niet meer aan elkaar",
                                    "Keeps two people apart in all pairing"});
  apart.Take(person_, TakenPerson());
  Taken other = TakenPerson();
  other.flags = "OTHER";
  apart.Take(other_, other);
  apart.Take(lift_, {"--lift", {"Het mag weer", "Lets them pair again"}});
  apart.Run([this](Session& session) { return KeepApart(session); });
}

absl::Status PersonCommands::List(Session& session) const {
  v1::ListPeopleRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  request.set_municipality(municipality.name());
  request.set_query(absl::StrJoin(words_, " "));
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Person> people,
                          ListAll(session.calls(), request,
                                  &v1::ListPeopleResponse::people, shown_max_));
  if (session.printer().json()) return session.printer().JsonList(people);
  Table table({session.In({"naam", "name"}), session.In({"telefoon", "phone"}),
               session.In({"adres", "address"}), "id"},
              3);
  for (const v1::Person& person : people) {
    table.Add({{FullNameOf(person), Ink::kStrong},
               {person.phone()},
               {SayAddress(person.home().address())},
               {IdOf(person.name()), Ink::kFaint}});
  }
  if (table.empty()) {
    session.printer().Say(session.In({"Niemand gevonden.", "Nobody found."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status PersonCommands::Show(Session& session) const {
  v1::GetPersonRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindPerson(person_));
  request.set_name(name);
  OMZIEN_ASSIGN_OR_RETURN(const v1::Person person,
                          session.calls().Send(request));
  return PrintPerson(session, person);
}

absl::Status PersonCommands::Add(Session& session) const {
  v1::CreatePersonRequest request;
  std::vector<std::string> changed;
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  request.mutable_person()->set_municipality(municipality.name());
  OMZIEN_RETURN_IF_ERROR(
      add_form_.Fill(session, *request.mutable_person(), changed));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Person person,
                          session.calls().Send(request));
  return PrintPerson(session, person);
}

absl::Status PersonCommands::Change(Session& session) const {
  v1::UpdatePersonRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindPerson(person_));
  request.mutable_person()->set_name(name);
  std::vector<std::string> changed;
  OMZIEN_RETURN_IF_ERROR(
      change_form_.Fill(session, *request.mutable_person(), changed));
  request.mutable_update_mask()->mutable_paths()->Assign(changed.begin(),
                                                         changed.end());
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, name));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Person person,
                          session.calls().Send(request));
  return PrintPerson(session, person);
}

absl::Status PersonCommands::Recognise(Session& session) const {
  if (session.options().checked.empty()) {
    return UsageError(session.In(
        {"Hoe weet u wie er belt? Geef --checked called-back, --word WOORD of "
         "--checked in-person.",
         "How do you know the caller? Give --checked called-back, --word WORD "
         "or --checked in-person."}));
  }
  v1::RecognisePersonRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindPerson(person_));
  request.set_name(name);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, name));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Person person,
                          session.calls().Send(request));
  return PrintPerson(session, person);
}

absl::Status PersonCommands::KeepApart(Session& session) const {
  v1::KeepApartRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string name,
                          session.directory().FindPerson(person_));
  OMZIEN_ASSIGN_OR_RETURN(const std::string other,
                          session.directory().FindPerson(other_));
  request.set_name(name);
  request.set_other(other);
  request.set_lift(lift_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Person person,
                          session.calls().Send(request));
  return PrintPerson(session, person);
}

}  // namespace omzien::cli
