// Checks `server` and `sign_in`: what listens, who can reach it, and how often
// and how long.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {

// Fills in defaults and reports what is wrong; `root` is the whole
// configuration.
void CheckServer(const TextprotoNode& root);

// Also for what the server calls.
bool IsLoopback(const std::string& host);
bool IsFile(const std::string& path);
// Reports a private key that is not there, or that others may read.
void CheckPrivateKeyFile(const TextprotoNode& node, absl::string_view field,
                         const std::string& path);

}  // namespace omzien::runtime
