#include "clients/cli/lookup_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/address_text.h"
#include "clients/cli/command_line.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/session.h"
#include "clients/cli/skill_search.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {

void LookupCommands::AddTo(const Command& root) {
  root.Add("municipalities", For::kEveryone,
           {"De gemeenten op deze server", "The municipalities served"})
      .Run(Municipalities);

  const Command skills =
      root.Add("skills", For::kEveryone,
               {"Wat vrijwilligers kunnen; zoekt ook op andere woorden ervoor",
                "What volunteers can do; also finds by other words for it"});
  skills.Take(word_, {"WORD", {"Zoekwoord", "A word to search for"}});
  skills.Examples("  omzien skills gras");
  skills.Run([this](Session& session) { return Skills(session); });

  const Command address = root.Add(
      "address", For::kEveryone, {"Zoekt een adres op", "Looks an address up"});
  address.Take(
      address_,
      {"ADDRESS", {"Postcode en huisnummer", "Postcode and number"}, "", true});
  address.Examples("  omzien address \"6075ab 12a\"");
  address.Run([this](Session& session) { return Address(session); });
}

absl::Status LookupCommands::Municipalities(Session& session) {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Municipality> all,
                          session.directory().Municipalities());
  if (session.printer().json()) return session.printer().JsonList(all);
  Table table({"id", session.In({"gemeente", "municipality"}),
               session.In({"dorpen", "villages"}),
               session.In({"balie", "desk"})});
  for (const v1::Municipality& one : all) {
    table.Add({{IdOf(one.name())},
               {one.display_name(), Ink::kStrong},
               {absl::StrJoin(one.villages(), ", ")},
               {one.desk_phone()}});
  }
  session.printer().Draw(table);
  return absl::OkStatus();
}

absl::Status LookupCommands::Skills(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Skill> all,
                          session.directory().Skills());
  const std::vector<v1::Skill> found = SearchSkills(all, word_);
  if (session.printer().json()) return session.printer().JsonList(found);
  if (found.empty()) {
    return absl::NotFoundError(
        Text{"Geen vaardigheid met \"$0\". Alles zien: omzien skills",
             "No skill with \"$0\". See all: omzien skills"}
            .In(session.language(), word_));
  }
  Table table({"id", session.In({"vaardigheid", "skill"}),
               session.In({"duurt", "takes"}), session.In({"zorg", "care"}),
               session.In({"ook wel", "also called"})},
              0);
  for (const v1::Skill& skill : found) {
    table.Add({{IdOf(skill.name())},
               {DisplayName(skill, session.language()), Ink::kStrong},
               {SayDuration(skill.usual_duration(), session.language())},
               {Say(skill.risk(), session.language())},
               {absl::StrJoin(skill.synonyms(), ", "), Ink::kFaint}});
  }
  session.printer().Draw(table);
  return absl::OkStatus();
}

absl::Status LookupCommands::Address(Session& session) const {
  v1::FindAddressRequest request;
  request.set_text(absl::StrJoin(address_, " "));
  // Only helps with the last resort; without one the server still searches.
  const auto municipality = session.directory().Municipality();
  if (municipality.ok()) request.set_municipality(municipality->name());
  OMZIEN_ASSIGN_OR_RETURN(const v1::FindAddressResponse found,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(found);
  const auto say = [&session](const v1::Place& place) {
    const v1::Location& where = place.location();
    session.printer().Say(absl::StrCat(
        SayAddress(place.address()), "  (", where.latitude_deg(), ", ",
        where.longitude_deg(), "; ", Say(where.precision(), session.language()),
        "; ", where.source(), ")"));
  };
  if (found.has_place()) say(found.place());
  if (!found.suggestions().empty()) {
    session.printer().Say(session.In({"Bedoelde u:", "Did you mean:"}));
    for (const v1::Place& place : found.suggestions()) say(place);
  }
  if (found.has_place() || !found.suggestions().empty()) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(
      Text{"Geen adres gevonden voor \"$0\".", "No address found for \"$0\"."}
          .In(session.language(), request.text()));
}

}  // namespace omzien::cli
