// Looking after the server: by administrators only, and without the lane.

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "server/api/caller.h"
#include "server/api/dispatcher_fixture.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using AdministrationTest = DispatcherTest;

const CallerNames kAdministrator = {"Bearer good", "administrator"};

TEST_F(AdministrationTest, SaysHowTheServerStandsWithoutTheLane) {
  Send("GetServerStatus", v1::GetServerStatusRequest(), kAdministrator);
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_EQ(response<v1::ServerStatus>().version(), "9.9.9");
  EXPECT_EQ(engine_.calls(), 0);
  ASSERT_EQ(log_.size(), 1U);
  EXPECT_EQ(log_[0].method, "GetServerStatus");
}

TEST_F(AdministrationTest, ABackupAnswersWhenItIsThere) {
  Send("CreateBackup", v1::CreateBackupRequest(), kAdministrator);
  EXPECT_FALSE(answer_);
  v1::Backup backup;
  backup.set_sequence(7);
  administration_.Finish(backup);
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_EQ(response<v1::Backup>().sequence(), 7);

  Send("CreateBackup", v1::CreateBackupRequest(), kAdministrator);
  administration_.Finish(
      core::Refuse(core::Reason::kBackupRunning, "one is being made"));
  EXPECT_EQ(ReasonOf(status()), "BACKUP_RUNNING");
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(AdministrationTest, IsForAdministratorsOnly) {
  for (const CallerNames& caller : {CallerNames{"Bearer good", "desk"},
                                    CallerNames{"Bearer good", "coordinator"},
                                    CallerNames{"Bearer good", "resident"}}) {
    Send("GetServerStatus", v1::GetServerStatusRequest(), caller);
    EXPECT_EQ(ReasonOf(status()), "NOT_ALLOWED") << caller.role;
    Send("CreateBackup", v1::CreateBackupRequest(), caller);
    EXPECT_EQ(ReasonOf(status()), "NOT_ALLOWED") << caller.role;
  }
  Send("CreateBackup", v1::CreateBackupRequest(), {"", ""});
  EXPECT_EQ(ReasonOf(status()), "WHO_ARE_YOU");
  EXPECT_EQ(administration_.asked, 0);
}

}  // namespace
}  // namespace omzien::api
