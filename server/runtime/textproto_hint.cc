#include "server/runtime/textproto_hint.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace omzien::runtime {
namespace {

namespace pb = google::protobuf;

// Levenshtein's distance: single letters added, dropped or changed.
std::size_t Distance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::string Suggest(absl::string_view wrong,
                    const std::vector<std::string>& known) {
  if (known.empty()) return "";
  const auto nearest = *std::ranges::min_element(
      known, [wrong](const std::string& a, const std::string& b) {
        return Distance(wrong, a) < Distance(wrong, b);
      });
  std::string hint = ";";
  if (Distance(wrong, nearest) <= 1 + nearest.size() / 3) {
    absl::StrAppend(&hint, " did you mean \"", nearest, "\"?");
  }
  return absl::StrCat(hint, " Known here: ", absl::StrJoin(known, ", "), ".");
}

// The enum of the first field of this name below `type`, or null.
const pb::EnumDescriptor* FindEnum(const pb::Descriptor& type,
                                   const std::string& field_name,
                                   std::set<const pb::Descriptor*>& seen) {
  if (!seen.insert(&type).second) return nullptr;
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    if (field.name() == field_name && field.enum_type() != nullptr) {
      return field.enum_type();
    }
    if (field.message_type() == nullptr) continue;
    const auto* found = FindEnum(*field.message_type(), field_name, seen);
    if (found != nullptr) return found;
  }
  return nullptr;
}

}  // namespace

std::string TextprotoHint(const pb::Descriptor& root, absl::string_view error) {
  // The parser quotes both names: Message type "T" has no field named "F".
  // Unknown enumeration value of "V" for field "F".
  const std::vector<std::string> parts = absl::StrSplit(error, '"');
  if (parts.size() != 5) return "";
  std::vector<std::string> known;
  if (parts[2] == " has no field named ") {
    const auto* type = root.file()->pool()->FindMessageTypeByName(parts[1]);
    if (type == nullptr) return "";
    for (int i = 0; i < type->field_count(); ++i) {
      known.push_back(type->field(i)->name());
    }
    return Suggest(parts[3], known);
  }
  if (parts[2] == " for field ") {
    std::set<const pb::Descriptor*> seen;
    const pb::EnumDescriptor* type = FindEnum(root, parts[3], seen);
    if (type == nullptr) return "";
    // Value 0 is UNSPECIFIED, which no configuration means.
    for (int i = 1; i < type->value_count(); ++i) {
      known.push_back(type->value(i)->name());
    }
    return Suggest(parts[1], known);
  }
  return "";
}

}  // namespace omzien::runtime
