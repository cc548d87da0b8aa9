#include "clients/cli/privacy_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/command_line.h"
#include "clients/cli/export_page.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "google/protobuf/util/json_util.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/look_service.pb.h"

namespace omzien::cli {
namespace {

// Whom the line names, or who has signed in.
absl::StatusOr<std::string> PersonOrSelf(Session& session,
                                         const std::string& typed) {
  if (!typed.empty()) return session.directory().FindPerson(typed);
  const std::string& self = session.options().credentials.person;
  if (!self.empty()) return self;
  return UsageError(session.In({"Over wie? Geef een naam, of meld u aan.",
                                "About whom? Give a name, or sign in."}));
}

std::string PartsOf(const v1::Look& look, Language language) {
  std::vector<std::string> parts;
  parts.reserve(look.parts_size());
  for (int i = 0; i < look.parts_size(); ++i) {
    parts.push_back(Say(look.parts(i), language));
  }
  return absl::StrJoin(parts, ", ");
}

std::string ViewerOf(const v1::Look& look, Language language) {
  const std::string role = Say(look.viewer().role(), language);
  return look.viewer_name().empty()
             ? role
             : absl::StrCat(look.viewer_name(), ", ", role);
}

}  // namespace

void PrivacyCommands::AddTo(const Command& root) {
  const Command looks = root.Add("looks", For::kEveryone,
                                 {"Wie uw gegevens bekeek, en wanneer",
                                  "Who looked at your data, and when"});
  looks.Take(person_, {"PERSON",
                       {"Van iemand anders, als de balie",
                        "Of somebody else, for the desk"}});
  looks.Take(shown_max_,
             {"--max", {"Hoogstens zoveel (50)", "At most (50)"}, "N"});
  looks.Examples("  omzien looks\n  omzien looks Appelboom");
  looks.Run([this](Session& session) { return Looks(session); });

  const Command all = root.Add("export", For::kEveryone,
                               {"Alles wat Omzien over u weet, als bestand",
                                "All that Omzien knows about you, as a file"});
  all.Take(exported_, {"PERSON",
                       {"Van iemand anders, als de balie",
                        "Of somebody else, for the desk"}});
  all.Take(
      folder_,
      {"--to", {"In welke map (deze)", "In which folder (this)"}, "FOLDER"});
  all.Examples(
      "  omzien export\n"
      "  omzien export Appelboom --checked called-back --to /media/stick");
  all.Run([this](Session& session) { return Export(session); });
}

absl::Status PrivacyCommands::Looks(Session& session) const {
  v1::ListLooksRequest request;
  OMZIEN_ASSIGN_OR_RETURN(*request.mutable_parent(),
                          PersonOrSelf(session, person_));
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Look> looks,
                          ListAll(session.calls(), request,
                                  &v1::ListLooksResponse::looks, shown_max_));
  if (session.printer().json()) return session.printer().JsonList(looks);
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Table table({session.In({"wanneer", "when"}), session.In({"wie", "who"}),
               session.In({"wat", "what"})},
              2);
  for (const v1::Look& look : looks) {
    table.Add({{moments.Say(look.first_time())},
               {ViewerOf(look, session.language()), Ink::kStrong},
               {PartsOf(look, session.language())}});
  }
  if (table.empty()) {
    session.printer().Say(
        session.In({"Niemand heeft gekeken.", "Nobody has looked."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status PrivacyCommands::Export(Session& session) const {
  v1::ExportPersonRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                          PersonOrSelf(session, exported_));
  request.set_name(person);
  request.set_page_size(kPageSize);
  OMZIEN_ASSIGN_OR_RETURN(*request.mutable_origin(), session.Origin(person));
  v1::PersonExport all;
  do {
    OMZIEN_ASSIGN_OR_RETURN(v1::PersonExport page,
                            session.calls().Send(request));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  if (session.printer().json()) return session.printer().Json(all);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  std::string json;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  if (!google::protobuf::util::MessageToJsonString(all, &json, options).ok()) {
    return absl::InternalError("what is known cannot be written as JSON");
  }
  const std::string base = absl::StrCat(folder_, "/omzien-", IdOf(person));
  OMZIEN_RETURN_IF_ERROR(
      session.environment().write_secret(absl::StrCat(base, ".json"), json));
  OMZIEN_RETURN_IF_ERROR(session.environment().write_secret(
      absl::StrCat(base, ".html"), ExportPage(all, telling)));
  session.printer().Say(session.In(
      {"Alles staat in twee bestanden: een om te lezen of te printen, en een "
       "voor programma's.",
       "All of it is in two files: one to read or print, and one for "
       "programs."}));
  session.printer().Say(absl::StrCat("  ", base, ".html"));
  session.printer().Say(absl::StrCat("  ", base, ".json"));
  session.printer().Say(session.In(
      {"Hebben anderen een zorg over u gemeld? Dat staat hier niet in. Vraag "
       "ernaar bij de gemeente.",
       "Did others report a worry about you? That is not in it. Ask the "
       "municipality."}));
  return absl::OkStatus();
}

}  // namespace omzien::cli
