// Text from elsewhere made safe to show: a terminal obeys control characters,
// so a name or a note must not carry any.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace omzien::cli {

// `text` with each control character (C0, DEL, C1) replaced by a space; line
// feeds stay.
std::string WithoutControls(absl::string_view text);

// The same for every string field in `message`, at any depth.
void RemoveControls(google::protobuf::Message& message);

}  // namespace omzien::cli
