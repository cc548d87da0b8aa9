// Two sentences for people: why this neighbour, why now, and what would have
// changed it.

#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "omzien/v1/match.pb.h"

namespace omzien::cli {

// Empty when the ask left in a wave.
std::vector<std::string> SayReason(const v1::AskReason& reason,
                                   Language language);

}  // namespace omzien::cli
