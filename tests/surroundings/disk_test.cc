// A disk that takes no more: the server says so and ends; what it answered is
// there when it starts again, and it starts as soon as there is room.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "omzien/v1/person_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/surroundings/main_job.h"
#include "tests/surroundings/own_mounts.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::surroundings {
namespace {

using scenarios::Desk;

// Enters people until that is answered no more. Returns the names of those that
// were.
std::vector<std::string> EnterUntilTheEnd(MainJob& job) {
  constexpr int kMost = 20'000;
  std::vector<std::string> entered;
  for (int i = 0; i < kMost; ++i) {
    v1::CreatePersonRequest request;
    *request.mutable_person() = job.here().Somebody(absl::StrCat("Mens", i));
    request.mutable_person()->set_family_name(std::string(80, 'v'));
    const auto person =
        job.here().Try<v1::Person>(Desk(), "CreatePerson", request);
    if (!person.ok()) {
      EXPECT_TRUE(absl::IsUnavailable(person.status())) << person.status();
      return entered;
    }
    entered.push_back(person->name());
  }
  ADD_FAILURE() << "the disk was never full";
  return entered;
}

void ExpectAllThere(MainJob& job, const std::vector<std::string>& people) {
  int missing = 0;
  for (const std::string& name : people) {
    v1::GetPersonRequest request;
    request.set_name(name);
    if (!job.here().Try<v1::Person>(Desk(), "GetPerson", request).ok()) {
      ++missing;
    }
  }
  EXPECT_EQ(missing, 0) << "of " << people.size();
}

// Ends with the disk's own word for it, and exit code 1.
void ExpectClearEnd(scenarios::Binary& world, const std::string& word) {
  EXPECT_EQ(world.WaitForEnd(), 1);
  EXPECT_TRUE(absl::StrContains(world.Log(), "the disk refuses"))
      << world.Log();
  EXPECT_TRUE(absl::StrContains(world.Log(), word)) << world.Log();
}

TEST(Disk, FullEndsTheServerAndLosesNothing) {
  const testing::TemporaryFolder folder;
  OwnMount disk(folder.path() + "/disk", "size=6m");
  if (!disk.problem().empty()) GTEST_SKIP() << disk.problem();
  const auto world = scenarios::MakeOpenBinary({.configure = [&](auto& config) {
    config.mutable_storage()->set_data_dir(folder.path() + "/disk/store");
  }});
  MainJob job(*world);
  job.GoesOnByPhone();
  const auto entered = EnterUntilTheEnd(job);
  ASSERT_GT(entered.size(), 100U);
  ExpectClearEnd(*world, "No space left");

  ASSERT_TRUE(disk.Change("size=64m"));
  world->Start();
  ExpectAllThere(job, entered);
  job.GoesOnByPhone();
}

// The same where no file may grow beyond a limit, which needs no rights.
TEST(Disk, FileThatMayNotGrowEndsTheServerAndLosesNothing) {
  scenarios::BinaryOptions options;
  options.launcher = {"/usr/bin/prlimit", "--fsize=2000000:unlimited"};
  const auto world = scenarios::MakeOpenBinary(options);
  MainJob job(*world);
  const auto entered = EnterUntilTheEnd(job);
  ASSERT_GT(entered.size(), 100U);
  ExpectClearEnd(*world, "File too large");
  // A start makes a new log, so there is room again.
  world->Start();
  ExpectAllThere(job, entered);
  job.GoesOnByPhone();
}

}  // namespace
}  // namespace omzien::surroundings
