// Resource names ("needs/7x..") and the keys made of them.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::core {

// "needs/7x" -> "7x"; text without a slash stays as it is.
std::string IdOf(absl::string_view name);

// "needs", "7x" -> "needs/7x".
std::string NameOf(absl::string_view collection, absl::string_view id);

// A volunteer's id is the person's: the two names of one human being.
std::string PersonOfVolunteer(absl::string_view volunteer);
std::string VolunteerOfPerson(absl::string_view person);

// Parts joined by '/', for keys in Keyspace::kLinks; no part holds a '/'.
std::string LinkKey(std::initializer_list<absl::string_view> parts);

// 16 hexadecimal digits that sort as the times do, oldest first.
std::string AscendingKey(absl::Time time);

// The same, newest first.
std::string DescendingKey(absl::Time time);

// The key in Keyspace::kLinks by which a watch of `parent` ("people/..",
// "municipalities/..") finds a journal entry that concerns it.
std::string WatchKey(absl::string_view parent, std::int64_t sequence);

// The key of a journal entry: 8 bytes, big-endian.
std::string SequenceKey(std::int64_t sequence);
std::int64_t SequenceOf(absl::string_view key);

// The link key of an ask's code. Codes are said on the phone: case, spaces and
// the dash do not count.
std::string CodeKey(absl::string_view code);

}  // namespace omzien::core
