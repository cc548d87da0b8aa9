#include "server/tools/what_if_command.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/tools/stopped_folder_fixture.h"
#include "server/tools/what_if_fixture.h"

namespace omzien::tools {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kSkill[] = "skills/light-garden-work";

class WhatIfCommandTest : public StoppedFolderTest {
 protected:
  WhatIfCommandTest()
      : StoppedFolderTest("what-if", WhatIfMain, what_if::MonthBegin()) {}

  what_if::Keep Keeping() {
    return
        [this](const std::string& name, const google::protobuf::Message& record,
               const std::string& person) {
          core::RecordCodec codec(*vault_);
          Write(core::Keyspace::kRecords, name, *codec.Encode(record, person));
        };
  }

  void Write(core::Keyspace keyspace, const std::string& key,
             const std::string& value) {
    ASSERT_TRUE(store_->Write({.mutations = {{keyspace, key, value}}}).ok());
  }

  // Twenty jobs, of which five were not filled, and twelve neighbours.
  void KeepMonth() {
    what_if::KeepNeighbours(Keeping(), kSkill, 12);
    for (int day = 0; day < 20; ++day) {
      what_if::KeepNeed(
          Keeping(), {.day = day,
                      .skill = kSkill,
                      .state = day % 4 == 0 ? omzien::v1::Job::STATE_UNANSWERED
                                            : omzien::v1::Job::STATE_DONE});
    }
    Write(core::Keyspace::kMeta, "lane/0", what_if::LaneUntil(29));
  }
};

// One page, in the language that is asked for; the same each time, and nothing
// is written.
TEST_F(WhatIfCommandTest, TellsWhatMayHaveComeOfIt) {
  KeepMonth();
  Stop();
  const auto before = AllFiles();
  const Outcome outcome = Run({"--way", "waves", "--seeds", "5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("Wat als? Roerdalen\n"),
                    HasSubstr("zijn gevraagd: 20.\nVrijwilligers: 12.\n"),
                    HasSubstr("Zoals nu: een voor een"),
                    HasSubstr("Stel dat: in rondes; eerst 3 mensen"),
                    HasSubstr("hulp gevonden"), HasSubstr("      75  "),
                    HasSubstr("Advies: "), HasSubstr("geen belofte")));
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(AllFiles(), before);
  EXPECT_EQ(Run({"--way", "waves", "--seeds", "5"}).out, outcome.out);
  const Outcome english =
      Run({"--way", "waves", "--seeds", "5", "--lang", "en"});
  EXPECT_THAT(english.out,
              AllOf(HasSubstr("What if? Roerdalen\n"),
                    HasSubstr("not a promise"), Not(HasSubstr("Advies"))));
  EXPECT_THAT(Run({"--way", "waves", "--seeds", "5", "--json"}).out,
              AllOf(HasSubstr("\"jobs\":20,\"volunteers\":12,\"runs\":5"),
                    HasSubstr("\"filled_percent\":{\"really\":75,\"now\":[")));
}

// Only what a file names is other than now, and it is told by its name.
TEST_F(WhatIfCommandTest, TriesTheNumbersOfAFile) {
  KeepMonth();
  Stop();
  const std::string path = folder_.path() + "/try.textproto";
  std::ofstream(path) << "asks_per_week_max: 1\n";
  const Outcome outcome = Run({"--try", path.c_str(), "--seeds", "5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("instellingen):\n  modified: asks_per_week_max: 2 -> "
                        "1\n\n"));

  std::ofstream(path) << "quiet_start: \"9 uur\"\nwaves_max: -1\n";
  Outcome wrong = Run({"--try", path.c_str()});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("try.textproto:1:1: quiet_start: "),
                               HasSubstr("try.textproto:2:1: waves_max: ")));
  std::ofstream(path) << "asks_per_week_max: 2\n";
  wrong = Run({"--try", path.c_str()});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("this is how the municipality asks now"));
}

// What was not asked to its end is not tried, nor what nobody can open; all of
// it is counted.
TEST_F(WhatIfCommandTest, CountsWhatItLeavesOut) {
  KeepMonth();
  const struct {
    int day;
    omzien::v1::Job::State state;
    int asked;
  } others[] = {{20, omzien::v1::Job::STATE_CANCELLED, 2},
                {21, omzien::v1::Job::STATE_REFERRED, 0},
                {22, omzien::v1::Job::STATE_REFERRED, 2},
                {28, omzien::v1::Job::STATE_OPEN, 1}};
  for (const auto& [day, state, asked] : others) {
    what_if::KeepNeed(Keeping(), {day, kSkill, state, asked});
  }
  ASSERT_TRUE(vault_->Erase("truus3", {}).ok());
  ASSERT_TRUE(vault_->Erase("buur0", {}).ok());
  Stop();
  const Outcome outcome = Run({"--way", "waves", "--seeds", "5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("zijn gevraagd: 20.\nVrijwilligers: 11.\n"),
            HasSubstr("Niet meegeteld (klussen die nog lopen: 1; afgezegde "
                      "klussen: 1; klussen die meteen zijn doorverwezen: 1; "
                      "hulpvragen van wie is gewist: 1; vrijwilligers die toen "
                      "zijn gevraagd en er niet meer zijn: 1).")));
}

// What cannot be looked at is said, and where to look.
TEST_F(WhatIfCommandTest, SaysWhatCannotBeOpened) {
  EXPECT_THAT(Run({"--way", "waves"}).err,
              HasSubstr("another omziend is running on"));
  Stop();
  Outcome outcome = Run({"--way", "waves"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("nothing ever happened"));
  EXPECT_THAT(outcome.out, IsEmpty());
  fs::remove_all(data_dir_);
  outcome = Run({"--way", "waves"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("there is no data folder at "));
}

// Days in which nothing was over give no figures.
TEST_F(WhatIfCommandTest, SaysThatThereIsNothingToTry) {
  KeepMonth();
  Stop();
  const Outcome outcome = Run({"--way", "waves", "--days", "5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("niets na te spelen"), Not(HasSubstr("Advies"))));
}

// A wrong line says what is wrong, and looks at nothing.
TEST_F(WhatIfCommandTest, SaysWhatIsWrongWithALine) {
  Stop();
  ExpectRefused({
      {{}, "--config is required"},
      {{"--config", kShipped}, "Give --way, --try or both"},
      {{"--config", kShipped, "--way", "all"}, "--way"},
      {{"--config", kShipped, "--try", "nowhere"}, "--try"},
      {{"--config", kShipped, "--way", "waves", "--days", "0"}, "--days"},
      {{"--config", kShipped, "--way", "waves", "--seeds", "1"}, "--seeds"},
      {{"--config", kShipped, "--way", "waves", "--lang", "fr"}, "--lang"},
      {{"--config", kShipped, "--way", "waves", "--municipality", "GM0000"},
       "has no municipality GM0000; it has GM1669"},
  });
}

}  // namespace
}  // namespace omzien::tools
