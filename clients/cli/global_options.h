// What holds for every command: which server, who is calling, on behalf of
// whom, how to print.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "clients/cli/credentials.h"
#include "clients/cli/environment.h"
#include "clients/cli/language.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {

// As typed; empty when not given, neither as an option nor in the environment.
struct GlobalOptions {
  std::string server;
  Credentials credentials;  // Of the server.
  std::string role;
  std::string organisation;
  std::string municipality;
  std::string on_behalf_of;
  std::string channel;
  std::string checked;
  std::string word;
  std::string consent_by;
  std::string consented_at;
  bool consent_written = false;
  std::string color;
  std::string request_id;
  std::string language;
  int timeout_s = 10;
  bool json = false;
};

// The options themselves, on `root`.
void TakeGlobalOptions(const Command& root, GlobalOptions& options);

// Fills what the line did not give from OMZIEN_SERVER, OMZIEN_ROLE,
// OMZIEN_ORGANISATION, OMZIEN_MUNICIPALITY and the defaults, reads where the
// caller is signed in, and checks the notation. A UsageError when something
// cannot be.
absl::Status Complete(GlobalOptions& options, const Environment& environment,
                      Language language);

// The caller's role: --role, else administrator for what is the
// administrator's, else the role that an organisation gave, else the one that
// goes with the command.
absl::StatusOr<v1::Role> RoleOf(const GlobalOptions& options, For whom,
                                Language language);

// The language, which must be known before the line is read: --lang, else
// OMZIEN_LANG, else LANG, else Dutch.
Language LanguageFor(const std::vector<std::string>& line,
                     const Environment& environment);

}  // namespace omzien::cli
