#include "server/core/people_directory.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "omzien/v1/person.pb.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace omzien::core {
namespace {

// Digits after the leading zero or the country code: "+31 6 12" and "06-12" are
// the same.
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

std::string FullName(const omzien::v1::Person& person) {
  return Fold(absl::StrCat(person.given_name(), " ", person.family_name()));
}

std::string SearchText(const omzien::v1::Person& person) {
  const auto& address = person.home().address();
  const std::string number_key = NumberKey(person.phone());
  return Fold(absl::StrCat(
      FullName(person), " ", number_key.empty() ? "" : "0", number_key, " ",
      person.email(), " ", address.street(), " ", address.house_number(),
      address.house_letter(), " ", address.postcode(), " ", address.village()));
}

// A word of a query that looks like a telephone number loses its notation.
std::string SearchWord(absl::string_view word) {
  const bool number =
      (word.size() >= 4 || word.front() == '+') &&
      word.find_first_not_of("+-0123456789()") == absl::string_view::npos;
  return number ? NumberKey(word) : Fold(word);
}

}  // namespace

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
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  const auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int>(text.size())));
  const icu::UnicodeString decomposed =
      U_SUCCESS(error) ? normalizer->normalize(unicode, error) : unicode;
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

void PeopleDirectory::Put(const omzien::v1::Person& person) {
  Remove(person.name());
  Entry entry{person.municipality(),
              absl::StrCat(FullName(person), "\n", person.name()),
              SearchText(person), Identities(person), Fold(person.email())};
  for (const std::string& key : entry.identities) {
    identities_[key].insert(person.name());
  }
  if (!entry.email.empty()) by_email_[entry.email].insert(person.name());
  ordered_[entry.municipality][entry.sort_key] = person.name();
  entries_[person.name()] = std::move(entry);
}

void PeopleDirectory::Remove(absl::string_view name) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return;
  ordered_[found->second.municipality].erase(found->second.sort_key);
  for (const std::string& key : found->second.identities) {
    identities_[key].erase(std::string(name));
    if (identities_[key].empty()) identities_.erase(key);
  }
  if (const auto mail = by_email_.find(found->second.email);
      mail != by_email_.end()) {
    mail->second.erase(std::string(name));
    if (mail->second.empty()) by_email_.erase(mail);
  }
  entries_.erase(found);
}

std::vector<std::string> PeopleDirectory::Find(absl::string_view municipality,
                                               absl::string_view query,
                                               absl::string_view after,
                                               int max) const {
  std::vector<std::string> words;
  for (const absl::string_view word :
       absl::StrSplit(query, ' ', absl::SkipWhitespace())) {
    words.push_back(SearchWord(word));
  }
  std::vector<std::string> names;
  const auto people = ordered_.find(std::string(municipality));
  if (people == ordered_.end()) return names;
  for (auto it = people->second.upper_bound(std::string(after));
       it != people->second.end() && static_cast<int>(names.size()) < max;
       ++it) {
    const std::string& text = entries_.at(it->second).search_text;
    if (std::ranges::all_of(words, [&text](const std::string& word) {
          return absl::StrContains(text, word);
        })) {
      names.push_back(it->second);
    }
  }
  return names;
}

std::string PeopleDirectory::SortKey(absl::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? "" : found->second.sort_key;
}

std::string PeopleDirectory::MunicipalityOf(absl::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? "" : found->second.municipality;
}

std::vector<std::string> PeopleDirectory::FindByEmail(absl::string_view email,
                                                      int max) const {
  std::vector<std::string> names;
  const auto found = by_email_.find(Fold(email));
  if (found == by_email_.end()) return names;
  for (const std::string& name : found->second) {
    if (static_cast<int>(names.size()) == max) break;
    names.push_back(name);
  }
  return names;
}

std::string PeopleDirectory::FindSame(const omzien::v1::Person& person) const {
  for (const std::string& key : Identities(person)) {
    const auto found = identities_.find(key);
    if (found == identities_.end()) continue;
    for (const std::string& name : found->second) {
      if (name != person.name()) return name;
    }
  }
  return "";
}

}  // namespace omzien::core
