#include "tests/testing/store_dump.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"

namespace omzien::testing {

absl::StatusOr<std::vector<std::string>> Dump(const core::Reader& reader) {
  std::vector<std::string> lines;
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto keyspace = static_cast<core::Keyspace>(i);
    OMZIEN_RETURN_IF_ERROR(reader.Scan(
        keyspace, {}, /*reverse=*/false,
        [&](absl::string_view key, absl::string_view value) {
          lines.push_back(absl::StrCat(core::KeyspaceName(keyspace), ":",
                                       absl::CHexEscape(key), " = ",
                                       absl::CHexEscape(value)));
          return true;
        }));
  }
  return lines;
}

}  // namespace omzien::testing
