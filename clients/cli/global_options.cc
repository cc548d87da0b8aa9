#include "clients/cli/global_options.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/credentials.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/words.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {
namespace {

constexpr absl::string_view kDefaultServer = "127.0.0.1:7400";
constexpr int kTimeoutMax_s = 3600;

void TakeConsentOptions(const Command& root, GlobalOptions& options) {
  root.Take(options.consent_by,
            {"--consent-by",
             {"Wie het goed vindt, als het een contactpersoon is",
              "Who agrees, when it is a contact person"},
             "PERSON"});
  root.Take(options.consent_written, {"--consent-written",
                                      {"Het staat op papier of in een mail",
                                       "It was written down or mailed"}});
  root.Take(options.consented_at, {"--consented-at",
                                   {"Wanneer dat is gezegd, als het niet nu is",
                                    "When that was said, if not now"},
                                   "\"20-11-2026 14:00\""});
}

}  // namespace

void TakeGlobalOptions(const Command& root, GlobalOptions& options) {
  root.Take(options.server,
            {"--server",
             {"Adres van de server; anders OMZIEN_SERVER of 127.0.0.1:7400",
              "Address of the server; else OMZIEN_SERVER or 127.0.0.1:7400"},
             "HOST:PORT"});
  root.Take(options.role,
            {"--role",
             {"In welke rol; anders OMZIEN_ROLE, of geraden",
              "In what role; else OMZIEN_ROLE, or guessed"},
             "",
             false,
             {"resident", "volunteer", "desk", "community-worker",
              "coordinator", "administrator", "auditor", "integration"}});
  root.Take(options.organisation,
            {"--organisation",
             {"Voor welke organisatie, als het er meer zijn; anders "
              "OMZIEN_ORGANISATION",
              "For which organisation, when there are several; else "
              "OMZIEN_ORGANISATION"},
             "ID"});
  root.Take(options.municipality,
            {"--municipality",
             {"De gemeente, als er meer zijn; anders OMZIEN_MUNICIPALITY",
              "Which, when there are several; else OMZIEN_MUNICIPALITY"},
             "GM1669"});
  root.Take(options.on_behalf_of, {"--for",
                                   {"Namens wie: een id of een naam",
                                    "On behalf of: an id or a name"},
                                   "PERSON"});
  root.Take(options.channel,
            {"--by",
             {"Hoe de wens binnenkwam; bij --for anders phone, zelf app",
              "How the wish came; with --for else phone, your own app"},
             "",
             false,
             {"phone", "visit", "paper", "email", "app"}});
  root.Take(options.checked,
            {"--checked",
             {"Hoe u weet wie er belt", "How you know who is calling"},
             "",
             false,
             Names<v1::IdentityCheck::Way>()});
  root.Take(options.word, {"--word",
                           {"Het woord dat de beller zei (--checked word)",
                            "The word the caller said (--checked word)"},
                           "WORD"});
  TakeConsentOptions(root, options);
  root.Take(options.json, {"--json",
                           {"Antwoord als JSON, voor scripts",
                            "Answer as JSON, for scripts"}});
  root.Take(options.language,
            {"--lang",
             {"Taal; anders OMZIEN_LANG of LANG", "Else OMZIEN_LANG or LANG"},
             "",
             false,
             {"nl", "en"}});
  root.Take(
      options.color,
      {"--color", {"Kleur", "Colour"}, "", false, {"auto", "always", "never"}});
  root.Take(options.timeout_s, {"--timeout",
                                {"Wacht hoogstens zo lang op de server (10)",
                                 "Wait at most this long for the server (10)"},
                                "SECONDS"});
  root.Take(options.request_id,
            {"--request-id",
             {"Vast id (UUID), zodat een script veilig kan herhalen",
              "Fixed id (UUID), so that a script can safely repeat"},
             "UUID"});
}

absl::Status Complete(GlobalOptions& options, const Environment& environment,
                      Language language) {
  const auto fill = [&](std::string& value, const char* name,
                        absl::string_view otherwise) {
    if (value.empty()) {
      value = environment.variable(name).value_or(std::string(otherwise));
    }
  };
  fill(options.server, "OMZIEN_SERVER", kDefaultServer);
  fill(options.organisation, "OMZIEN_ORGANISATION", "");
  fill(options.role, "OMZIEN_ROLE", "");
  fill(options.municipality, "OMZIEN_MUNICIPALITY", "");
  if (options.color.empty()) options.color = "auto";

  if (!options.organisation.empty()) {
    options.organisation = FullName("organisations", options.organisation);
  }
  OMZIEN_ASSIGN_OR_RETURN(options.credentials,
                          LoadCredentials(environment, options.server));
  if (!options.request_id.empty() && !IsUuid(options.request_id)) {
    return UsageError(
        Text{"--request-id \"$0\" is geen UUID in kleine letters.",
             "--request-id \"$0\" is not a UUID in lower case."}
            .In(language, options.request_id));
  }
  if (options.timeout_s < 1 || options.timeout_s > kTimeoutMax_s) {
    return UsageError(
        Text{"--timeout is 1 tot $0 seconden.", "--timeout is 1 to $0 seconds."}
            .In(language, kTimeoutMax_s));
  }
  OMZIEN_RETURN_IF_ERROR(
      OneOf("--color", options.color, {"auto", "always", "never"}, language));
  if (!options.language.empty()) {
    OMZIEN_RETURN_IF_ERROR(
        OneOf("--lang", options.language, {"nl", "en"}, language));
  }
  if (!options.word.empty() && options.checked.empty()) {
    options.checked = "word";
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Role> RoleOf(const GlobalOptions& options, For whom,
                                Language language) {
  if (!options.role.empty()) {
    return Chosen<v1::Role>("--role", options.role, language);
  }
  const auto& roles = options.credentials.roles;
  const auto has = [&roles](v1::Role role) {
    return std::ranges::find(roles, role) != roles.end();
  };
  if (whom == For::kAdministrator) {
    // A coordinator sees to who works in the own team.
    return has(v1::ROLE_COORDINATOR) && !has(v1::ROLE_ADMINISTRATOR)
               ? v1::ROLE_COORDINATOR
               : v1::ROLE_ADMINISTRATOR;
  }
  // What an administrator alone may do is asked for by its command.
  for (const v1::Role role : roles) {
    if (role != v1::ROLE_ADMINISTRATOR || roles.size() == 1) return role;
  }
  switch (whom) {
    case For::kVolunteer:
      return v1::ROLE_VOLUNTEER;
    case For::kAdministrator:
    case For::kDesk:
    case For::kResident:
    case For::kEveryone:
      return v1::ROLE_RESIDENT;
  }
  return v1::ROLE_UNSPECIFIED;  // Unreachable; keeps GCC content.
}

Language LanguageFor(const std::vector<std::string>& line,
                     const Environment& environment) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == "--lang" && i + 1 < line.size()) {
      return LanguageOf(line[i + 1]);
    }
    if (absl::StartsWith(line[i], "--lang=")) {
      return LanguageOf(absl::string_view(line[i]).substr(7));
    }
  }
  const auto chosen = environment.variable("OMZIEN_LANG");
  return LanguageOf(
      chosen.value_or(environment.variable("LANG").value_or("nl")));
}

}  // namespace omzien::cli
