#include "server/runtime/concerns.h"

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/times.h"
#include "server/runtime/figures.h"
#include "server/runtime/log.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using v1::Concern;

constexpr std::int64_t kGiB = 1LL << 30;
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

class ConcernsTest : public ::testing::Test {
 protected:
  ConcernsTest() {
    *status_.mutable_start_time() = core::ToProto(kNow - absl::Hours(100));
    *status_.mutable_time() = core::ToProto(kNow);
    BackupAt(kNow - absl::Hours(47));
    status_.mutable_store()->set_disk_bytes(100 * kGiB);
    status_.mutable_store()->set_disk_free_bytes(50 * kGiB);
    figures_.lane.next_timer_due = kNow;
    figures_.lane_time = kNow;
  }

  void BackupAt(absl::Time time) {
    *status_.mutable_last_backup()->mutable_create_time() = core::ToProto(time);
  }
  std::vector<Concern::Kind> Found() {
    std::vector<Concern::Kind> kinds;
    for (const Concern& one : FindConcerns(status_, figures_)) {
      kinds.push_back(one.kind());
    }
    return kinds;
  }
  std::vector<Concern> Update() {
    return concerns_.Update(FindConcerns(status_, figures_), status_);
  }
  std::vector<std::string> Lines() {
    return absl::StrSplit(out_.str(), '\n', absl::SkipEmpty());
  }

  std::ostringstream out_;
  Log log_{out_, {}};
  Concerns concerns_{log_};
  v1::ServerStatus status_;
  FigureValues figures_;
};

TEST_F(ConcernsTest, ThereAreNoneWhenAllIsWell) {
  EXPECT_THAT(Found(), IsEmpty());
  EXPECT_THAT(Update(), IsEmpty());
  EXPECT_THAT(Lines(), IsEmpty());
}

TEST_F(ConcernsTest, ABackupIsMissedAtOnceAndOldAfterTwoDays) {
  BackupAt(kNow - absl::Hours(49));
  const std::vector<Concern> old = Update();
  ASSERT_THAT(old, SizeIs(1));
  EXPECT_EQ(old[0].kind(), Concern::KIND_BACKUP_OLD);
  EXPECT_EQ(core::FromProto(old[0].since_time()), kNow - absl::Hours(1));
  status_.clear_last_backup();
  const std::vector<Concern> none = Update();
  ASSERT_THAT(none, SizeIs(1));
  EXPECT_EQ(none[0].kind(), Concern::KIND_NO_BACKUP);
  EXPECT_EQ(core::FromProto(none[0].since_time()), kNow - absl::Hours(100));
}

TEST_F(ConcernsTest, TheDiskIsNearlyFullByItsSize) {
  struct Case {
    std::int64_t disk_gib;
    std::int64_t free_gib;
    bool full;
  };
  constexpr Case kCases[] = {
      {100, 5, false},   {100, 4, true},   {8, 1, false}, {8, 0, true},
      {4000, 20, false}, {4000, 19, true}, {0, 0, false},  // Not known.
  };
  for (const Case& c : kCases) {
    status_.mutable_store()->set_disk_bytes(c.disk_gib * kGiB);
    status_.mutable_store()->set_disk_free_bytes(c.free_gib * kGiB);
    EXPECT_EQ(!Found().empty(), c.full) << c.disk_gib << " " << c.free_gib;
  }
}

TEST_F(ConcernsTest, TimersAreLateAfterAMinuteUnlessTheClockJumped) {
  figures_.lane.next_timer_due = kNow - kTimerLate;
  EXPECT_THAT(Found(), IsEmpty());
  figures_.lane.next_timer_due -= absl::Seconds(1);
  EXPECT_THAT(Found(), ElementsAre(Concern::KIND_TIMERS_LATE));
  status_.mutable_lane()->set_clock_jumped(true);
  EXPECT_THAT(Found(), ElementsAre(Concern::KIND_CLOCK_JUMPED));
}

TEST_F(ConcernsTest, SomebodyMustBeToldOfSignalsEverywhere) {
  figures_.lane.without_signal_contact = 1;
  EXPECT_THAT(Found(), ElementsAre(Concern::KIND_NO_SIGNAL_CONTACT));
  figures_.lane.without_signal_contact = 0;
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(ConcernsTest, MailFailsAfterThreeInARowAndTheLaneWhenItIsSlow) {
  figures_.failed_in_a_row = 2;
  figures_.failing_since = kNow - absl::Minutes(5);
  EXPECT_THAT(Found(), IsEmpty());
  figures_.failed_in_a_row = 3;
  figures_.lane_slow = true;
  EXPECT_THAT(Found(),
              ElementsAre(Concern::KIND_MAIL_FAILING, Concern::KIND_LANE_SLOW));
  const std::vector<Concern> concerns = Update();
  ASSERT_THAT(concerns, SizeIs(2));  // The longest-standing first.
  EXPECT_EQ(core::FromProto(concerns[0].since_time()), kNow - absl::Minutes(5));
  EXPECT_EQ(core::FromProto(concerns[1].since_time()), kNow);
}

TEST_F(ConcernsTest, TheLogSaysOnceThatOneBeginsAndOnceThatItEnds) {
  figures_.failed_in_a_row = 3;
  figures_.failing_since = kNow;
  status_.mutable_outbox()->set_waiting(12);
  Update();
  *status_.mutable_time() = core::ToProto(kNow + absl::Minutes(10));
  const std::vector<Concern> still = Update();
  ASSERT_THAT(still, SizeIs(1));
  EXPECT_EQ(core::FromProto(still[0].since_time()), kNow);
  figures_.failed_in_a_row = 0;
  EXPECT_THAT(Update(), IsEmpty());
  Update();
  const std::vector<std::string> lines = Lines();
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_THAT(lines[0],
              AllOf(HasSubstr("level=error"), HasSubstr("notify.smtp"),
                    HasSubstr("waiting=12")));
  EXPECT_THAT(lines[1], AllOf(HasSubstr("level=info"),
                              HasSubstr("mail is delivered again"),
                              HasSubstr("after-s=600")));
}

// Goal: no concern goes without a line that begins it and one that ends it.
TEST_F(ConcernsTest, EveryKindHasItsLines) {
  for (int i = 1; i < Concern::Kind_ARRAYSIZE; ++i) {
    Concern concern;
    concern.set_kind(static_cast<Concern::Kind>(i));
    concerns_.Update({concern}, status_);
    concerns_.Update({}, status_);
  }
  const std::vector<std::string> lines = Lines();
  EXPECT_THAT(lines, SizeIs(2 * (Concern::Kind_ARRAYSIZE - 1)));
  for (const std::string& line : lines) {
    EXPECT_THAT(line, ::testing::Not(HasSubstr("message=\"\"")));
  }
}

}  // namespace
}  // namespace omzien::runtime
