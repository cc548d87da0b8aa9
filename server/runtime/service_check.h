// Checks of the settings of the program itself: where it listens, where it
// keeps data, how it mails, where it looks up addresses. Fills in defaults.

#pragma once

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// `root` is an omzien.config.v1.Config whose paths are resolved already.
// Problems are reported through it.
void CheckService(const TextprotoNode& root);

}  // namespace omzien::runtime
