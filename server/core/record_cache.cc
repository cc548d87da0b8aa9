#include "server/core/record_cache.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

bool RecordCache::Keeps(absl::string_view name) {
  return absl::StartsWith(name, "volunteers/") ||
         absl::StartsWith(name, "people/");
}

RecordCache::Record RecordCache::Find(absl::string_view name) {
  const Record* record = records_.Find(name);
  return record == nullptr ? nullptr : *record;
}

void RecordCache::Keep(absl::string_view name, Record record) {
  records_.Put(name, std::move(record));
}

void RecordCache::LetGo(absl::string_view name) { records_.Erase(name); }

void RecordCache::ForEach(
    const std::function<void(const std::string&, const Record&)>& visit) const {
  for (const auto& [name, record] : records_.entries()) visit(name, record);
}

}  // namespace omzien::core
