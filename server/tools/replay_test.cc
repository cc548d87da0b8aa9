#include "server/tools/replay.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/formula.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/decision.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/tools/replay_fixture.h"

namespace omzien::tools {
namespace {

using core::KeptDecision;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What was changed in a decision is found, and told by ids.
TEST(MakeAgainTest, FindsWhatIsNotAsItWas) {
  const struct {
    const char* what;
    KeptDecision kept;
    std::function<void(KeptDecision&)> change;
    std::string difference;
    int passed_over;
  } cases[] = {
      {"as it was", SampleChoice(), [](KeptDecision&) {}, "", 0},
      {"somebody else was asked too", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.mutable_best(0)->set_asked(true);
       },
       "asked anna, bea, carla; chosen again: anna, bea", 0},
      {"somebody was asked who could not be", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.mutable_best(2)->set_asked(true);
       },
       "asked anna, bea, dora; chosen again: anna, bea", 0},
      {"a start was left for one of the two alone", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.mutable_best(3)->set_asked(false);
       },
       "", 1},
      {"another formula decided it, and it comes out the same", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.set_policy_version("3f2a90c1d7be-0");
       },
       "", 0},
      {"another formula decided it", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.set_policy_version("3f2a90c1d7be-0");
         kept.decision.mutable_best(0)->set_asked(true);
       },
       absl::StrCat("asked anna, bea, carla; chosen again: anna, bea (decided "
                    "by formula 0; this program has ",
                    matcher::kFormula, ")"),
       0},
      {"nobody was asked", SampleChoice(),
       [](KeptDecision& kept) {
         for (auto& one : *kept.decision.mutable_best()) one.set_asked(false);
       },
       "asked nobody; chosen again: anna, bea", 0},
      {"fewer were missing", SampleChoice(),
       [](KeptDecision& kept) {
         kept.decision.mutable_choice()->set_missing_micros(1);
       },
       "asked anna, bea; chosen again: anna", 0},
      {"a wave as it was", SampleWave(), [](KeptDecision&) {}, "", 0},
      {"the order of a wave is broken", SampleWave(),
       [](KeptDecision& kept) {
         kept.decision.mutable_best()->SwapElements(2, 3);
         std::swap(kept.weighed[2], kept.weighed[3]);
       },
       "dora stands before carla, whose score is more", 0},
      {"the second of a wave had no start left", SampleWave(),
       [](KeptDecision& kept) {
         kept.decision.mutable_best(1)->set_asked(false);
         kept.decision.mutable_best(2)->set_asked(true);
       },
       "", 1},
      {"the order of a wave is broken beside one who was erased", SampleWave(),
       [](KeptDecision& kept) {
         kept.weighed[0]->set_term_micros(0, 0);
         kept.weighed[1].reset();
       },
       "anna stands before carla, whose score is more", 0},
      {"one of a wave was erased, and the rest is in order", SampleWave(),
       [](KeptDecision& kept) { kept.weighed[0].reset(); }, "", 0},
      {"a wave to nobody", SampleWave(),
       [](KeptDecision& kept) {
         for (auto& one : *kept.decision.mutable_best()) one.set_asked(false);
       },
       "asked nobody", 0},
  };
  for (const auto& each : cases) {
    KeptDecision kept = each.kept;
    each.change(kept);
    const Remade made = MakeAgain(kept);
    EXPECT_TRUE(made.was_made) << each.what;
    EXPECT_EQ(made.difference, each.difference) << each.what;
    EXPECT_EQ(made.passed_over, each.passed_over) << each.what;
  }
}

// A choice is not made again without one who could be asked.
TEST(MakeAgainTest, SaysThatAChoiceIsNotWhole) {
  KeptDecision kept = SampleChoice();
  kept.weighed[0].reset();
  const Remade made = MakeAgain(kept);
  EXPECT_FALSE(made.was_made);
  EXPECT_EQ(made.difference, "");
}

class ReplayTest : public core::OneByOneFixture {
 protected:
  // A need for two helpers, in which one of the two says no. Returns the
  // resident's id, and that of who said no.
  std::pair<std::string, std::string> PostAndDecline(
      const std::string& given_name) {
    omzien::v1::Job job = LaterJob();
    job.set_helpers_needed(2);
    const absl::Duration later = clock_.TimeNow() - core::Monday();
    for (auto& window : *job.mutable_windows()) {
      *window.mutable_start_time() =
          core::ToProto(core::FromProto(window.start_time()) + later);
      *window.mutable_end_time() =
          core::ToProto(core::FromProto(window.end_time()) + later);
    }
    const std::string resident = AddPerson(SamplePerson(given_name));
    const auto ask = Sent(Post(resident, {job}).name()).at(0);
    Decline(ask);
    return {core::IdOf(resident), core::IdOf(ask.volunteer())};
  }

