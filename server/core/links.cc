#include "server/core/links.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

absl::StatusOr<std::vector<std::string>> KeysBelow(Transaction& transaction,
                                                   absl::string_view prefix,
                                                   int max) {
  std::vector<std::string> keys;
  if (max <= 0) return keys;
  OMZIEN_RETURN_IF_ERROR(
      transaction.Scan(Keyspace::kLinks, Prefix(prefix),
                       [&](absl::string_view key, absl::string_view) {
                         keys.emplace_back(key);
                         return static_cast<int>(keys.size()) < max;
                       }));
  return keys;
}

std::string LastPart(absl::string_view key) {
  return std::string(key.substr(key.rfind('/') + 1));
}

std::string PartBeforeLast(absl::string_view key) {
  const auto slash = key.rfind('/');
  return slash == absl::string_view::npos ? std::string()
                                          : LastPart(key.substr(0, slash));
}

}  // namespace omzien::core
