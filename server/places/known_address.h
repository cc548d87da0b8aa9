// An address as a register has it: the form in which every address source hands
// its rows to address_choice.h, and in which the store is written.

#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/places/postcode.h"

namespace omzien::places {

// The contract's limit (place.proto).
inline constexpr int32_t kHouseNumberMax = 99999;

// Borrows its texts from the store or the reply it was read from.
struct KnownAddress {
  Postcode postcode;
  int32_t house_number;        // 1 to kHouseNumberMax.
  absl::string_view letter;    // BAG: huisletter.
  absl::string_view addition;  // BAG: huisnummertoevoeging.
  absl::string_view street;    // BAG: openbare ruimte.
  absl::string_view village;   // BAG: woonplaats.
  double latitude_deg;         // WGS 84.
  double longitude_deg;        // WGS 84.
};

// `source` is "bag" or "pdok"; the precision is PRECISION_ADDRESS.
omzien::v1::Place PlaceOf(const KnownAddress& known, absl::string_view source);

// The box around the European Netherlands, in degrees; a point outside it is an
// error in a file or an answer.
inline constexpr double kLatitudeMinDeg = 50.70;
inline constexpr double kLatitudeMaxDeg = 53.70;
inline constexpr double kLongitudeMinDeg = 3.20;
inline constexpr double kLongitudeMaxDeg = 7.30;

inline bool IsInTheNetherlands(double latitude_deg, double longitude_deg) {
  return latitude_deg >= kLatitudeMinDeg && latitude_deg <= kLatitudeMaxDeg &&
         longitude_deg >= kLongitudeMinDeg && longitude_deg <= kLongitudeMaxDeg;
}

}  // namespace omzien::places
