// `omziend replay`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "replay". Exit code 0: all that could be opened came out the
// same, 1: something did not, or it cannot be looked at, 2: a wrong line.
int ReplayMain(int argc, const char* const* argv);

}  // namespace omzien::tools
