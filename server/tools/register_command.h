// `omziend register`: the register of processing, or with `--algorithm` drafts
// for the Algoritmeregister.

#pragma once

namespace omzien::tools {

// `argv[0]` is "register". Exit code 0: printed, 1: printed, and something is
// missing in the configuration, or it cannot be read, 2: a wrong line.
int RegisterMain(int argc, const char* const* argv);

}  // namespace omzien::tools
