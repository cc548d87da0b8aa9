// What people call the values of the API's enumerations, in Dutch and English,
// and the short names by which the command line takes them.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/cli/language.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace omzien::cli {

// One value of an enumeration.
struct Word {
  int value;
  absl::string_view name;  // On the command line: "nobody-home".
  Text text;               // In a sentence or a table: "niemand thuis".
};

// The words of one enumeration, by its full proto name
// ("omzien.v1.Job.State"), with UNSPECIFIED left out; empty for an enumeration
// that no person meets.
absl::Span<const Word> WordsOf(absl::string_view enumeration);

// All enumerations that have words, for tests.
std::vector<absl::string_view> EnumerationsWithWords();

// The word for `value`; the plain number for one that this client does not
// know yet, so that a newer server is still readable.
std::string WordFor(absl::string_view enumeration, int value,
                    Language language);

// The value that `typed` names by its short name or a word in either language,
// whatever the case; nothing when there is none.
std::optional<int> ValueFor(absl::string_view enumeration,
                            absl::string_view typed);

// The short names, for help and for errors.
std::vector<std::string> NamesOf(absl::string_view enumeration);

// The same by type: Say(need.state(), language).
template <typename Enum>
std::string Say(Enum value, Language language) {
  return WordFor(google::protobuf::GetEnumDescriptor<Enum>()->full_name(),
                 static_cast<int>(value), language);
}

template <typename Enum>
std::optional<Enum> Parse(absl::string_view typed) {
  const std::optional<int> value =
      ValueFor(google::protobuf::GetEnumDescriptor<Enum>()->full_name(), typed);
  if (!value.has_value()) return std::nullopt;
  return static_cast<Enum>(*value);
}

template <typename Enum>
std::vector<std::string> Names() {
  return NamesOf(google::protobuf::GetEnumDescriptor<Enum>()->full_name());
}

}  // namespace omzien::cli
