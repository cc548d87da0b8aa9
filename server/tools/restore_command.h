// `omziend restore`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "restore". Exit code 0: done, 1: not, 2: a wrong line.
int RestoreMain(int argc, const char* const* argv);

}  // namespace omzien::tools
