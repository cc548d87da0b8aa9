#include "server/places/known_address.h"

#include <string>

#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"

namespace omzien::places {

omzien::v1::Place PlaceOf(const KnownAddress& known, absl::string_view source) {
  omzien::v1::Place place;
  omzien::v1::Address& address = *place.mutable_address();
  address.set_postcode(known.postcode.ToString());
  address.set_house_number(known.house_number);
  address.set_house_letter(std::string(known.letter));
  address.set_addition(std::string(known.addition));
  address.set_street(std::string(known.street));
  address.set_village(std::string(known.village));
  omzien::v1::Location& location = *place.mutable_location();
  location.set_latitude_deg(known.latitude_deg);
  location.set_longitude_deg(known.longitude_deg);
  location.set_precision(omzien::v1::Location::PRECISION_ADDRESS);
  location.set_source(std::string(source));
  return place;
}

}  // namespace omzien::places
