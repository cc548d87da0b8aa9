// An address as a person gives it: "6075AB 12", "6075 ab 12a-2", or a village.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "omzien/v1/place.pb.h"

namespace omzien::cli {

// A postcode with a house number, or the name of a village alone: which
// address it is, and whether it is one, the server knows. kInvalidArgument,
// with an example, for a postcode without a number and for no text at all.
absl::StatusOr<v1::Address> ParseAddress(absl::string_view text,
                                         Language language);

// "Dorpsstraat 12a-2, 6075AB Herkenbosch", as far as it is known.
std::string SayAddress(const v1::Address& address);

}  // namespace omzien::cli
