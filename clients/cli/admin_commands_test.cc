// Looking after the server, against an in-process one that answers from memory.

#include <string>

#include "clients/cli/cli_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST_F(CliTest, AdminStatusAsksAsAdministrator) {
  EXPECT_EQ(Run({"admin", "status"}), 0) << err_;
  EXPECT_EQ(administration_.role, "administrator");
  EXPECT_THAT(
      out_, AllOf(HasSubstr("Omzien 9.9.9"), HasSubstr("There is no backup")));
  EXPECT_EQ(Run({"admin", "status", "--role", "desk"}), 0) << err_;
  EXPECT_EQ(administration_.role, "desk");
  EXPECT_EQ(Run({"admin", "status", "--json"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\"kind\": \"KIND_NO_BACKUP\""));
}

TEST_F(CliTest, AdminBackupSaysWhereItIs) {
  EXPECT_EQ(Run({"admin", "backup"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("The backup is made: /backups/one"),
                          HasSubstr("1.2 MB, up to journal entry 42"),
                          HasSubstr("omziend restore --from /backups/one")));
  EXPECT_EQ(Run({"admin", "backup", "--json"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\"sequence\": \"42\""));
}

TEST_F(CliTest, AdminBackupSaysWhatToDoWhenThereIsNone) {
  administration_.refusal = "BACKUPS_NOT_CONFIGURED";
  EXPECT_EQ(Run({"admin", "backup"}), 5);
  EXPECT_THAT(err_, HasSubstr("storage.backup_dir"));
  administration_.refusal = "slow";
  EXPECT_EQ(Run({"admin", "backup"}), 7);
  EXPECT_THAT(err_, HasSubstr("finishes it all the same"));
}

}  // namespace
}  // namespace omzien::cli
