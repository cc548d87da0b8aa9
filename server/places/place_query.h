// What is asked of a source of places, taken from an address or read from free
// text.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/places/postcode.h"

namespace omzien::places {

// A question in the form that all sources share. A plain value.
struct PlaceQuery {
  // Absent when none was given, or what was given is no postcode.
  std::optional<Postcode> postcode;
  // 0 when none was given.
  int32_t house_number = 0;
  // Letter and addition together, as TailKey() has them; empty when none.
  std::string tail;
  // The village as typed; from free text all that was not understood.
  std::string village;
};

// Letter and addition without what people leave out: "A" + "bis", "a-bis" and
// "A BIS" are all "ABIS".
std::string TailKey(absl::string_view letter, absl::string_view addition);

PlaceQuery QueryOf(const omzien::v1::Address& address);

// Reads "6075ab 12a", "6075 AB 12 a bis", "12a 6075AB", "6075AB",
// "Herkenbosch", "Markt 5 Herkenbosch". Digits and letters that look alike are
// told apart inside a postcode ("6O75AB"). Never fails: what is not understood
// ends up in `village`.
PlaceQuery ReadQuery(absl::string_view text);

// `query` as an address, for an answer when nothing is known.
omzien::v1::Address AddressOf(const PlaceQuery& query);

}  // namespace omzien::places
