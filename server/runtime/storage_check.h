// Checks of where data, backups and keys are kept. Fills in defaults.

#pragma once

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// `root` is an omzien.config.v1.Config whose paths are resolved already.
// Problems are reported through it.
void CheckStorage(const TextprotoNode& root);

}  // namespace omzien::runtime
