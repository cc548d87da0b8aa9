// What a person, or a script, gets to know when something fails: what is wrong,
// where, what to do about it, and the exit code of its kind.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// The exit codes, as the help lists them.
enum class Exit {
  kDone = 0,
  kOther = 1,
  kUsage = 2,        // The command line itself is wrong.
  kNotFound = 3,     // There is no such thing, or it is not yours to see.
  kBadInput = 4,     // A value is wrong.
  kRefused = 5,      // Not now, not by you, or already there.
  kLostRace = 6,     // Somebody else was first.
  kUnreachable = 7,  // No server, too slow, or too busy.
};

// Where a status of the client keeps what the server sent: a serialised
// google.rpc.Status.
inline constexpr absl::string_view kDetailsPayload = "omzien-cli/details";
// Marks an error in the command line.
inline constexpr absl::string_view kUsagePayload = "omzien-cli/usage";

// An error in the command line: exit code 2.
absl::Status UsageError(absl::string_view message);

Exit ExitOf(const absl::Status& status);

// The lines to show for `status`, which is not OK: what is wrong first, then
// each field, then what to do.
std::vector<std::string> Explain(const absl::Status& status, Language language);

// The same for a script: {"error": {"code", "message", "exitCode", "details"}},
// with the details of the server in protobuf JSON.
std::string ExplainAsJson(const absl::Status& status);

// The reason that the server gave, "ALREADY_FILLED"; empty when none.
std::string ReasonOf(const absl::Status& status);

// The fields that the server found wrong.
struct FieldProblem {
  std::string field;  // A path within the request.
  std::string description;
};
std::vector<FieldProblem> FieldProblemsOf(const absl::Status& status);

}  // namespace omzien::cli
