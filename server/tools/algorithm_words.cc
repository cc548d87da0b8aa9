#include "server/tools/algorithm_words.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/duration.pb.h"

namespace omzien::tools {

std::string ToFill(absl::string_view what) {
  return absl::StrCat(kMark, " ", what, "]");
}

std::string SaySpan(const google::protobuf::Duration& duration) {
  constexpr struct {
    int seconds;
    int seconds_min;  // From here on in this unit.
    const char* one;
    const char* more;
  } kUnits[] = {{86'400, 3 * 86'400, "dag", "dagen"},
                {3'600, 3'600, "uur", "uur"},
                {60, 60, "minuut", "minuten"},
                {1, 0, "seconde", "seconden"}};
  const auto seconds = duration.seconds();
  if (seconds == 0) return "0 uur";
  for (const auto& unit : kUnits) {
    if (seconds < unit.seconds_min || seconds % unit.seconds != 0) continue;
    const auto count = seconds / unit.seconds;
    return absl::StrCat(count, " ", count == 1 ? unit.one : unit.more);
  }
  return "";
}

std::string ListOf(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) {
    absl::StrAppend(&list, "- ", item, "\n");
  }
  return list;
}

}  // namespace omzien::tools
