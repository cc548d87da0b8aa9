#include "server/core/people_entry.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "omzien/v1/person.pb.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace omzien::core {
namespace {

std::string FullName(const omzien::v1::Person& person) {
  return Fold(absl::StrCat(person.given_name(), " ", person.family_name()));
}

}  // namespace

std::string NumberKey(absl::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) digits += c;
  }
  absl::string_view rest = digits;
  absl::ConsumePrefix(&rest, "00");
  const bool country = absl::ConsumePrefix(&rest, "31");
  // "+31 (0)6": the zero is for who calls from within the country.
  if (country || rest.size() == digits.size()) absl::ConsumePrefix(&rest, "0");
  return std::string(rest);
}

std::vector<std::string> Identities(const omzien::v1::Person& person) {
  const std::string start =
      absl::StrCat(person.municipality(), "\n", FullName(person), "\n");
  std::vector<std::string> keys;
  if (!person.phone().empty()) {
    keys.push_back(absl::StrCat(start, NumberKey(person.phone())));
  }
  if (!person.email().empty()) {
    keys.push_back(absl::StrCat(start, Fold(person.email())));
  }
  return keys;
}

std::string Fold(absl::string_view text) {
  // Most is plain: the same as below, and fifty times faster.
  if (std::ranges::all_of(text,
                          [](char c) { return absl::ascii_isascii(c); })) {
    return absl::AsciiStrToLower(text);
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  const auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int>(text.size())));
  const icu::UnicodeString decomposed =
      U_SUCCESS(error) != 0 ? normalizer->normalize(unicode, error) : unicode;
  icu::UnicodeString bare;
  for (int i = 0; i < decomposed.length();) {
    const UChar32 point = decomposed.char32At(i);
    i += U16_LENGTH(point);
    if (u_charType(point) != U_NON_SPACING_MARK) bare.append(point);
  }
  std::string folded;
  bare.foldCase().toUTF8String(folded);
  return folded;
}

PeopleEntry::PeopleEntry(const omzien::v1::Person& person)
    : name_(person.name()), municipality_(person.municipality()) {
  const std::string full_name = FullName(person);
  const std::string number = NumberKey(person.phone());
  const std::string email = Fold(person.email());
  const auto& address = person.home().address();
  const std::string home = Fold(absl::StrCat(
      address.street(), " ", address.house_number(), address.house_letter(),
      " ", address.postcode(), " ", address.village()));
  const absl::string_view zero = number.empty() ? "" : "0";
  text_ = absl::StrCat(full_name, " ", zero, number, " ", email, " ", home);
  const auto size = [](auto&... parts) {
    return static_cast<std::uint32_t>((parts.size() + ...));
  };
  full_name_end_ = size(full_name);
  number_begin_ = full_name_end_ + 1 + size(zero);
  number_end_ = number_begin_ + size(number);
  email_end_ = number_end_ + 1 + size(email);
}

}  // namespace omzien::core
