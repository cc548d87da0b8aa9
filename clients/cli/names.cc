#include "clients/cli/names.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::cli {
namespace {

constexpr std::size_t kCodeLength = 6;
constexpr std::size_t kIdLength = 26;  // Crockford's base32 of 130 bits.

}  // namespace

std::string FullName(absl::string_view collection, absl::string_view typed) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(typed);
  if (absl::StrContains(trimmed, "/")) return std::string(trimmed);
  return absl::StrCat(collection, "/", trimmed);
}

std::string IdOf(absl::string_view name) {
  const std::size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name
                                                      : name.substr(slash + 1));
}

std::string InvitationName(absl::string_view typed) {
  std::string code;
  for (const char c : IdOf(typed)) {
    if (c != '-' && c != ' ') code.push_back(absl::ascii_toupper(c));
  }
  if (code.size() != kCodeLength) return FullName("invitations", typed);
  return absl::StrCat("invitations/", code.substr(0, 3), "-", code.substr(3));
}

std::string PersonOfVolunteer(absl::string_view volunteer) {
  return absl::StrCat("people/", IdOf(volunteer));
}

std::string VolunteerOfPerson(absl::string_view person) {
  return absl::StrCat("volunteers/", IdOf(person));
}

bool IsName(absl::string_view collection, absl::string_view typed) {
  if (absl::StartsWith(typed, absl::StrCat(collection, "/"))) return true;
  return typed.size() == kIdLength && std::ranges::all_of(typed, [](char c) {
           return absl::ascii_isdigit(c) || absl::ascii_islower(c);
         });
}

}  // namespace omzien::cli
