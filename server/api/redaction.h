// Messages as they may stand in a log.

#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace omzien::api {

// One line in protobuf's text form in which every field marked `personal`, at
// any depth, is "***" whatever it holds; how many entries a personal list has
// is not shown either. Unknown fields are left out. Thread-safe.
std::string Redacted(const google::protobuf::Message& message);

}  // namespace omzien::api
