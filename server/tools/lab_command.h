// `omziend lab`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "lab". Exit code 0: printed, 1: a scenario cannot be read or
// tried, 2: a wrong line.
int LabMain(int argc, const char* const* argv);

}  // namespace omzien::tools
