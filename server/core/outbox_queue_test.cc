#include "server/core/outbox_queue.h"

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kStart = absl::FromUnixSeconds(1'000'000);

TEST(OutboxQueueTest, GivesWhatIsDueInOrderAndAtMostSoMany) {
  OutboxQueue queue;
  queue.Put("later", kStart + absl::Hours(1));
  queue.Put("second", kStart - absl::Seconds(1));
  queue.Put("first", kStart - absl::Seconds(2));
  queue.Put("now", kStart);
  EXPECT_EQ(queue.next_due(), kStart - absl::Seconds(2));
  EXPECT_THAT(queue.Take(kStart, 2), ElementsAre("first", "second"));
  EXPECT_THAT(queue.Take(kStart, 9), ElementsAre("now"));
  EXPECT_THAT(queue.Take(kStart, 9), IsEmpty());
  EXPECT_EQ(queue.next_due(), kStart + absl::Hours(1));
}

// What was handed out is in somebody's hands until it is put back or removed.
TEST(OutboxQueueTest, AMessageIsInOneHandAtATime) {
  OutboxQueue queue;
  queue.Put("a", kStart);
  EXPECT_THAT(queue.Take(kStart, 9), ElementsAre("a"));
  EXPECT_EQ(queue.next_due(), absl::InfiniteFuture());
  queue.Put("a", kStart + absl::Minutes(1));
  EXPECT_THAT(queue.Take(kStart, 9), IsEmpty());
  EXPECT_THAT(queue.Take(kStart + absl::Minutes(1), 9), ElementsAre("a"));
  queue.Remove("a");
  EXPECT_THAT(queue.Take(absl::InfiniteFuture(), 9), IsEmpty());
}

TEST(OutboxQueueTest, ANewDueTimeTakesThePlaceOfTheOld) {
  OutboxQueue queue;
  queue.Put("a", kStart);
  queue.Put("a", kStart + absl::Hours(1));
  EXPECT_EQ(queue.next_due(), kStart + absl::Hours(1));
  EXPECT_THAT(queue.Take(kStart + absl::Hours(2), 9), ElementsAre("a"));
  queue.Remove("unknown");
}

TEST(OutboxQueueTest, AnEmptyQueueIsNeverDue) {
  OutboxQueue queue;
  EXPECT_EQ(queue.next_due(), absl::InfiniteFuture());
  queue.Put("a", kStart);
  queue.Remove("a");
  EXPECT_EQ(queue.next_due(), absl::InfiniteFuture());
}

}  // namespace
}  // namespace omzien::core
