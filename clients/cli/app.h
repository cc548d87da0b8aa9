// The client as one function: a line of words in, an exit code out.

#pragma once

#include <string>
#include <vector>

#include "clients/cli/environment.h"

namespace omzien::cli {

// Reads `line`, without the program's name, does what it asks, and prints to
// the environment's streams. Returns an exit code as failure.h lists them.
int Run(const std::vector<std::string>& line, const Environment& environment);

}  // namespace omzien::cli
