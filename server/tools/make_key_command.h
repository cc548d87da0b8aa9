// `omziend make-key`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "make-key". Prints one line for the file of master keys. Exit
// code 0, or 2: a wrong line.
int MakeKeyMain(int argc, const char* const* argv);

}  // namespace omzien::tools
