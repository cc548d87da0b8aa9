#include "server/places/place_query.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "omzien/v1/place.pb.h"
#include "re2/re2.h"
#include "server/places/postcode.h"

namespace omzien::places {
namespace {

// A word after a house number counts as its tail up to this length ("0002");
// one of letters alone up to the second, but for "huis": a longer one is part
// of a village ("12 Montfort").
constexpr size_t kTailWordMax = 4;
constexpr size_t kTailLettersMax = 3;
// The contract's limits on house_letter and addition.
constexpr size_t kAdditionMax = 6;

// Takes the first postcode out of `text` and leaves the rest.
std::optional<Postcode> TakePostcode(std::string& text) {
  static const RE2* const kClean = new RE2(
      R"((?i)^(|.*?[^0-9a-z])([1-9][0-9]{3} *[a-z]{2})((?:[^a-z].*)?)$)");
  // The same with O for 0 and I or L for 1.
  static const RE2* const kAlike = new RE2(
      R"((?i)^(|.*?[^0-9a-z])([1-9il][0-9oil]{3} *[a-z01]{2})((?:[^a-z].*)?)$)");
  std::string before;
  std::string found;
  std::string after;
  if (RE2::FullMatch(text, *kClean, &before, &found, &after)) {
    text = before + " " + after;
    return Postcode::Parse(found);
  }
  if (!RE2::FullMatch(text, *kAlike, &before, &found, &after)) {
    return std::nullopt;
  }
  // A word like "looier" is none: at least two digits must be digits.
  const size_t letters = found.size() - 2;
  if (std::count_if(found.begin(), found.begin() + 4, absl::ascii_isdigit) <
      2) {
    return std::nullopt;
  }
  const std::string mended =
      absl::StrReplaceAll(
          absl::AsciiStrToUpper(absl::string_view(found).substr(0, letters)),
          {{"O", "0"}, {"I", "1"}, {"L", "1"}}) +
      absl::StrReplaceAll(absl::string_view(found).substr(letters),
                          {{"0", "O"}, {"1", "I"}});
  const std::optional<Postcode> postcode = Postcode::Parse(mended);
  if (postcode.has_value()) {
    text = before + " " + after;
  }
  return postcode;
}

bool IsTailWord(absl::string_view word) {
  const bool only_letters = std::ranges::all_of(word, absl::ascii_isalpha);
  return word.size() <= (only_letters ? kTailLettersMax : kTailWordMax) ||
         absl::EqualsIgnoreCase(word, "huis");
}

// Takes a house number and its tail out of `text` and leaves the rest.
void TakeHouseNumber(std::string& text, PlaceQuery& query) {
  static const RE2* const kNumber =
      new RE2(R"(^(|.*?[^0-9])([0-9]{1,5})((?:[^0-9].*)?)$)");
  std::string before;
  std::string after;
  int32_t number = 0;
  if (!RE2::FullMatch(text, *kNumber, &before, &number, &after) ||
      number == 0) {
    return;
  }
  query.house_number = number;
  std::vector<absl::string_view> rest;
  for (const absl::string_view word :
       absl::StrSplit(after, absl::ByAnyChar(" -/"), absl::SkipEmpty())) {
    if (rest.empty() && IsTailWord(word) &&
        query.tail.size() + word.size() <= kAdditionMax + 1) {
      query.tail += TailKey("", word);
    } else {
      rest.push_back(word);
    }
  }
  text = before + " " + absl::StrJoin(rest, " ");
}

}  // namespace

std::string TailKey(absl::string_view letter, absl::string_view addition) {
  std::string key;
  for (const absl::string_view part : {letter, addition}) {
    for (const char c : part) {
      if (absl::ascii_isalnum(c)) {
        key.push_back(absl::ascii_toupper(c));
      }
    }
  }
  return key;
}

PlaceQuery QueryOf(const omzien::v1::Address& address) {
  PlaceQuery query;
  query.postcode = Postcode::Parse(address.postcode());
  query.house_number = address.house_number();
  query.tail = TailKey(address.house_letter(), address.addition());
  query.village = address.village();
  return query;
}

PlaceQuery ReadQuery(absl::string_view text) {
  std::string rest = absl::StrReplaceAll(
      text, {{",", " "}, {";", " "}, {"\t", " "}, {"\n", " "}, {"\r", " "}});
  PlaceQuery query;
  query.postcode = TakePostcode(rest);
  TakeHouseNumber(rest, query);
  absl::RemoveExtraAsciiWhitespace(&rest);
  query.village = rest;
  return query;
}

omzien::v1::Address AddressOf(const PlaceQuery& query) {
  omzien::v1::Address address;
  if (query.postcode.has_value()) {
    address.set_postcode(query.postcode->ToString());
  }
  address.set_house_number(query.house_number);
  absl::string_view tail = query.tail;
  if (!tail.empty() && absl::ascii_isalpha(tail.front()) &&
      (tail.size() == 1 || absl::ascii_isdigit(tail[1]))) {
    address.set_house_letter(std::string(tail.substr(0, 1)));
    tail.remove_prefix(1);
  }
  address.set_addition(std::string(tail.substr(0, kAdditionMax)));
  address.set_village(query.village);
  return address;
}

}  // namespace omzien::places
