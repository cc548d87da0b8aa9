// Reads a town of the lab from a textproto of omzien.config.v1.LabScenario.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/runtime/textproto.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

// INVALID_ARGUMENT names every problem at once, one a line:
// "config/lab/town.textproto:12:3: needs.per_day: is 0; ...". `text` gives the
// file.
absl::StatusOr<Scenario> ReadScenario(
    const std::string& path, runtime::FileText text = runtime::TextOfFile);

}  // namespace omzien::lab
