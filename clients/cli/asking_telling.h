// Says how a municipality asks its volunteers, in lines for people.

#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/table.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/policy_change.pb.h"

namespace omzien::cli {

// The group in words: "tot 500 m", "90 tot 365 dagen", "skills/tuin".
std::string SayGroup(const v1::AskShare& share, Language language);

// A line a group, with its share lately and before.
Table ShareTable(const v1::AskReport& report, Language language);

// The newest first, each with what became otherwise in it; of the oldest all
// its numbers.
std::vector<std::string> PolicyLines(
    const std::vector<v1::PolicyChange>& newest_first, const Moments& moments);

}  // namespace omzien::cli
