// The master key is replaced while the server runs and people call it.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/people/master_keys.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/surroundings/logged.h"
#include "tests/surroundings/main_job.h"

namespace omzien::surroundings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kAllWrapped = "all keys are wrapped";
constexpr absl::string_view kRead = "the master keys were read anew";
constexpr absl::string_view kRefused = "the master keys stay as they were";

class MasterKeyChange : public ::testing::Test {
 protected:
  // As a whole, for the service alone.
  void WriteKeys(const std::string& lines) {
    const std::string path = world_->Path("master-keys");
    std::ofstream(path + ".new") << lines;
    std::filesystem::permissions(path + ".new",
                                 std::filesystem::perms::owner_read |
                                     std::filesystem::perms::owner_write);
    std::filesystem::rename(path + ".new", path);
  }

  std::string ReadKeys() const {
    std::ifstream file(world_->Path("master-keys"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  int Times(absl::string_view line) const { return TimesLogged(*world_, line); }

  // The signal, and the line that must come of it.
  void Reload(absl::string_view line) {
    const int before = Times(line);
    ASSERT_EQ(kill(world_->pid(), SIGHUP), 0);
    EXPECT_TRUE(world_->Eventually([&] { return Times(line) > before; }))
        << line << "\n"
        << world_->Log();
  }

  // True when what is about this person can be read.
  bool IsRead(const std::string& person, const std::string& given_name) {
    v1::GetPersonRequest request;
    request.set_name(person);
    v1::Person seen;
    const auto status =
        world_->Call("GetPerson", scenarios::Desk().as, request, seen);
    return status.ok() && seen.given_name() == given_name;
  }

  const std::unique_ptr<scenarios::Binary> world_ =
      scenarios::MakeOpenBinary({});
  MainJob job_{*world_};
};

TEST_F(MasterKeyChange, GoesOnUnderCalls) {
  for (int i = 0; i < 3; ++i) job_.GoesOnByMail();
  const std::string truus = job_.here().EnterResident("Truus");
  std::atomic<bool> enough = false;
  std::atomic<int> read = 0;
  std::atomic<int> not_read = 0;
  std::thread caller([&] {
    while (!enough) ++(IsRead(truus, "Truus") ? read : not_read);
  });
  const absl::Cleanup join = [&] {
    enough = true;
    if (caller.joinable()) caller.join();
  };
  const std::string first = ReadKeys();
  const std::string second = people::NewMasterKeyLine(2);
  WriteKeys(first + second);
  Reload(kAllWrapped);
  EXPECT_EQ(Times(kRead), 1);
  job_.GoesOnByMail();
  WriteKeys(second);
  Reload(kRead);
  EXPECT_EQ(Times(kAllWrapped), 1);
  job_.GoesOnByMail();
  enough = true;
  caller.join();
  EXPECT_GT(read, 0);
  EXPECT_EQ(not_read, 0);
  EXPECT_EQ(Times(kRefused), 0);
  world_->Restart(/*kill=*/true);
  EXPECT_TRUE(IsRead(truus, "Truus"));
  job_.GoesOnByMail();
  // No key is in the log.
  EXPECT_THAT(world_->Log(),
              Not(HasSubstr(absl::StripAsciiWhitespace(second.substr(2)))));
}

// Whatever is wrong with the file, the server goes on with what it has.
TEST_F(MasterKeyChange, WhatIsWrongChangesNothing) {
  job_.GoesOnByMail();
  const std::string path = world_->Path("master-keys");
  const std::string first = ReadKeys();
  const std::string second = people::NewMasterKeyLine(2);
  const std::string others = people::NewMasterKeyLine(1);
  for (const std::string& wrong : {second, others + second, others,
                                   std::string("1 short"), std::string()}) {
    WriteKeys(wrong);
    Reload(kRefused);
  }
  WriteKeys(first + second);
  std::filesystem::permissions(path, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  Reload(kRefused);
  EXPECT_THAT(world_->Log(), HasSubstr("chmod 600"));
  std::filesystem::remove(path);
  Reload(kRefused);
  EXPECT_EQ(Times(kRead), 0);
  job_.GoesOnByMail();
  WriteKeys(first);
  world_->Restart(/*kill=*/true);
  job_.GoesOnByMail();
}

TEST(MasterKeyChangeElsewhere, OfTheEnvironmentIsSaidToNeedAStart) {
  const std::string key(
      absl::StripAsciiWhitespace(people::NewMasterKeyLine(1)));
  const auto world = scenarios::MakeOpenBinary(
      {.configure =
           [](config::v1::Config& config) {
             config.mutable_vault()->clear_master_key_file();
             config.mutable_vault()->set_master_key_env("OMZIEN_TEST_KEYS");
           },
       .launcher = {"/usr/bin/env", absl::StrCat("OMZIEN_TEST_KEYS=", key)}});
  ASSERT_EQ(kill(world->pid(), SIGHUP), 0);
  EXPECT_TRUE(world->Eventually(
      [&] { return absl::StrContains(world->Log(), "master_key_env"); }));
  MainJob(*world).GoesOnByMail();
}

}  // namespace
}  // namespace omzien::surroundings
