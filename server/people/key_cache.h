// People's keys that were used lately: a command seals for the same few people,
// and a start opens two records of each.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/people/master_keys.h"

namespace omzien::people {

// Thread-safe: in parts with a lock each, so that threads with different people
// mostly do not meet. Keys are wiped when they go; when a part is full all of
// its keys go at once.
class KeyCache {
 public:
  struct Entry {
    std::uint32_t slot = 0;
    Key key{};
  };

  KeyCache() = default;
  KeyCache(const KeyCache&) = delete;
  KeyCache& operator=(const KeyCache&) = delete;
  ~KeyCache();

  std::optional<Entry> Find(absl::string_view person) const;
  void Keep(absl::string_view person, const Entry& entry);
  void LetGoOfAll();

 private:
  static constexpr std::size_t kParts = 16;
  // In a part: all together more people than a region asks in a day, in some
  // 4 MB.
  static constexpr std::size_t kKeysMax = 2'048;

  struct Part {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<std::string, Entry> keys ABSL_GUARDED_BY(mutex);

    void LetGoOfAll() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex);
  };

  static std::size_t PartOf(absl::string_view person);

  std::array<Part, kParts> parts_;
};

}  // namespace omzien::people
