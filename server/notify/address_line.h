// An address as it stands on a letter.

#pragma once

#include <string>

#include "omzien/v1/place.pb.h"

namespace omzien::notify {

// "Dorpsstraat 12A-2, 6075 AB Herkenbosch"; what is not known is left out.
std::string AddressLine(const omzien::v1::Address& address);

}  // namespace omzien::notify
