// How an import's problems are told, and what the help says of the columns.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/import_command.h"
#include "clients/cli/language.h"
#include "google/protobuf/struct.pb.h"

namespace omzien::cli {

// "Regel 14, postcode: ...".
std::string TellProblem(const RowProblem& problem, Language language);

// {"entered", "known", "problems": [{"line", "field", "description"}]}.
google::protobuf::Struct ReportAsJson(const ImportReport& report);

// What a server's INVALID_ARGUMENT says is wrong with the row on `line`.
std::vector<RowProblem> ProblemsOf(const absl::Status& status, int line);

// Help on the columns of the files.
Text VolunteerColumnHelp();
Text ResidentColumnHelp();

}  // namespace omzien::cli
