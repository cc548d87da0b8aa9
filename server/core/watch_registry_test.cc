#include "server/core/watch_registry.h"

#include <string>

#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"

namespace omzien::core {
namespace {

store::v1::JournalEntry EntryOf(const std::string& person,
                                const std::string& municipality) {
  store::v1::JournalEntry entry;
  entry.add_audience(person);
  entry.set_municipality(municipality);
  return entry;
}

TEST(WatchRegistryTest, WakesWhomAnEntryConcernsAndNobodyElse) {
  WatchRegistry watchers;
  int person = 0;
  int desk = 0;
  int stranger = 0;
  watchers.Add("people/1", [&] { ++person; });
  watchers.Add("people/1", [&] { ++person; });
  watchers.Add("municipalities/GM1669", [&] { ++desk; });
  watchers.Add("people/2", [&] { ++stranger; });
  watchers.Wake(EntryOf("people/1", "municipalities/GM1669"));
  EXPECT_EQ(person, 2);
  EXPECT_EQ(desk, 1);
  EXPECT_EQ(stranger, 0);
  watchers.Wake(EntryOf("people/3", "municipalities/GM0001"));
  EXPECT_EQ(person + desk + stranger, 3);
}

TEST(WatchRegistryTest, WhoHasLeftIsNotWoken) {
  WatchRegistry watchers;
  int first = 0;
  int second = 0;
  const auto id = watchers.Add("people/1", [&] { ++first; });
  const auto other = watchers.Add("people/1", [&] { ++second; });
  EXPECT_NE(id, other);
  watchers.Remove(id);
  watchers.Remove(id);
  watchers.Wake(EntryOf("people/1", ""));
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
  watchers.Remove(other);
  watchers.Wake(EntryOf("people/1", ""));
  EXPECT_EQ(second, 1);
}

}  // namespace
}  // namespace omzien::core
