#include "server/people/key_cache.h"

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <cstddef>
#include <optional>
#include <string>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace omzien::people {

KeyCache::~KeyCache() { LetGoOfAll(); }

std::size_t KeyCache::PartOf(absl::string_view person) {
  return absl::HashOf(person) % kParts;
}

std::optional<KeyCache::Entry> KeyCache::Find(absl::string_view person) const {
  const Part& part = parts_[PartOf(person)];
  const absl::MutexLock lock(&part.mutex);
  const auto found = part.keys.find(person);
  if (found == part.keys.end()) return std::nullopt;
  return found->second;
}

void KeyCache::Keep(absl::string_view person, const Entry& entry) {
  Part& part = parts_[PartOf(person)];
  const absl::MutexLock lock(&part.mutex);
  if (part.keys.size() >= kKeysMax) part.LetGoOfAll();
  part.keys[std::string(person)] = entry;
}

void KeyCache::LetGoOfAll() {
  for (Part& part : parts_) {
    const absl::MutexLock lock(&part.mutex);
    part.LetGoOfAll();
  }
}

void KeyCache::Part::LetGoOfAll() {
  for (auto& [person, entry] : keys) {
    sodium_memzero(entry.key.data(), entry.key.size());
  }
  keys.clear();
}

}  // namespace omzien::people
