#include "clients/cli/address_text.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "omzien/v1/place.pb.h"

namespace omzien::cli {
namespace {

constexpr std::size_t kPostcodeLength = 6;  // Four digits, two letters.

// True when `compact`, a text without spaces, begins with a postcode.
bool HasPostcode(absl::string_view compact) {
  if (compact.size() < kPostcodeLength) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!absl::ascii_isdigit(compact[i])) return false;
  }
  return absl::ascii_isalpha(compact[4]) && absl::ascii_isalpha(compact[5]);
}

// `text` without spaces, but with a single dash where a space or dash parts the
// house number from what follows: "6075 AB 12 - 2" as "6075AB12-2".
std::string Compacted(absl::string_view text) {
  std::string compact;
  for (const char c : text) {
    const bool after_number =
        compact.size() > kPostcodeLength && HasPostcode(compact);
    const bool space = absl::ascii_isspace(static_cast<unsigned char>(c));
    if (space && !after_number) continue;
    const char kept = space ? '-' : c;
    if (kept != '-' || compact.empty() || compact.back() != '-') {
      compact.push_back(kept);
    }
  }
  while (!compact.empty() && compact.back() == '-') compact.pop_back();
  return compact;
}

absl::Status NoAddress(absl::string_view text, Language language) {
  return absl::InvalidArgumentError(
      Text{"\"$0\" is geen adres. Schrijf postcode en huisnummer, zoals "
           "\"6075AB 12a\", of alleen het dorp.",
           "\"$0\" is no address. Write postcode and house number, like "
           "\"6075AB 12a\", or the village alone."}
          .In(language, text));
}

}  // namespace

absl::StatusOr<v1::Address> ParseAddress(absl::string_view text,
                                         Language language) {
  const std::string compact = Compacted(text);
  v1::Address address;
  if (!HasPostcode(compact)) {
    const absl::string_view village = absl::StripAsciiWhitespace(text);
    if (village.empty() || absl::ascii_isdigit(village[0])) {
      return NoAddress(text, language);
    }
    address.set_village(std::string(village));
    return address;
  }
  address.set_postcode(
      absl::AsciiStrToUpper(absl::string_view(compact).substr(0, 6)));
  absl::string_view rest = absl::string_view(compact).substr(kPostcodeLength);
  std::size_t digits = 0;
  while (digits < rest.size() && absl::ascii_isdigit(rest[digits])) ++digits;
  int number = 0;
  if (!absl::SimpleAtoi(rest.substr(0, digits), &number)) {
    return NoAddress(text, language);
  }
  address.set_house_number(number);
  rest.remove_prefix(digits);
  if (rest.size() > 1 && rest[0] == '-' && absl::ascii_isalpha(rest[1])) {
    rest.remove_prefix(1);
  }
  // A single letter is the BAG's huisletter; what follows is the addition.
  if (!rest.empty() && absl::ascii_isalpha(rest[0]) &&
      (rest.size() == 1 || !absl::ascii_isalpha(rest[1]))) {
    address.set_house_letter(absl::AsciiStrToUpper(rest.substr(0, 1)));
    rest.remove_prefix(1);
  }
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '/')) {
    rest.remove_prefix(1);
  }
  address.set_addition(std::string(rest));
  return address;
}

std::string SayAddress(const v1::Address& address) {
  std::vector<std::string> parts;
  if (address.house_number() > 0) {
    const std::string number = absl::StrCat(
        address.house_number(), absl::AsciiStrToLower(address.house_letter()),
        address.addition().empty() ? "" : "-", address.addition());
    parts.push_back(address.street().empty()
                        ? number
                        : absl::StrCat(address.street(), " ", number));
  } else if (!address.street().empty()) {
    parts.push_back(address.street());
  }
  const bool both = !address.postcode().empty() && !address.village().empty();
  const std::string town =
      absl::StrCat(address.postcode(), both ? " " : "", address.village());
  if (!town.empty()) parts.push_back(town);
  return absl::StrJoin(parts, ", ");
}

}  // namespace omzien::cli
