#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/address_text.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/person_commands.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/words.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/place.pb.h"

namespace omzien::cli {

void PersonForm::AddTo(const Command& command, bool whole) {
  command.Take(given_name_,
               {"--given", {"Voornaam", "Given name"}, "NAME", whole});
  command.Take(family_name_,
               {"--family", {"Achternaam", "Family name"}, "NAME"});
  command.Take(phone_, {"--phone", {"Telefoon", "Telephone"}, "NUMBER"});
  command.Take(email_, {"--email", {"E-mailadres", "E-mail"}, "ADDRESS"});
  command.Take(address_, {"--address",
                          {"\"6075AB 12a\", of alleen het dorp",
                           "\"6075AB 12a\", or the village alone"},
                          "ADDRESS"});
  command.Take(languages_, {"--language",
                            {"Talen, de beste eerst; mag vaker",
                             "Languages, best first; again for more"},
                            "nl"});
  command.Take(contact_, {"--contact",
                          {"Hoe we iets laten weten", "How to tell things"},
                          "",
                          false,
                          Names<v1::Person::Contact>()});
  command.Take(agreed_word_, {"--agreed-word",
                              {"Woord om elkaar aan de telefoon te kennen",
                               "A word to know each other by on the phone"},
                              "WORD"});
}

absl::Status PersonForm::Fill(Session& session, v1::Person& person,
                              std::vector<std::string>& changed) const {
  const auto set = [&changed](const std::string& value, const char* field,
                              auto put) {
    if (value.empty()) return;
    put(value);
    changed.emplace_back(field);
  };
  set(given_name_, "given_name",
      [&](const std::string& v) { person.set_given_name(v); });
  set(family_name_, "family_name",
      [&](const std::string& v) { person.set_family_name(v); });
  set(phone_, "phone", [&](const std::string& v) { person.set_phone(v); });
  set(email_, "email", [&](const std::string& v) { person.set_email(v); });
  set(agreed_word_, "agreed_word",
      [&](const std::string& v) { person.set_agreed_word(v); });
  if (!address_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(v1::Address address,
                            ParseAddress(address_, session.language()));
    *person.mutable_home()->mutable_address() = std::move(address);
    changed.emplace_back("home");
  }
  if (!languages_.empty()) {
    person.mutable_languages()->Assign(languages_.begin(), languages_.end());
    changed.emplace_back("languages");
  }
  if (!contact_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Person::Contact contact,
        Chosen<v1::Person::Contact>("--contact", contact_, session.language()));
    person.set_contact(contact);
    changed.emplace_back("contact");
  }
  return absl::OkStatus();
}

}  // namespace omzien::cli
