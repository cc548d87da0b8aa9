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
  const auto young = young_.find(name);
  if (young != young_.end()) return young->second;
  const auto old = old_.find(name);
  if (old == old_.end()) return nullptr;
  Record record = std::move(old->second);
  old_.erase(old);
  Keep(name, record);
  return record;
}

void RecordCache::Keep(absl::string_view name, Record record) {
  old_.erase(name);
  if (!young_.contains(name)) {
    // One goes for each that comes: a generation that went at once would hold
    // the lane for milliseconds.
    if (!old_.empty()) old_.erase(old_.begin());
    if (young_.size() >= generation_max_) old_ = std::exchange(young_, {});
  }
  young_.insert_or_assign(std::string(name), std::move(record));
}

void RecordCache::LetGo(absl::string_view name) {
  young_.erase(name);
  old_.erase(name);
}

void RecordCache::ForEach(
    const std::function<void(const std::string&, const Record&)>& visit) const {
  for (const Records* records : {&young_, &old_}) {
    for (const auto& [name, record] : *records) visit(name, record);
  }
}

}  // namespace omzien::core
