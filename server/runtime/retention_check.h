// Checks of how long things are kept. Fills in defaults.

#pragma once

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// `root` is an omzien.config.v1.Config. Problems are reported through it.
void CheckRetention(const TextprotoNode& root);

}  // namespace omzien::runtime
