// Less than the whole: enough to tell one person or wish from another in a
// list.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "omzien/v1/place.pb.h"

namespace omzien::core {

// "0475 12 34 56" -> "…56"; all of a number of two digits or less.
std::string MaskedPhone(absl::string_view phone);

// "truus@post.example" -> "t…@…"; only "…" of what is no address.
std::string MaskedEmail(absl::string_view email);

// At most 40 characters, cut between words, with "…" when there was more.
std::string MaskedText(absl::string_view text);

// The village alone.
void MaskAddress(omzien::v1::Address& address);

}  // namespace omzien::core
