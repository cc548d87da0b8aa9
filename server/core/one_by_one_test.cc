// Asks that leave one by one: replaced on "no" and silence, and explained.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/decision.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskReason;
using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::JournalEntry;
using store::v1::NeedRecord;
using store::v1::TimerRecord;

class OneByOneTest : public OneByOneFixture {
 protected:
  std::vector<DueTimer> Looks() {
    auto found = FindDueTimers(store_, absl::InfiniteFuture(), 1'000);
    EXPECT_TRUE(found.ok());
    std::erase_if(found->due, [](const DueTimer& due) {
      return due.timer.kind() != TimerRecord::KIND_NEXT_WAVE;
    });
    return found->due;
  }

  JournalEntry LastDecision() {
    Transaction transaction = Begin();
    JournalEntry entry;
    for (std::int64_t i = state_.lane.sequence(); i > 0; --i) {
      const auto bytes = transaction.Read(Keyspace::kJournal, SequenceKey(i));
      EXPECT_TRUE(bytes.ok() && bytes->has_value());
      entry.Clear();
      EXPECT_TRUE(state_.codec.Decode(**bytes, entry).ok());
      if (!entry.decisions().empty()) return entry;
    }
    ADD_FAILURE() << "nothing was decided";
    return entry;
  }
};

TEST_F(OneByOneTest, OneIsAskedWhileThereIsTime) {
  AddNeighbours(8);
  const auto need = Post(Resident(), {LaterJob()});
  ASSERT_EQ(Sent(need.name()).size(), 1U);
  EXPECT_EQ(NeedOf(need.name()).jobs(0).attempts().asked(), 1);
  EXPECT_EQ(NeedOf(need.name()).jobs(0).attempts().eligible(), 8);
  const auto reason = Sent(need.name())[0].reasons().ask_reason();
  EXPECT_EQ(reason.why_now(), AskReason::WHY_NOW_POSTED);
  EXPECT_NE(reason.why(), AskReason::WHY_UNSPECIFIED);
}

TEST_F(OneByOneTest, ANoIsReplacedAtOnce) {
  AddNeighbours(8);
  const auto need = Post(Resident(), {LaterJob()});
  const Invitation first = Sent(need.name())[0];
  Decline(first);
  const auto now = Sent(need.name());
  ASSERT_EQ(now.size(), 1U);
  EXPECT_NE(now[0].volunteer(), first.volunteer());
  EXPECT_EQ(now[0].reasons().ask_reason().why_now(),
            AskReason::WHY_NOW_SAID_NO);
}

TEST_F(OneByOneTest, SilenceIsReplacedLongBeforeTheAskLapses) {
  AddNeighbours(8);
  const auto need = Post(Resident(), {LaterJob()});
  const Invitation first = Sent(need.name())[0];
  PassUntil(Monday() + absl::Hours(7));
  const auto now = Sent(need.name());
  ASSERT_GE(now.size(), 2U);
  // Her answer is welcome until the time that she was told.
  EXPECT_TRUE(std::ranges::any_of(
      now, [&](const Invitation& ask) { return ask.name() == first.name(); }));
  for (const Invitation& ask : now) {
    if (ask.name() == first.name()) continue;
    EXPECT_EQ(ask.reasons().ask_reason().why_now(),
              AskReason::WHY_NOW_NO_ANSWER);
  }
}

TEST_F(OneByOneTest, ShortOfTimeAllThatAreNeededAreAsked) {
  AddNeighbours(12);
  Job job = SampleJob();
  job.clear_windows();
  auto& window = *job.add_windows();
  *window.mutable_start_time() = ToProto(Monday() + absl::Hours(2));
  *window.mutable_end_time() = ToProto(Monday() + absl::Hours(4));
  const auto need = Post(Resident(), {job});
  EXPECT_GT(Sent(need.name()).size(), 4U);
}

TEST_F(OneByOneTest, AtNightNobodyIsAskedAndTheMorningComes) {
  AddNeighbours(4);
  const std::string resident = Resident();
  clock_.AdvanceTo(Monday() + absl::Hours(12));  // 22:00.
  const auto need = Post(resident, {LaterJob()});
  EXPECT_TRUE(AsksOf(need.name()).empty());
  EXPECT_EQ(NeedOf(need.name()).jobs(0).state(), Job::STATE_OPEN);
  ASSERT_EQ(Looks().size(), 1U);
  EXPECT_EQ(FromProto(Looks()[0].timer.due_time()),
            Monday() + absl::Hours(22));  // 08:00.
  PassUntil(Monday() + absl::Hours(22));
  ASSERT_EQ(Sent(need.name()).size(), 1U);
  EXPECT_EQ(Sent(need.name())[0].reasons().ask_reason().why_now(),
            AskReason::WHY_NOW_FREE_AGAIN);
}

TEST_F(OneByOneTest, ALookThatFindsNothingChangesNothingForAnybody) {
  AddNeighbours(4);
  const std::string resident = Resident();
  clock_.AdvanceTo(Monday() + absl::Hours(12));
  const auto need = Post(resident, {LaterJob()});
  const std::string etag = NeedOf(need.name()).etag();
  const std::int64_t sequence = state_.lane.sequence();
  Do(SystemCaller(), [&](Transaction& transaction) {
    const DueTimer look = Looks()[0];
    return RunTimer(transaction, look.key, look.timer);
  });
  EXPECT_EQ(NeedOf(need.name()).etag(), etag);
  // An entry of the journal that concerns nobody.
  Transaction transaction = Begin();
  const auto bytes =
      transaction.Read(Keyspace::kJournal, SequenceKey(sequence + 1));
  ASSERT_TRUE(bytes.ok() && bytes->has_value());
  JournalEntry entry;
  ASSERT_TRUE(state_.codec.Decode(**bytes, entry).ok());
  EXPECT_TRUE(entry.changed().empty());
  EXPECT_TRUE(entry.audience().empty());
  EXPECT_TRUE(entry.municipality().empty());
  ASSERT_EQ(Looks().size(), 1U);
  EXPECT_EQ(Stored<NeedRecord>(need.name()).jobs(0).next_wave_timer(),
            Looks()[0].key);
}

TEST_F(OneByOneTest, WithNobodyToWaitForItIsGivenUpAtOnce) {
  AddVolunteer("Buur", 300);
  const auto need = Post(Resident(), {LaterJob()});
  ASSERT_EQ(Sent(need.name()).size(), 1U);
  Decline(Sent(need.name())[0]);
  EXPECT_EQ(NeedOf(need.name()).jobs(0).state(), Job::STATE_UNANSWERED);
  EXPECT_TRUE(Looks().empty());
}

TEST_F(OneByOneTest, UnansweredAsksEndWithTheJobUnanswered) {
  AddVolunteer("Buur", 300);
  AddVolunteer("Buurvrouw", 400);
  const auto need = Post(Resident(), {LaterJob()});
  PassUntil(Monday() + absl::Hours(24 * 6));
  EXPECT_EQ(NeedOf(need.name()).jobs(0).state(), Job::STATE_UNANSWERED);
  EXPECT_EQ(NeedOf(need.name()).jobs(0).attempts().lapsed(), 2);
}

TEST_F(OneByOneTest, MoreHelpersAreAskedAtOnceAndAfterAYes) {
  AddNeighbours(9);
  Job job = LaterJob();
  job.set_helpers_needed(3);
  const auto need = Post(Resident(), {job});
  ASSERT_EQ(Sent(need.name()).size(), 3U);
  Accept(Sent(need.name())[0].name());
  EXPECT_EQ(Sent(need.name()).size(), 2U);  // Two places, two who may say yes.
  Decline(Sent(need.name())[0]);
  EXPECT_EQ(Sent(need.name()).size(), 2U);
}

// What the journal keeps of a choice is enough to make it again.
TEST_F(OneByOneTest, AChoiceCanBeMadeAgainFromTheJournal) {
  AddNeighbours(20);
  Job job = LaterJob();
  job.set_helpers_needed(4);
  Post(Resident(), {job});
  const auto kept = OpenDecision(LastDecision().decisions(0), sealer_);
  ASSERT_TRUE(kept.ok() && kept->is_whole());
  const auto& decision = kept->decision;
  EXPECT_FALSE(decision.policy_version().empty());
  const matcher::AskChoice choice = ToChoice(*kept);
  ASSERT_EQ(choice.options.size(), 20U);
  std::vector<std::string> again;
  for (const auto& ask : matcher::Choose(choice)) {
    for (std::size_t i = 0; i < kept->weighed.size(); ++i) {
      const auto& weighed = *kept->weighed[i];
      if (weighed.has_option() &&
          weighed.option().place() == static_cast<int>(ask.candidate)) {
        again.push_back(decision.best(static_cast<int>(i)).volunteer());
      }
    }
  }
  std::vector<std::string> asked;
  for (const auto& best : decision.best()) {
    if (best.asked()) asked.push_back(best.volunteer());
  }
  std::ranges::sort(again);
  std::ranges::sort(asked);
  EXPECT_EQ(asked.size(), 4U);
  EXPECT_EQ(again, asked);
}

}  // namespace
}  // namespace omzien::core
