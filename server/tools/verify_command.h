// `omziend verify`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "verify". Exit code 0: sound, 1: not, or cannot be looked at, 2:
// a wrong line.
int VerifyMain(int argc, const char* const* argv);

}  // namespace omzien::tools