  ReplayReport Replayed(const ReplayOptions& options = {}) {
    const auto report = Replay(store_, sealer_, options);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : ReplayReport();
  }
};

// What the lane decided, one by one, is decided so again.
TEST_F(ReplayTest, MakesTheDecisionsOfTheLaneAgain) {
  AddNeighbours(12);
  PostAndDecline("Truus");
  const ReplayReport report = Replayed();
  EXPECT_EQ(report.one_by_one.same, 2);
  EXPECT_EQ(report.waves.same, 0);
  EXPECT_EQ(report.erased, 0);
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_THAT(PageOf(report),
              HasSubstr("All that could be opened came out the same.\n"));
}

class WavesReplayTest : public core::CoreFixture {};

// The same of waves.
TEST_F(WavesReplayTest, HoldsTheOrderOfAWave) {
  for (int i = 0; i < 8; ++i) {
    AddVolunteer(absl::StrCat("Buur", i), 300 + 100 * i);
  }
  Post(AddPerson(SamplePerson("Bewoner")), {SampleJob()});
  const auto report = Replay(store_, sealer_, {});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->waves.same, 1);
  EXPECT_EQ(report->one_by_one.same, 0);
  EXPECT_TRUE(report->all_same());
}

// What was weighed of somebody goes with her, and of nobody else: not of those
// weighed beside her, and not with the resident.
TEST_F(ReplayTest, NothingIsLeftOfSomebodyErased) {
  AddNeighbours(12);
  const auto [resident, neighbour] = PostAndDecline("Truus");
  ASSERT_EQ(Replayed().one_by_one.same, 2);
  ASSERT_TRUE(sealer_.Erase(resident, {}).ok());
  EXPECT_EQ(Replayed().one_by_one.same, 2);
  EXPECT_EQ(Replayed().erased, 0);
  ASSERT_TRUE(sealer_.Erase(neighbour, {}).ok());
  const ReplayReport report = Replayed();
  EXPECT_EQ(report.erased, 1);
  EXPECT_EQ(report.one_by_one.not_made, 1);
  EXPECT_EQ(report.one_by_one.same, 1);
  EXPECT_TRUE(report.all_same());
  EXPECT_THAT(PageOf(report), HasSubstr("somebody who was erased: 1."));
}

// Days count back from the last entry, and of a municipality its own alone.
TEST_F(ReplayTest, LooksAtWhatIsAskedFor) {
  AddNeighbours(12);
  PostAndDecline("Truus");
  PassUntil(clock_.TimeNow() + absl::Hours(24 * 40));
  const int before = Replayed({.days = 60}).one_by_one.same;
  EXPECT_GE(before, 2);
  PostAndDecline("Piet");
  const int lately = Replayed({.days = 60}).one_by_one.same - before;
  EXPECT_GE(lately, 1);
  const struct {
    ReplayOptions options;
    int same;
  } cases[] = {
      {{}, lately},
      {{.days = 60}, before + lately},
      {{.municipality = std::string(core::kRoerdalen)}, lately},
      {{.municipality = std::string(core::kElsewhere)}, 0},
  };
  for (const auto& [options, same] : cases) {
    EXPECT_EQ(Replayed(options).one_by_one.same, same)
        << options.days << " " << options.municipality;
  }
}

// An entry that cannot be read is named, and nothing is said of the rest.
TEST_F(ReplayTest, NamesAnEntryThatIsDamaged) {
  AddNeighbours(2);
  ASSERT_TRUE(store_
                  .Write({.mutations = {{core::Keyspace::kJournal,
                                         core::JournalKey(2), "no envelope"}},
                          .journal_sequence = 2})
                  .ok());
  const auto report = Replay(store_, sealer_, {});
  EXPECT_EQ(report.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("journal entry 2: "));
}

// A server that never did anything has decided nothing.
TEST_F(ReplayTest, SaysThatTheJournalIsEmpty) {
  EXPECT_THAT(PageOf(Replayed()), HasSubstr("The journal is empty"));
}

}  // namespace
}  // namespace omzien::tools
