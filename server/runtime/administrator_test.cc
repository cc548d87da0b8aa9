#include "server/runtime/administrator.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "server/api/fake_engine.h"
#include "server/core/observer.h"
#include "server/core/times.h"
#include "server/runtime/backups.h"
#include "server/runtime/figures.h"
#include "server/runtime/log.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

using ::testing::HasSubstr;

class AdministratorTest : public ::testing::Test {
 protected:
  AdministratorTest() {
    std::ofstream(absl::StrCat(folder_.path(), "/000004.log")) << "12345";
    std::ofstream(absl::StrCat(folder_.path(), "/000005.sst")) << "123";
  }

  testing::TemporaryFolder folder_;
  std::ostringstream out_;
  Log log_{out_, {}};
  testing::ManualClock clock_;
  api::FakeEngine engine_;
  Figures figures_{absl::Milliseconds(5), clock_, log_};
  Backups backups_{{.backup_dir = "/nowhere/backups",
                    .copy =
                        [](const std::string&) {
                          return absl::UnavailableError("not in this test");
                        }},
                   clock_,
                   log_};
  Administrator administrator_{{engine_, figures_, backups_, clock_, log_},
                               {folder_.path(), [] { return 3; }}};
};

TEST_F(AdministratorTest, SaysHowFarAStartIs) {
  core::LaneFigures lane;
  lane.people_read_percent = 40;
  figures_.OnLane(lane);
  administrator_.Beat();
  EXPECT_THAT(out_.str(), HasSubstr("reading people"));
  EXPECT_THAT(out_.str(), HasSubstr("percent=40"));
  EXPECT_EQ(administrator_.GetStatus().lane().people_read_percent(), 40);
  out_.str("");
  lane.people_read_percent = 100;
  figures_.OnLane(lane);
  clock_.Advance(absl::Seconds(2));
  administrator_.Beat();
  EXPECT_EQ(out_.str().find("reading people"), std::string::npos);
}

TEST_F(AdministratorTest, PutsTogetherWhatThePartsSay) {
  core::LaneFigures lane;
  lane.people = 12;
  lane.volunteers = 7;
  lane.sequence = 40;
  lane.durable_sequence = 39;
  lane.messages_waiting = 2;
  figures_.OnLane(lane);
  figures_.OnTurn({"PostNeed", absl::ZeroDuration(), absl::Milliseconds(7)});
  figures_.OnDelivery(true);
  clock_.Advance(absl::Minutes(1));
  figures_.OnDelivery(false);
  const v1::ServerStatus status = administrator_.GetStatus();
  EXPECT_FALSE(status.version().empty());
  EXPECT_EQ(core::FromProto(status.start_time()), absl::UnixEpoch());
  EXPECT_EQ(core::FromProto(status.time()),
            absl::UnixEpoch() + absl::Minutes(1));
  EXPECT_EQ(status.lane().people(), 12);
  EXPECT_EQ(status.lane().volunteers(), 7);
  EXPECT_EQ(status.lane().sequence(), 40);
  EXPECT_EQ(status.lane().durable_sequence(), 39);
  EXPECT_EQ(status.lane().longest_turn_method(), "PostNeed");
  EXPECT_EQ(status.lane().longest_turn().nanos(), 7'000'000);
  EXPECT_EQ(status.lane().turns_over_limit(), 1);
  EXPECT_FALSE(status.lane().has_next_timer_time());
  EXPECT_EQ(status.outbox().waiting(), 2);
  EXPECT_EQ(status.outbox().delivered(), 1);
  EXPECT_EQ(status.outbox().failed(), 1);
  EXPECT_EQ(core::FromProto(status.outbox().failing_since_time()),
            absl::UnixEpoch() + absl::Minutes(1));
  EXPECT_EQ(status.store().dir(), folder_.path());
  EXPECT_EQ(status.store().bytes(), 8);
  EXPECT_EQ(status.store().log_bytes(), 5);
  EXPECT_GT(status.store().disk_bytes(), status.store().disk_free_bytes());
  EXPECT_EQ(status.open_watches(), 3);
  EXPECT_FALSE(status.has_last_backup());
  EXPECT_EQ(status.concerns(0).kind(), v1::Concern::KIND_NO_BACKUP);
}

TEST_F(AdministratorTest, TheBeatNoticesConcernsOnceASecond) {
  administrator_.Beat();
  EXPECT_THAT(out_.str(), HasSubstr("there is no backup"));
  for (int i = 0; i < 3; ++i) figures_.OnDelivery(false);
  administrator_.Beat();
  EXPECT_THAT(out_.str(), ::testing::Not(HasSubstr("mail is not delivered")));
  clock_.Advance(absl::Seconds(1));
  administrator_.Beat();
  EXPECT_THAT(out_.str(), HasSubstr("mail is not delivered"));
}

}  // namespace
}  // namespace omzien::runtime
