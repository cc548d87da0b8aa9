// What the lane does by itself: timers that fail, a clock in doubt, figures,
// and watches that find their own.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/observer.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::InvitationRecord;
using store::v1::TimerRecord;
using ::testing::Contains;
using ::testing::HasSubstr;

class Turns final : public Observer {
 public:
  void OnTurn(const Turn& turn) override { turns.emplace_back(turn.what); }
  void OnLane(const LaneFigures& figures) override { lane = figures; }
  void OnMatch(const MatchFigures& figures) override { match = figures; }

  std::vector<std::string> turns;
  LaneFigures lane;
  MatchFigures match;
};

class LaneTimersTest : public CoreFixture {
 protected:
  // A resident's need, one volunteer asked, and a timer about nothing.
  void SetUp() override {
    AddVolunteer("Zoë");
    resident_ = AddPerson(SamplePerson("Truus"));
    omzien::v1::Job job = SampleJob();
    *job.mutable_windows(0)->mutable_end_time() =
        ToProto(Monday() + absl::Hours(24 * 9));
    ask_ = AsksOf(Post(resident_, {job}).name()).at(0).name();
  }

  void Start() {
    Ports ports = MakePorts();
    ports.observer = &turns_;
    ports.report = [this](absl::string_view what, const absl::Status&) {
      reports_.emplace_back(what);
    };
    auto engine = Engine::Start(std::move(ports), SampleSettings());
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    executor_.RunAll();
  }

  // Returns when the next one is due.
  absl::Time RunTimers() {
    absl::Time next;
    engine_->RunTimers([&next](absl::Time due) { next = due; });
    executor_.RunAll();
    return next;
  }

  std::string AddTimerAboutNothing() {
    std::string key;
    Do(SystemCaller(), [&key](Transaction& transaction) {
      TimerRecord timer;
      timer.set_kind(TimerRecord::KIND_LAPSE_INVITATION);
      timer.set_subject("invitations/none");
      key = transaction.AddTimer(timer, transaction.now());
      return absl::OkStatus();
    });
    return key;
  }

  absl::Time LapseTime() {
    return FromProto(Stored<InvitationRecord>(ask_).invitation().lapse_time());
  }
  omzien::v1::Invitation::State State() {
    return Stored<InvitationRecord>(ask_).invitation().state();
  }

