#include "server/people/key_cache.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace omzien::people {
namespace {

KeyCache::Entry EntryOf(std::uint32_t slot) {
  KeyCache::Entry entry{.slot = slot};
  entry.key.fill(static_cast<unsigned char>(slot));
  return entry;
}

TEST(KeyCacheTest, GivesWhatWasKeptLast) {
  KeyCache cache;
  EXPECT_FALSE(cache.Find("somebody").has_value());
  cache.Keep("somebody", EntryOf(1));
  cache.Keep("another", EntryOf(2));
  cache.Keep("somebody", EntryOf(3));
  EXPECT_EQ(cache.Find("somebody").value_or(EntryOf(0)).slot, 3U);
  EXPECT_EQ(cache.Find("somebody").value_or(EntryOf(0)).key, EntryOf(3).key);
  EXPECT_EQ(cache.Find("another").value_or(EntryOf(0)).slot, 2U);
  cache.LetGoOfAll();
  EXPECT_FALSE(cache.Find("somebody").has_value());
  EXPECT_FALSE(cache.Find("another").has_value());
}

TEST(KeyCacheTest, DoesNotGrowWithoutBound) {
  KeyCache cache;
  constexpr std::uint32_t kPeople = 100'000;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < kPeople; ++i) {
    cache.Keep(absl::StrCat("p", i), EntryOf(i));
  }
  for (std::uint32_t i = 0; i < kPeople; ++i) {
    const auto found = cache.Find(absl::StrCat("p", i));
    if (!found.has_value()) continue;
    EXPECT_EQ(found->slot, i);
    ++kept;
  }
  EXPECT_LE(kept, 32'768U);
  EXPECT_TRUE(cache.Find(absl::StrCat("p", kPeople - 1)).has_value());
}

}  // namespace
}  // namespace omzien::people
