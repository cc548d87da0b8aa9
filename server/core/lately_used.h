// Values by name, of which those used last are kept.

#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

// Not thread-safe. No call takes longer because much is kept: room for all is
// made at once, as a table that grows moves everything in one call, and one
// goes for each that comes.
template <typename Value>
class LatelyUsed {
 public:
  struct Entry {
    std::string name;
    Value value;
  };
  using Entries = std::list<Entry>;

  explicit LatelyUsed(std::size_t max) : max_(max) { places_.reserve(max + 1); }
  LatelyUsed(const LatelyUsed&) = delete;
  LatelyUsed& operator=(const LatelyUsed&) = delete;

  // Null when it is not here; else until the next call of Put or Erase.
  const Value* Find(absl::string_view name) { return Use(name); }

  void Put(absl::string_view name, Value value) {
    if (Value* const kept = Use(name); kept != nullptr) {
      *kept = std::move(value);
      return;
    }
    entries_.push_front({std::string(name), std::move(value)});
    places_.emplace(entries_.front().name, entries_.begin());
    if (entries_.size() > max_) Erase(entries_.back().name);
  }

  void Erase(absl::string_view name) {
    const auto place = places_.find(name);
    if (place == places_.end()) return;
    const auto entry = place->second;
    places_.erase(place);  // Before the name that its key looks at.
    entries_.erase(entry);
  }

  // Used last first.
  const Entries& entries() const { return entries_; }

 private:
  // By the names in `entries_`. One of the standard library, as an open table
  // cleans up now and then when as many go as come, all of it in one call.
  using Places =
      std::unordered_map<absl::string_view, typename Entries::iterator,
                         absl::Hash<absl::string_view>>;

  Value* Use(absl::string_view name) {
    const auto place = places_.find(name);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return &place->second->value;
  }

  const std::size_t max_;
  Entries entries_;
  Places places_;
};

}  // namespace omzien::core