  Turns turns_;
  std::vector<std::string> reports_;
  std::string resident_;
  std::string ask_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(LaneTimersTest, ATimerThatFailsIsTriedAgainAndHoldsUpNoOther) {
  const std::string key = AddTimerAboutNothing();
  Start();
  const absl::Time first = clock_.TimeNow();
  EXPECT_EQ(RunTimers(), first + absl::Minutes(1));
  ASSERT_EQ(reports_.size(), 1U);
  EXPECT_THAT(reports_[0], HasSubstr("tried again after 1m"));
  clock_.Advance(absl::Seconds(59));
  RunTimers();
  EXPECT_EQ(reports_.size(), 1U);
  clock_.Advance(absl::Seconds(1));
  RunTimers();
  ASSERT_EQ(reports_.size(), 2U);
  EXPECT_THAT(reports_[1], HasSubstr("tried again after 2m"));
  EXPECT_TRUE(store_.Get(Keyspace::kTimers, key)->has_value());
  // What comes after it is done.
  clock_.AdvanceTo(LapseTime());
  RunTimers();
  EXPECT_EQ(State(), omzien::v1::Invitation::STATE_LAPSED);
  // After a restart it is tried at once.
  const auto before = reports_.size();
  Start();
  RunTimers();
  EXPECT_EQ(reports_.size(), before + 1);
}

TEST_F(LaneTimersTest, TimeInWhichTheClockWasInDoubtCountsAgainstNobody) {
  Start();
  RunTimers();
  const absl::Time lapse = LapseTime();
  constexpr absl::Duration kJump = absl::Hours(12);  // Past that time.
  clock_.Jump(kJump);
  RunTimers();
  EXPECT_TRUE(turns_.lane.clock_jumped);
  EXPECT_EQ(State(), omzien::v1::Invitation::STATE_SENT);
  clock_.Advance(absl::Minutes(30));
  RunTimers();
  engine_->ConfirmClock();
  RunTimers();
  EXPECT_FALSE(turns_.lane.clock_jumped);
  EXPECT_EQ(State(), omzien::v1::Invitation::STATE_SENT);
  EXPECT_EQ(LapseTime(), lapse + kJump + absl::Minutes(30));
  // Once.
  RunTimers();
  EXPECT_EQ(LapseTime(), lapse + kJump + absl::Minutes(30));
}

TEST_F(LaneTimersTest, EveryTurnIsToldByItsName) {
  Start();
  clock_.AdvanceTo(LapseTime());
  RunTimers();
  EXPECT_THAT(turns_.turns, Contains("LapseInvitation"));
  // The next wave found nobody else.
  EXPECT_EQ(turns_.match.judged, 1);
  EXPECT_EQ(turns_.match.asked, 0);
  EXPECT_EQ(turns_.lane.people, 2);
  EXPECT_EQ(turns_.lane.volunteers, 1);
  EXPECT_EQ(turns_.lane.durable_sequence, turns_.lane.sequence);
  EXPECT_GT(turns_.lane.messages_waiting, 0);
}

// Damage is no proof that nobody waits: what cannot be read is told later.
TEST_F(LaneTimersTest, AMessageThatCannotBeComposedIsTriedAgain) {
  const auto taken = [this] {
    std::vector<omzien::v1::Notice> notices;
    engine_->Take(99, [&notices](auto all) { notices = std::move(all); });
    executor_.RunAll();
    return notices.size();
  };
  const std::string need = Stored<InvitationRecord>(ask_).invitation().need();
  const auto whole = store_.Get(Keyspace::kRecords, need).value();
  Start();
  ASSERT_TRUE(store_.Write({{{Keyspace::kRecords, need, "\xff\xff"}}, 0}).ok());
  EXPECT_EQ(taken(), 0U);
  ASSERT_EQ(reports_.size(), 2U);  // To the resident, and to the volunteer.
  EXPECT_THAT(reports_[0], HasSubstr("cannot be composed"));
  ASSERT_TRUE(store_.Write({{{Keyspace::kRecords, need, whole}}, 0}).ok());
  EXPECT_EQ(taken(), 0U);
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(taken(), 2U);
}

// However much of others lies between, a watch finds its own in one turn.
TEST_F(LaneTimersTest, AWatchReadsNothingOfOthers) {
  const std::string other = AddPerson(SamplePerson("Mien", 4));
  for (int i = 0; i < 2'000; ++i) {
    Do(Herself(other), [&](Transaction& transaction) {
      transaction.Concerns(other);
      transaction.Changed(other);
      return absl::OkStatus();
    });
  }
  Start();
  omzien::v1::WatchRequest request;
  request.set_parent(resident_);
  std::vector<omzien::v1::WatchResponse> events;
  turns_.turns.clear();
  engine_->ReadWatch(Herself(resident_).actor, request, 50,
                     [&events](auto answer) { events = answer.value(); });
  EXPECT_EQ(executor_.RunAll(), 1);
  ASSERT_FALSE(events.empty());
  for (const auto& event : events) EXPECT_FALSE(event.method().empty());
  // And on from there: nothing, but the place to go on from.
  request.set_after_sequence(events.back().sequence());
  engine_->ReadWatch(Herself(resident_).actor, request, 50,
                     [&events](auto answer) { events = answer.value(); });
  EXPECT_EQ(executor_.RunAll(), 1);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(events[0].method().empty());
  EXPECT_GT(events[0].sequence(), 2'000);
}

}  // namespace
}  // namespace omzien::core
