// `omziend what-if`.

#pragma once

namespace omzien::tools {

// `argv[0]` is "what-if". Exit code 0: told, 1: it cannot be looked at, or what
// is to be tried is no way of asking, 2: a wrong line.
int WhatIfMain(int argc, const char* const* argv);

}  // namespace omzien::tools
