// What a server's refusal means to a person, and what to do about it.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

struct RefusalWords {
  Text what;
  Text advice;  // Empty when there is nothing to do but read.
};

// By the server's reason ("ALREADY_FILLED"), else by the status code.
RefusalWords WordsForRefusal(absl::string_view reason, absl::StatusCode code);

// True when there are words for this reason; not for one of a newer server.
bool IsKnownReason(absl::string_view reason);

// What is wrong with a field, in the reader's language where we have the words.
std::string WordsForProblem(absl::string_view description, Language language);

}  // namespace omzien::cli
