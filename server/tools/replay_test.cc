#include "server/tools/replay.h"

#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/tools/replay_fixture.h"

namespace omzien::tools {
namespace {

using store::v1::Decision;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What was changed in a decision is found, and told by ids.
TEST(MakeAgainTest, FindsWhatIsNotAsItWas) {
  const struct {
    const char* what;
    Decision decision;
    std::function<void(Decision&)> change;
    std::string difference;
    int passed_over;
  } cases[] = {
      {"as it was", SampleChoice(), [](Decision&) {}, "", 0},
      {"somebody else was asked too", SampleChoice(),
       [](Decision& d) { d.mutable_best(0)->set_asked(true); },
       "asked anna, bea, carla; chosen again: anna, bea", 0},
      {"somebody was asked who could not be", SampleChoice(),
       [](Decision& d) { d.mutable_best(2)->set_asked(true); },
       "asked anna, bea, dora; chosen again: anna, bea", 0},
      {"a start was left for one of the two alone", SampleChoice(),
       [](Decision& d) { d.mutable_best(3)->set_asked(false); }, "", 1},
      {"nobody was asked", SampleChoice(),
       [](Decision& d) {
         for (auto& one : *d.mutable_best()) one.set_asked(false);
       },
       "asked nobody; chosen again: anna, bea", 0},
      {"fewer were missing", SampleChoice(),
       [](Decision& d) { d.mutable_choice()->set_missing_micros(1); },
       "asked anna, bea; chosen again: anna", 0},
      {"a wave as it was", SampleWave(), [](Decision&) {}, "", 0},
      {"the order of a wave is broken", SampleWave(),
       [](Decision& d) { d.mutable_best()->SwapElements(2, 3); },
       "dora stands before carla, whose score is more", 0},
      {"the second of a wave had no start left", SampleWave(),
       [](Decision& d) {
         d.mutable_best(1)->set_asked(false);
         d.mutable_best(2)->set_asked(true);
       },
       "", 1},
      {"a wave to nobody", SampleWave(),
       [](Decision& d) {
         for (auto& one : *d.mutable_best()) one.set_asked(false);
       },
       "asked nobody", 0},
  };
  for (const auto& each : cases) {
    Decision decision = each.decision;
    each.change(decision);
    const Remade made = MakeAgain(decision);
    EXPECT_EQ(made.difference, each.difference) << each.what;
    EXPECT_EQ(made.passed_over, each.passed_over) << each.what;
  }
}

class ReplayTest : public core::OneByOneFixture {
 protected:
  // A need for two helpers, in which one of the two says no.
  void PostAndDecline(const std::string& given_name) {
    omzien::v1::Job job = LaterJob();
    job.set_helpers_needed(2);
    const absl::Duration later = clock_.TimeNow() - core::Monday();
    for (auto& window : *job.mutable_windows()) {
      *window.mutable_start_time() =
          core::ToProto(core::FromProto(window.start_time()) + later);
      *window.mutable_end_time() =
          core::ToProto(core::FromProto(window.end_time()) + later);
    }
    const auto need = Post(AddPerson(SamplePerson(given_name)), {job});
    Decline(Sent(need.name()).at(0));
  }

  // Entries with something sealed, by the person it is sealed for.
  std::map<std::string, int> SealedFor() {
    std::map<std::string, int> entries;
    const absl::Status status =
        store_.Scan(core::Keyspace::kJournal, {}, /*reverse=*/false,
                    [&](absl::string_view, absl::string_view value) {
                      store::v1::Envelope envelope;
                      EXPECT_TRUE(envelope.ParseFromString(std::string(value)));
                      for (const auto& sealed : envelope.sealed()) {
                        ++entries[sealed.person()];
                      }
                      return true;
                    });
    EXPECT_TRUE(status.ok()) << status;
    return entries;
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

// Decisions that nobody can open are counted, and the others made again.
TEST_F(ReplayTest, CountsWhatIsSealedForSomebodyErased) {
  AddNeighbours(12);
  PostAndDecline("Truus");
  PostAndDecline("Piet");
  ASSERT_EQ(Replayed().one_by_one.same, 4);
  const auto sealed_for = SealedFor();
  ASSERT_GE(sealed_for.size(), 2U);
  const auto& [gone, entries] = *sealed_for.begin();
  ASSERT_TRUE(sealer_.Erase(gone, {}).ok());
  const ReplayReport report = Replayed();
  EXPECT_EQ(report.erased, entries);
  EXPECT_EQ(report.one_by_one.same, 4 - entries);
  EXPECT_TRUE(report.all_same());
  EXPECT_THAT(PageOf(report),
              HasSubstr(absl::StrCat("was erased: ", entries, ".")));
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
