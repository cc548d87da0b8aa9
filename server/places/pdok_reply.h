// The answers of PDOK's Locatieserver v3.1 (/free, Solr's JSON).
// Documentation: https://github.com/PDOK/locatieserver/wiki/API-Locatieserver

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/places/known_address.h"

namespace omzien::places {

// The fields that ParsePdokReply reads, for the parameter `fl`.
inline constexpr absl::string_view kPdokFields =
    "straatnaam,huisnummer,huisletter,huisnummertoevoeging,postcode,"
    "woonplaatsnaam,centroide_ll";

// Addresses with the texts they borrow. Moves, does not copy.
struct PdokReply {
  PdokReply() = default;
  PdokReply(PdokReply&&) noexcept = default;
  PdokReply& operator=(PdokReply&&) noexcept = default;

  int64_t found = 0;  // How many there are; more than `addresses` when cut off.
  std::vector<KnownAddress> addresses;
  std::deque<std::string> texts;
};

// UNAVAILABLE when it is no such answer. Documents without a postcode, a number
// or a point in the Netherlands are left out.
absl::StatusOr<PdokReply> ParsePdokReply(absl::string_view body);

}  // namespace omzien::places
