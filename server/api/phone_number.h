// Telephone numbers as people in the Netherlands write them.

#pragma once

#include "absl/strings/string_view.h"

namespace omzien::api {

// True for a number of a possible length and form, as dialled in the
// Netherlands ("0475 12 34 56") or with "+" and a country code. Whether anybody
// has that number is not asked, so that numbers set aside for examples pass.
// Thread-safe.
bool IsPhoneNumber(absl::string_view text);

}  // namespace omzien::api
