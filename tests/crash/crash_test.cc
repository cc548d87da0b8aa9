// Goal: after a power cut at any moment, all that was answered is there, and
// nothing is there by halves.
//
// OMZIEN_CRASH_ROUNDS and OMZIEN_CRASH_SEED change how often and where it cuts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "omzien/v1/administration_service.pb.h"
#include "server/storage/verify.h"
#include "tests/crash/crash_world.h"
#include "tests/crash/ledger.h"
#include "tests/crash/load.h"
#include "tests/scenarios/voice.h"

namespace omzien::crash {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kCallers = 4;
constexpr int kVolunteers = 12;
constexpr int kAnswersMax = 40;

std::uint64_t FromEnvironment(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  std::uint64_t number = 0;
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number : fallback;
}

class CrashTest : public ::testing::Test {
 protected:
  CrashTest()
      : seed_(FromEnvironment("OMZIEN_CRASH_SEED", std::random_device()())),
        chance_(seed_) {
    std::cout << "OMZIEN_CRASH_SEED=" << seed_ << std::endl;
  }

  std::uint64_t Draw(std::uint64_t count) { return chance_() % count; }
  // Half of the disks do nothing of their own accord.
  PowerCutOptions AnyDisk() { return {.seed = Draw(2) == 0 ? 0 : chance_()}; }

  // Several callers at work until the power is cut, after `answers` of theirs
  // were acknowledged and `meanwhile` was done, or a little later.
  void WorkUntilCut(
      int answers, const std::function<void()>& meanwhile = [] {}) {
    std::atomic<int> acknowledged = 0;
    std::deque<Caller> callers;
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back(world_, absl::StrCat(round_, "c", i), chance_(),
                           acknowledged);
      Caller& caller = callers.back();
      const int volunteers = round_ == 0 ? kVolunteers / kCallers : 0;
      threads.emplace_back([&caller, volunteers] {
        caller.EnterVolunteers(volunteers);
        caller.Work();
      });
    }
    EXPECT_TRUE(world_.Eventually([&] { return acknowledged >= answers; }));
    meanwhile();
    // Somewhere in what comes next.
    std::this_thread::sleep_for(std::chrono::microseconds(Draw(5000)));
    world_.Kill();
    for (std::thread& thread : threads) thread.join();
    for (const Caller& caller : callers) ledger_.Take(caller.deeds());
    acknowledged_ += acknowledged;
    ++round_;
  }

  // Now and then the power goes off again while it starts.
  void CutWhileStarting() {
    while (Draw(4) == 0) {
      world_.BeginStart(AnyDisk());
      std::this_thread::sleep_for(std::chrono::milliseconds(Draw(300)));
      world_.Kill();
      ++cut_starts_;
    }
  }

  // As the administrator asks for one, beside all other calls.
  v1::Backup BackUp() {
    v1::Backup backup;
    const absl::Status status = world_.Call(
        "CreateBackup", {scenarios::Desk().as.actor, "administrator"},
        v1::CreateBackupRequest(), backup);
    EXPECT_TRUE(status.ok()) << status;
    return backup;
  }

  void SpoilTables() const {
    const std::string db = world_.data_dir() + "/db";
    for (const auto& file : std::filesystem::directory_iterator(db)) {
      if (file.path().extension() != ".sst") continue;
      std::fstream table(file.path(),
                         std::ios::in | std::ios::out | std::ios::binary);
      table.seekp(20);
      table << "damaged";
    }
  }

  void ExpectNone(const Ledger::Problems& problems) {
    EXPECT_THAT(problems, IsEmpty()) << "in round " << round_ << ":\n"
                                     << absl::StrJoin(problems, "\n") << "\n"
                                     << world_.Log();
  }

  const std::uint64_t seed_;
  std::mt19937_64 chance_;
  CrashWorld world_;
  Ledger ledger_{world_};
  int round_ = 0;
  int acknowledged_ = 0;
  int cut_starts_ = 0;
};

