#include "server/core/names.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::core {

std::string IdOf(absl::string_view name) {
  const auto slash = name.find('/');
  return std::string(slash == absl::string_view::npos ? name
                                                      : name.substr(slash + 1));
}

std::string NameOf(absl::string_view collection, absl::string_view id) {
  return absl::StrCat(collection, "/", id);
}

std::string PersonOfVolunteer(absl::string_view volunteer) {
  return NameOf("people", IdOf(volunteer));
}

std::string VolunteerOfPerson(absl::string_view person) {
  return NameOf("volunteers", IdOf(person));
}

std::string LinkKey(std::initializer_list<absl::string_view> parts) {
  return absl::StrJoin(parts, "/");
}

std::string AscendingKey(absl::Time time) {
  return absl::StrFormat("%016x", absl::ToUnixMicros(time));
}

std::string DescendingKey(absl::Time time) {
  return absl::StrFormat("%016x", std::numeric_limits<std::int64_t>::max() -
                                      absl::ToUnixMicros(time));
}

std::string WatchKey(absl::string_view parent, std::int64_t sequence) {
  return absl::StrCat("w/", parent, "/", absl::Hex(sequence, absl::kZeroPad16));
}

std::string SequenceKey(std::int64_t sequence) {
  std::string key(8, '\0');
  auto rest = static_cast<std::uint64_t>(sequence);
  for (int i = 7; i >= 0; --i, rest >>= 8U) {
    key[static_cast<std::size_t>(i)] = static_cast<char>(rest & 0xffU);
  }
  return key;
}

std::int64_t SequenceOf(absl::string_view key) {
  std::uint64_t sequence = 0;
  for (const char byte : key) {
    sequence = (sequence << 8U) | static_cast<unsigned char>(byte);
  }
  return static_cast<std::int64_t>(sequence);
}

std::string CodeKey(absl::string_view code) {
  return LinkKey({"code", absl::StrReplaceAll(absl::AsciiStrToUpper(code),
                                              {{"-", ""}, {" ", ""}})});
}

}  // namespace omzien::core
