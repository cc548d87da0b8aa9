// `omziend import-addresses`: the command around import_addresses.h.

#pragma once

namespace omzien::tools {

// argv[0] is "import-addresses". Progress and messages go to stderr, the result
// to stdout. Returns the exit code: 0 done; 1 failed, and the store in use is
// as it was; 2 the command line or the configuration is wrong.
int ImportAddressesMain(int argc, const char* const* argv);

}  // namespace omzien::tools
