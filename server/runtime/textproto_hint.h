// What would be right, for an error of the textproto parser.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace omzien::runtime {

// "; did you mean \"listen\"? Known here: ..." for an unknown field or value,
// found by reading the parser's message; "" when nothing is known. `root` is
// the message type of the file.
std::string TextprotoHint(const google::protobuf::Descriptor& root,
                          absl::string_view error);

}  // namespace omzien::runtime
