// Goal: a record is found as it was kept, until it goes or others are used more
// lately; there are never more than was said.

#include "server/core/record_cache.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "omzien/store/v1/record.pb.h"

namespace omzien::core {
namespace {

RecordCache::Record Volunteer(const std::string& name) {
  auto record = std::make_shared<store::v1::VolunteerRecord>();
  record->mutable_volunteer()->set_name(name);
  return record;
}

std::vector<std::string> NamesIn(const RecordCache& cache) {
  std::vector<std::string> names;
  cache.ForEach([&](const std::string& name, const RecordCache::Record&) {
    names.push_back(name);
  });
  return names;
}

TEST(RecordCacheTest, KeepsPeopleAndVolunteers) {
  EXPECT_TRUE(RecordCache::Keeps("volunteers/anna"));
  EXPECT_TRUE(RecordCache::Keeps("people/anna"));
  EXPECT_FALSE(RecordCache::Keeps("needs/1"));
  EXPECT_FALSE(RecordCache::Keeps("memberships/1"));
}

TEST(RecordCacheTest, TheLastThatWasKeptIsFound) {
  RecordCache cache(4);
  EXPECT_EQ(cache.Find("volunteers/a"), nullptr);
  const auto first = Volunteer("first");
  const auto second = Volunteer("second");
  cache.Keep("volunteers/a", first);
  EXPECT_EQ(cache.Find("volunteers/a"), first);
  cache.Keep("volunteers/a", second);
  EXPECT_EQ(cache.Find("volunteers/a"), second);
  cache.LetGo("volunteers/a");
  EXPECT_EQ(cache.Find("volunteers/a"), nullptr);
}

TEST(RecordCacheTest, WhoIsUsedStaysAndTheRestGoes) {
  RecordCache cache(4);
  cache.Keep("volunteers/used", Volunteer("used"));
  for (int i = 0; i < 20; ++i) {
    cache.Keep(absl::StrCat("volunteers/", i), Volunteer("other"));
    EXPECT_NE(cache.Find("volunteers/used"), nullptr) << i;
    EXPECT_LE(NamesIn(cache).size(), 4U);
  }
  EXPECT_EQ(cache.Find("volunteers/0"), nullptr);
}

}  // namespace
}  // namespace omzien::core
