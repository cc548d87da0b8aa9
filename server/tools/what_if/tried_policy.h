// The way of asking that is tried: today's, with what is changed.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "omzien/config/v1/municipality.pb.h"

namespace omzien::what_if {

struct Changes {
  // "waves" or "one-by-one"; empty: as it is now.
  std::string way;
  // A textproto of omzien.config.v1.AskPolicy with the settings that change,
  // as they stand within `ask_policy` of a configuration; empty: none.
  std::string file;
};

// `now` has its defaults filled in, and so has what is given. INVALID_ARGUMENT
// names every problem in the file, one a line, or says that nothing changes.
absl::StatusOr<config::v1::AskPolicy> TriedPolicy(
    const config::v1::AskPolicy& now, const Changes& changes);

}  // namespace omzien::what_if
