#include "server/api/notation.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "boost/locale/utf.hpp"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/options.pb.h"
#include "re2/re2.h"
#include "server/api/phone_number.h"

namespace omzien::api {
namespace {

using v1::FieldRules;
using Collections = google::protobuf::RepeatedPtrField<std::string>;

bool Matches(absl::string_view text, const re2::RE2& pattern) {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()),
                             pattern);
}

// Control characters of ISO 6429: C0, DEL and C1.
bool IsControl(boost::locale::utf::code_point point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0);
}

// UTF-8, not too long, no control characters.
std::string CharacterProblem(absl::string_view text, int chars_max) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  const bool lines = chars_max > kCharsMaxDefault;
  const char* at = text.data();
  const char* const end = at + text.size();
  int count = 0;
  while (at != end) {
    const auto point = Utf8::decode(at, end);
    if (!boost::locale::utf::is_valid_codepoint(point)) {
      return "must be text in UTF-8";
    }
    if (IsControl(point) && (!lines || point != '\n')) {
      return lines ? "must not hold control characters other than line breaks"
                   : "must be one line without control characters";
    }
    ++count;
  }
  if (count <= chars_max) return "";
  return absl::StrCat("is ", count, " characters long; at most ", chars_max,
                      " are kept");
}

// Years as for timestamps, so that a typing error ("0206") is noticed.
bool IsDate(absl::string_view text) {
  static const re2::RE2 pattern(R"((\d{4})-(\d{2})-(\d{2}))");
  int year = 0;
  int month = 0;
  int day = 0;
  if (!re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern,
                           &year, &month, &day)) {
    return false;
  }
  const absl::CivilDay date(year, month, day);  // Puts 30 February in March.
  return year >= 2000 && year < 2200 && date.year() == year &&
         date.month() == month && date.day() == day;
}

bool IsEmail(absl::string_view text) {
  // The pattern of the HTML standard, "valid e-mail address", with at least one
  // dot in the domain; RFC 5321 section 4.5.3.1 for the lengths.
  static const re2::RE2 pattern(
      R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@)"
      R"((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+)"
      R"([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)");
  return text.size() <= 254 && Matches(text, pattern);
}

// The letters of core::IdSource::NewCode().
bool IsCode(absl::string_view text) {
  static const re2::RE2 pattern(
      "(?i)[2-9A-HJ-NP-TV-Z]{3}-?[2-9A-HJ-NP-TV-Z]{3}");
  return Matches(text, pattern);
}

bool IsId(absl::string_view collection, absl::string_view id) {
  static const re2::RE2 municipality("GM[0-9]{4}");
  static const re2::RE2 other("[a-z0-9-]{1,64}");
  if (collection == "municipalities") return Matches(id, municipality);
  if (collection == "invitations" && IsCode(id)) return true;
  return Matches(id, other);
}

std::string ResourceHint(const Collections& collections) {
  return absl::StrCat(
      "must be ",
      absl::StrJoin(collections, " or ",
                    [](std::string* out, const std::string& collection) {
                      const bool cbs = collection == "municipalities";
                      absl::StrAppend(out, "\"", collection,
                                      cbs ? "/GM0000\"" : "/{id}\"");
                    }),
      ", as the server gave it");
}

}  // namespace

bool IsResourceName(absl::string_view text, const Collections& collections) {
  const auto slash = text.find('/');
  if (slash == absl::string_view::npos) return false;
  const absl::string_view collection = text.substr(0, slash);
  return std::ranges::any_of(collections, [&](const std::string& allowed) {
    return collection == allowed && IsId(collection, text.substr(slash + 1));
  });
}

std::string NotationProblem(const FieldRules& rules, absl::string_view text) {
  static const re2::RE2 uuid("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  static const re2::RE2 postcode("[1-9][0-9]{3} ?[A-Za-z]{2}");
  static const re2::RE2 language("[a-z]{2,3}");
  static const re2::RE2 time_of_day(
      "(?:[01][0-9]|2[0-3]):(?:00|15|30|45)|24:00");
  const int chars_max =
      rules.chars_max() == 0 ? kCharsMaxDefault : rules.chars_max();
  std::string problem = CharacterProblem(
      text, rules.format() == FieldRules::FORMAT_EMAIL ? 254 : chars_max);
  if (!problem.empty()) return problem;
  const auto unless = [](bool right, absl::string_view hint) {
    return right ? std::string() : std::string(hint);
  };
  switch (rules.format()) {
    case FieldRules::FORMAT_UUID:
      return unless(Matches(text, uuid),
                    "must be a UUID in lower case with dashes, made anew for "
                    "each call and kept for its retries");
    case FieldRules::FORMAT_EMAIL:
      return unless(IsEmail(text),
                    "must be an e-mail address such as name@mail.example");
    case FieldRules::FORMAT_PHONE:
      return unless(IsPhoneNumber(text),
                    "must be a telephone number: digits as dialled in the "
                    "Netherlands, or \"+\" and the country code first");
    case FieldRules::FORMAT_POSTCODE:
      return unless(Matches(text, postcode),
                    "must be four digits, not starting with 0, and two "
                    "letters, such as \"1234 AB\"");
    case FieldRules::FORMAT_RESOURCE:
      return unless(IsResourceName(text, rules.resource()),
                    ResourceHint(rules.resource()));
    case FieldRules::FORMAT_LANGUAGE:
      return unless(Matches(text, language),
                    "must be a language's two or three lower-case letters, "
                    "such as \"nl\"");
    case FieldRules::FORMAT_DATE:
      return unless(IsDate(text),
                    "must be a date that exists, from 2000 on, written "
                    "year-month-day: \"2026-12-05\"");
    case FieldRules::FORMAT_TIME_OF_DAY:
      return unless(Matches(text, time_of_day),
                    "must be a time on a quarter of an hour, from \"00:00\" to "
                    "\"24:00\"");
    case FieldRules::FORMAT_CODE:
      return unless(IsCode(text),
                    "must be six letters and digits as they stand in the "
                    "mail, such as \"K7M-2QX\"");
    default:
      return "";
  }
}

}  // namespace omzien::api
