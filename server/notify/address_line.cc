#include "server/notify/address_line.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "omzien/v1/place.pb.h"
#include "server/notify/one_line.h"

namespace omzien::notify {

std::string AddressLine(const omzien::v1::Address& address) {
  std::string number;
  if (address.house_number() > 0) {
    number =
        absl::StrCat(" ", address.house_number(), address.house_letter(),
                     address.addition().empty() ? "" : "-", address.addition());
  }
  std::string postcode = address.postcode();
  if (postcode.size() == 6) postcode.insert(4, " ");
  const std::string first = OneLine(absl::StrCat(address.street(), number));
  const std::string second =
      OneLine(absl::StrCat(postcode, " ", address.village()));
  return absl::StrCat(first, first.empty() || second.empty() ? "" : ", ",
                      second);
}

}  // namespace omzien::notify
