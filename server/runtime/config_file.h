// The configuration file: a textproto of omzien.config.v1.Config, which is its
// own manual (proto/omzien/config/v1/config.proto), and the skills catalogue
// and the words for the door that it names.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/core/settings.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {

// Reads `path`, the skills catalogue and the words for the door, fills in the
// defaults that config.proto states, makes paths absolute (relative ones are
// relative to the folder of `path`), and checks all that the rest of the
// program counts on. INVALID_ARGUMENT names every problem at once, one a line:
// "config/omzien.textproto:12:3: server.listen: what is wrong; what is right".
// Secrets are not in it: they stay in the environment until they are needed.
// `text` gives the files.
absl::StatusOr<core::Settings> ReadConfig(const std::string& path,
                                          FileText text = TextOfFile);

}  // namespace omzien::runtime
