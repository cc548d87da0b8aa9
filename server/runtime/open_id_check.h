// Checks `open_id_providers`: with whom an organisation's staff signs in.

#pragma once

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// Fills in defaults and reports what is wrong; `root` is the whole
// configuration.
void CheckOpenIdProviders(const TextprotoNode& root);

}  // namespace omzien::runtime
