#include "server/tools/replay_command.h"

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/decision.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/tools/replay_fixture.h"
#include "server/tools/stopped_folder_fixture.h"

namespace omzien::tools {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReplayCommandTest : public StoppedFolderTest {
 protected:
  ReplayCommandTest()
      : StoppedFolderTest("replay", ReplayMain,
                          absl::FromCivil(absl::CivilHour(2026, 11, 2, 9),
                                          absl::UTCTimeZone())) {}

  // The next entry of the journal.
  void Decided(const core::KeptDecision& kept) {
    store::v1::JournalEntry entry;
    entry.set_sequence(++sequence_);
    *entry.mutable_time() = core::ToProto(clock_.TimeNow());
    entry.set_municipality("municipalities/GM1669");
    *entry.add_decisions() = Sealed(kept, *vault_);
    core::RecordCodec codec(*vault_);
    ASSERT_TRUE(store_
                    ->Write({.mutations = {{core::Keyspace::kJournal,
                                            core::JournalKey(sequence_),
                                            *codec.Encode(entry, "truus")}},
                             .journal_sequence = sequence_})
                    .ok());
  }

  std::int64_t sequence_ = 0;
};

// A journal in which all is as it was decided; and nothing is written.
TEST_F(ReplayCommandTest, SaysThatAllCameOutTheSame) {
  Decided(SampleChoice());
  Decided(SampleWave());
  Stop();
  const auto before = AllFiles();
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("from 2026-11-02T09:00:00"),
            HasSubstr("one by one           1           0"),
            HasSubstr("in waves             1           0"),
            HasSubstr("All that could be opened came out the same.\n")));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(AllFiles(), before);
}

// One who was asked and not chosen is found and named, by the exit code too.
TEST_F(ReplayCommandTest, NamesWhatIsDifferent) {
  core::KeptDecision flipped = SampleChoice();
  flipped.decision.mutable_best(0)->set_asked(true);
  Decided(SampleChoice());
  Decided(flipped);
  Stop();
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("one by one           1           1"),
            HasSubstr("DIFFERENT  entry 2, needs/heg, job 1, wave 2: asked "
                      "anna, bea, carla; chosen again: anna, bea\n"),
            HasSubstr("NOT all came out the same.\n")));
}

// Of somebody who was erased nothing can be opened: a choice is not made again
// without her, and of a wave the rest is.
TEST_F(ReplayCommandTest, CountsWhoWasErased) {
  Decided(SampleChoice());
  Decided(SampleWave());
  ASSERT_TRUE(vault_->Erase("carla", {}).ok());
  Stop();
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr(
                "one by one           0           0             0           1"),
            HasSubstr(
                "in waves             1           0             0           0"),
            HasSubstr("somebody who was erased: 2.")));
}

// Beside a server nothing is opened.
TEST_F(ReplayCommandTest, RefusesTheFolderOfARunningServer) {
  Decided(SampleChoice());
  const Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("another omziend is running on"),
                                 HasSubstr("stop it first")));
  EXPECT_THAT(outcome.out, IsEmpty());
}

// What cannot be looked at is said: without keys, or in another folder.
TEST_F(ReplayCommandTest, SaysWhatCannotBeOpened) {
  Decided(SampleChoice());
  Stop();
  fs::rename(folder_.path() + "/keys", folder_.path() + "/elsewhere");
  Outcome outcome = Run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no key file"));
  fs::rename(data_dir_ + "/db", data_dir_ + "/moved");
  outcome = Run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("there is no store in "));
  fs::remove_all(data_dir_);
  outcome = Run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("there is no data folder at "));
}

// A wrong line says what is wrong, and looks at nothing.
TEST_F(ReplayCommandTest, SaysWhatIsWrongWithALine) {
  Stop();
  ExpectRefused({
      {{}, "--config is required"},
      {{"--config", "nowhere.textproto"}, "nowhere.textproto"},
      {{"--config", kShipped, "--days", "0"}, "--days"},
      {{"--config", kShipped, "--days", "a month"}, "--days"},
      {{"--config", kShipped, "--maand"}, "--maand"},
      {{"--config", kShipped, "--municipality", "GM0000"},
       "has no municipality GM0000; it has GM1669"},
  });
}

}  // namespace
}  // namespace omzien::tools
