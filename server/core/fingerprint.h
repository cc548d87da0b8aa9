// SHA-256 (FIPS 180-4), for telling payloads and lists apart.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace omzien::core {

// 32 bytes.
std::string Fingerprint(absl::string_view bytes);

// Of the message in protobuf's deterministic serialisation: equal messages of
// one build give equal bytes.
std::string Fingerprint(const google::protobuf::Message& message);

}  // namespace omzien::core