TEST_F(CrashTest, WhatWasAnsweredIsThere) {
  const auto rounds =
      static_cast<int>(FromEnvironment("OMZIEN_CRASH_ROUNDS", 20));
  ASSERT_TRUE(world_.Start(AnyDisk())) << world_.Log();
  while (round_ < rounds && !HasFailure()) {
    WorkUntilCut(1 + static_cast<int>(Draw(kAnswersMax)));
    CutWhileStarting();
    ASSERT_TRUE(world_.Start(AnyDisk())) << world_.Log();
    ExpectNone(ledger_.Repeat());
    ExpectNone(ledger_.ReadBack());
    ExpectNone(ledger_.Mails());
    ExpectNone(ledger_.Timers());
  }
  ExpectNone(ledger_.ListAll());
  EXPECT_EQ(world_.Stop(), 0) << world_.Log();
  std::string said;
  EXPECT_EQ(world_.Run("verify", said), 0) << said;
  std::cout << round_ << " rounds, " << acknowledged_ << " acknowledged calls, "
            << cut_starts_ << " more cuts while starting" << std::endl;
}

// The control: the same on a disk whose logs are not synced. Either the start
// refuses, or the ledger finds what is lost.
TEST_F(CrashTest, LogsThatAreNotSyncedAreFoundOut) {
  const PowerCutOptions lying = {.logs_lie = true};
  ASSERT_TRUE(world_.Start(lying)) << world_.Log();
  WorkUntilCut(kVolunteers * 3);
  if (!world_.Start({})) {
    EXPECT_THAT(world_.Log(), HasSubstr("missing"));
    return;
  }
  EXPECT_FALSE(ledger_.Repeat().empty());
}

// The restore drill: what an operator does on the day that a disk goes bad.
TEST_F(CrashTest, RestoreDrill) {
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  WorkUntilCut(kVolunteers * 3);
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  const Ledger until_then = ledger_;
  v1::Backup backup;
  WorkUntilCut(kVolunteers, [&] { backup = BackUp(); });
  ASSERT_GT(backup.sequence(), kVolunteers * 3);
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  WorkUntilCut(kVolunteers);
  ledger_.GoBackTo(until_then);
  SpoilTables();

  EXPECT_FALSE(world_.Start({}));
  EXPECT_THAT(world_.Log(), AllOf(HasSubstr("damaged"),
                                  HasSubstr("omziend verify --data-dir"),
                                  HasSubstr("omziend restore --from")));
  std::string said;
  EXPECT_EQ(world_.Run("verify", said), 1);
  EXPECT_THAT(said, AllOf(HasSubstr(".sst"), HasSubstr("is NOT sound"),
                          HasSubstr("omziend restore --from")));
  EXPECT_EQ(world_.Run("restore --from " + backup.dir(), said), 0);
  EXPECT_THAT(said, AllOf(HasSubstr(absl::StrCat("entry ", backup.sequence())),
                          HasSubstr("more than there are now")));
  EXPECT_EQ(world_.Run("verify", said), 0) << said;
  EXPECT_THAT(said, HasSubstr("is sound"));

  ASSERT_TRUE(world_.Start({})) << world_.Log();
  EXPECT_EQ(world_.Run("verify", said), 1) << said;
  EXPECT_THAT(said, HasSubstr("is running on"));
  ExpectNone(ledger_.Repeat());
  ExpectNone(ledger_.ReadBack());
  ExpectNone(ledger_.Mails());
  EXPECT_EQ(world_.Stop(), 0) << world_.Log();
}

// Killed at any moment, the folder is the old one or the backup, and the next
// restore goes through.
TEST_F(CrashTest, ARestoreThatIsCutShort) {
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  v1::Backup backup;
  WorkUntilCut(1, [&] { backup = BackUp(); });
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  WorkUntilCut(kVolunteers);
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  ASSERT_EQ(world_.Stop(), 0) << world_.Log();
  const auto old = storage::VerifyFolder(world_.data_dir());
  ASSERT_TRUE(old.ok() && old->sound()) << old.status();
  for (int i = 0; i < 8; ++i) {
    world_.RunAndKill({"restore", "--from", backup.dir()},
                      absl::Milliseconds(Draw(300)));
    const auto now = storage::VerifyFolder(world_.data_dir());
    ASSERT_TRUE(now.ok()) << now.status();
    EXPECT_TRUE(now->sound());
    EXPECT_THAT(now->sequence, AnyOf(old->sequence, backup.sequence()));
  }
  std::string said;
  EXPECT_EQ(world_.Run("restore --from " + backup.dir(), said), 0) << said;
  ASSERT_TRUE(world_.Start({})) << world_.Log();
  EXPECT_EQ(world_.Stop(), 0) << world_.Log();
}

}  // namespace
}  // namespace omzien::crash
