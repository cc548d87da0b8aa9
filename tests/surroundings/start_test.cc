// What keeps a server from starting: each is said in words that tell what to
// do, with exit code 1, or 2 when the command line is wrong.

#include <sys/stat.h>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/surroundings/attempt.h"
#include "tests/surroundings/main_job.h"
#include "tests/surroundings/own_mounts.h"

namespace omzien::surroundings {
namespace {

using config::v1::Config;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Start : public ::testing::Test {
 protected:
  // The last line that was said, and exit code 1.
  static void ExpectRefused(
      const Attempt& attempt,
      const ::testing::Matcher<const std::string&>& words) {
    EXPECT_EQ(attempt.code, 1);
    EXPECT_THAT(attempt.said, AllOf(HasSubstr("omziend: "), words));
  }

  Attempt ServeOn(const std::string& data_dir) {
    return attempts_.Serve([&](Config& config) {
      config.mutable_storage()->set_data_dir(data_dir);
    });
  }

  const Attempts attempts_;
};

// Another server on the same folder, also through another configuration: the
// second says whose it is, the first goes on.
TEST_F(Start, TwoServersOnOneFolder) {
  const auto world = scenarios::MakeOpenBinary({});
  MainJob job(*world);
  job.GoesOnByMail();
  for (int i = 0; i < 2; ++i) {
    ExpectRefused(ServeOn(world->Path("store")),
                  AllOf(HasSubstr("another omziend is running on"),
                        HasSubstr(absl::StrCat("process ", world->pid())),
                        HasSubstr("stop it first")));
  }
  job.GoesOnByMail();
  world->Restart(/*kill=*/true);  // The lock of the dead holds nobody.
  job.GoesOnByMail();
}

TEST_F(Start, PortInUse) {
  const auto world = scenarios::MakeOpenBinary({});
  MainJob job(*world);
  const std::string listen = absl::StrCat("127.0.0.1:", world->port());
  ExpectRefused(attempts_.Serve([&](Config& config) {
    config.mutable_server()->set_listen(listen);
  }),
                AllOf(HasSubstr(listen), HasSubstr("the port is taken"),
                      HasSubstr("server.listen")));
  job.GoesOnByMail();
}

TEST_F(Start, DataFolderIsAFile) {
  std::ofstream(attempts_.Path("file")) << "x";
  ExpectRefused(
      ServeOn(attempts_.Path("file")),
      AllOf(HasSubstr("is not a folder"), HasSubstr("storage.data_dir")));
}

TEST_F(Start, DataFolderHasNoParent) {
  ExpectRefused(
      ServeOn(attempts_.Path("none/store")),
      AllOf(HasSubstr(attempts_.Path("none")), HasSubstr("does not exist"),
            HasSubstr("make that folder first")));
}

TEST_F(Start, DataFolderTakesNoWrites) {
  OwnMount disk(attempts_.Path("disk"), "size=1m");
  if (!disk.problem().empty()) GTEST_SKIP() << disk.problem();
  ASSERT_TRUE(disk.Change("ro"));
  for (const std::string name : {"disk", "disk/store"}) {
    ExpectRefused(ServeOn(attempts_.Path(name)),
                  AllOf(HasSubstr("mounted for reading only"),
                        HasSubstr("storage.data_dir")));
  }
}

TEST_F(Start, DiskIsFull) {
  const OwnMount disk(attempts_.Path("disk"), "size=40k");
  if (!disk.problem().empty()) GTEST_SKIP() << disk.problem();
  ExpectRefused(ServeOn(attempts_.Path("disk/store")),
                AllOf(HasSubstr("No space left on device"),
                      HasSubstr("free some space")));
}

// All mistakes at once, each with its line.
TEST_F(Start, WrongConfiguration) {
  const std::string path = attempts_.Write([](Config& config) {
    config.mutable_server()->set_listen("0.0.0.0:7400");
    config.mutable_server()->set_log_level("loud");
    config.mutable_server()->mutable_heartbeat()->set_seconds(-5);
    config.mutable_notify()->set_attempts_max(1'000);
    config.mutable_organisations(0)->set_municipalities(
        0, "municipalities/GM9999");
  });
  for (const std::string command : {"serve", "check-config"}) {
    const Attempt attempt = attempts_.Run({command, "--config", path});
    ExpectRefused(
        attempt,
        AllOf(HasSubstr("server.listen"), HasSubstr("server.log_level"),
              HasSubstr("server.heartbeat"), HasSubstr("notify.attempts_max"),
              HasSubstr("GM9999")));
    EXPECT_THAT(attempt.said,
                ::testing::ContainsRegex("omzien\\.textproto:[0-9]+:[0-9]+: "));
  }
}

TEST_F(Start, ConfigurationThatIsNone) {
  std::ofstream(attempts_.Path("none.textproto")) << "server { listen: 7";
  ExpectRefused(
      attempts_.Run({"serve", "-c", attempts_.Path("none.textproto")}),
      HasSubstr("none.textproto:1:"));
  std::ofstream(attempts_.Path("noise.textproto")) << "\x7f"
                                                      "ELF\1\2\3";
  ExpectRefused(
      attempts_.Run({"serve", "-c", attempts_.Path("noise.textproto")}),
      HasSubstr("noise.textproto:1:"));
}

TEST_F(Start, ConfigurationThatCannotBeRead) {
  mkdir(attempts_.Path("folder").c_str(), 0700);
  for (const std::string name : {"folder", "nowhere.textproto"}) {
    const Attempt attempt =
        attempts_.Run({"serve", "--config", attempts_.Path(name)});
    EXPECT_EQ(attempt.code, 2) << "the line is wrong";
    EXPECT_THAT(attempt.said, HasSubstr(attempts_.Path(name)));
  }
}

// The line itself is wrong: 2, and where help is.
TEST_F(Start, WrongLine) {
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{}, std::vector<std::string>{"sevre"},
        std::vector<std::string>{"serve", "--confg", "x"}}) {
    const Attempt attempt = attempts_.Run(line);
    EXPECT_EQ(attempt.code, 2) << attempt.said;
    EXPECT_THAT(attempt.said, HasSubstr("--help"));
  }
  EXPECT_EQ(attempts_.Run({"--help"}).code, 0);
}

}  // namespace
}  // namespace omzien::surroundings
