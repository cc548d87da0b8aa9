// Goal: what was kept for long enough goes with all that hangs on it, nothing
// else does, and the dry run says beforehand what it will be.

#include "server/core/retention.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/retention.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/heard.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/retention_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Task;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST_F(RetentionTest, ANeedThatIsOverGoesWithAllThatHangsOnIt) {
  const std::string wim = AddVolunteer("Wim");
  AddVolunteer("Noor", 600);
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(truus, {SampleJob()}).name();
  const auto asks = AsksOf(need);
  ASSERT_EQ(asks.size(), 2U);
  const std::string visit = Accept(asks[0].name()).name();
  const std::string task = Complain(truus, need);
  Cancel(truus, need);
  Close(task);
  clock_.Advance(Days(399));
  HearAll();
  EXPECT_THAT(Preview(), IsEmpty());
  Round();
  EXPECT_EQ(Count("needs/"), 1U);
  clock_.Advance(Days(2));
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("needs", 1)));
  Round();
  for (const std::string& name :
       {need, asks[0].name(), asks[1].name(), visit, task}) {
    for (const Keyspace keyspace :
         {Keyspace::kRecords, Keyspace::kLinks, Keyspace::kTimers}) {
      EXPECT_THAT(Keys(keyspace, IdOf(name)), IsEmpty()) << name;
    }
  }
  EXPECT_THAT(Keys(Keyspace::kLinks, "code/"), IsEmpty());
  EXPECT_EQ(Count("people/"), 3U);
  // What is left is a count.
  const auto gone = store_.Get(Keyspace::kMeta, "gone/GM1669/2026");
  ASSERT_TRUE(gone.ok());
  store::v1::GoneNeedsRecord counts;
  const auto key = Keys(Keyspace::kMeta, "gone/GM1669/");
  ASSERT_EQ(key.size(), 1U);
  ASSERT_TRUE(
      counts.ParseFromString(**store_.Get(Keyspace::kMeta, key.front())));
  EXPECT_EQ(counts.needs(), 1);
  EXPECT_EQ(counts.asks(), 2);
  EXPECT_EQ(counts.appointments(), 1);
  EXPECT_EQ(counts.jobs().at("STATE_CANCELLED"), 1);
  EXPECT_THAT(Preview(), IsEmpty());
}

TEST_F(RetentionTest, AnOpenComplaintKeepsItsNeed) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(truus, {SampleJob()}).name();
  Cancel(truus, need);
  const std::string task = Complain(truus, need);
  clock_.Advance(Days(800));
  Round();
  EXPECT_EQ(Count("needs/"), 1U);
  EXPECT_EQ(Count("people/"), 1U);  // Nor is she told that she goes.
  EXPECT_THAT(told_, IsEmpty());
  Close(task);
  Round();
  EXPECT_EQ(Count("needs/"), 0U);
  EXPECT_EQ(Count("tasks/"), 0U);
}

TEST_F(RetentionTest, AVisitOfWhichNobodySaidHowItWentGoesToo) {
  const std::string wim = AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(truus, {SampleJob()}).name();
  Accept(AsksOf(need).at(0).name());
  clock_.Advance(Days(402));
  HearAll();
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("needs", 1)));
  Round();
  EXPECT_EQ(Count("appointments/"), 0U);
  EXPECT_THAT(Keys(Keyspace::kLinks, "avo/"), IsEmpty());
  EXPECT_TRUE(state_.index->Find({IdOf(wim)})->engagements.empty());
}

TEST_F(RetentionTest, WhatIsOpenStays) {
  AddVolunteer("Wim");
  const std::string truus = AddPerson(SamplePerson("Truus"));
  Post(truus, {SampleJob()});
  clock_.Advance(Days(2'000));
  Round();
  EXPECT_EQ(Count("needs/"), 1U);
}

TEST_F(RetentionTest, ALargeNeedGoesInSeveralTurns) {
  for (int i = 0; i < 3; ++i) AddVolunteer(absl::StrCat("Wim", i), 500 + i);
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string need = Post(truus, {SampleJob()}).name();
  Cancel(truus, need);
  for (int i = 0; i < 130; ++i) Close(Complain(truus, need));
  clock_.Advance(Days(401));
  HearAll();
  EXPECT_GE(Round(), 3);
  EXPECT_EQ(Count("needs/"), 0U);
  EXPECT_EQ(Count("tasks/"), 0U);
  EXPECT_THAT(Keys(Keyspace::kLinks, IdOf(need)), IsEmpty());
}

TEST_F(RetentionTest, TheJournalLosesItsOldestAndWatchesAreTold) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  for (int i = 0; i < 400; ++i) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      transaction.Changed(truus);
      transaction.Concerns(truus);
      return absl::OkStatus();
    });
  }
  clock_.Advance(Days(501));
  HearAll();
  const auto before = static_cast<int>(Keys(Keyspace::kJournal, "").size());
  const std::int64_t last = state_.lane.sequence();
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("journal", before - 1)));
  const int turns = Round();
  EXPECT_GE(turns, 3);
  EXPECT_EQ(state_.lane.first_sequence(), last);
  EXPECT_EQ(Keys(Keyspace::kJournal, "").size(),
            static_cast<std::size_t>(turns) + 1);
  EXPECT_THAT(Keys(Keyspace::kLinks, "w/" + truus), IsEmpty());
  EXPECT_THAT(Preview(), IsEmpty());

  auto engine = Engine::Start(MakePorts(), SampleSettings());
  ASSERT_TRUE(engine.ok()) << engine.status();
  const auto watch = [&](std::int64_t after) {
    omzien::v1::WatchRequest request;
    request.set_parent(truus);
    request.set_after_sequence(after);
    absl::Status status;
    (*engine)->ReadWatch(Herself(truus).actor, request, 10,
                         [&](auto answer) { status = answer.status(); });
    executor_.RunAll();
    return status;
  };
  EXPECT_TRUE(absl::IsOutOfRange(watch(0)));
  EXPECT_TRUE(absl::IsOutOfRange(watch(last - 2)));
  EXPECT_TRUE(watch(last - 1).ok());
  EXPECT_TRUE(watch(-1).ok());
}

TEST_F(RetentionTest, LooksGoByAClockOfTheirOwn) {
  const std::string truus = AddPerson(SamplePerson("Truus"));
  Sight sight;
  sight.viewer.set_name("organisations/welzijn");
  sight.viewer.set_role(omzien::v1::ROLE_DESK);
  sight.parts = {omzien::v1::Look::PART_ADDRESS};
  const auto look = [&] {
    Do(SystemCaller(), [&](Transaction& transaction) {
      return NoteLook(transaction, truus, sight);
    });
  };
  look();
  clock_.Advance(Days(100));
  look();
  EXPECT_EQ(Count("looks/"), 2U);
  clock_.Advance(Days(201));
  HearAll();
  EXPECT_THAT(Preview(), UnorderedElementsAre(Pair("looks", 1)));
  Round();
  EXPECT_EQ(Count("looks/"), 1U);
  EXPECT_EQ(Keys(Keyspace::kLinks, "lv/").size(), 1U);  // Of the other.
  clock_.Advance(Days(100));
  HearAll();
  Round();
  EXPECT_EQ(Count("looks/"), 0U);
  EXPECT_THAT(Keys(Keyspace::kLinks, "l/"), IsEmpty());
  EXPECT_THAT(Keys(Keyspace::kLinks, "lv/"), IsEmpty());
}

// Of every kind at once; and it is exactly that which goes.
TEST_F(RetentionTest, TheDryRunSaysWhatGoes) {
  const std::string wim = AddVolunteer("Wim");
  const std::string noor = AddVolunteer("Noor", 700);
  const std::string truus = AddPerson(SamplePerson("Truus"));
  const std::string bep = AddPerson(SamplePerson("Bep", 9));
  for (int i = 0; i < 4; ++i) {
    const std::string need = Post(truus, {SampleJob()}).name();
    Complain(truus, need);
    if (i < 3) Cancel(truus, need);
  }
  for (const Task& task : OpenWork()) {
    if (task.kind() == Task::KIND_COMPLAINT) Close(task.name());
  }
  Close(Complain(bep, ""));
  clock_.Advance(Days(480));
  Round();  // Those who are silent are told.
  clock_.Advance(Days(31));
  Do(SystemCaller(),
     [&](Transaction& transaction) { return Heard(transaction, truus); });
  const std::map<std::string, int> said = Preview();
  EXPECT_GT(said.size(), 1U);
  const auto count = [this] {
    return std::map<std::string, int>{
        {"needs", static_cast<int>(Count("needs/"))},
        {"desk_work", static_cast<int>(Count("tasks/"))},
        {"people", static_cast<int>(Count("people/"))},
        {"journal", static_cast<int>(Keys(Keyspace::kJournal, "").size())}};
  };
  const auto before = count();
  const int turns = Round();
  const auto after = count();
  const auto of = [&said](const char* kind) {
    const auto found = said.find(kind);
    return found == said.end() ? 0 : found->second;
  };
  EXPECT_EQ(before.at("needs") - after.at("needs"), of("needs"));
  EXPECT_EQ(before.at("people") - after.at("people"),
            of("residents") + of("volunteers"));
  EXPECT_EQ(before.at("journal") - after.at("journal") + turns, of("journal"));
  EXPECT_GE(before.at("desk_work") - after.at("desk_work"), of("desk_work"));
  EXPECT_THAT(Preview(), IsEmpty());
}

TEST_F(RetentionTest, IsPlannedOnceAndGoesOnByItself) {
  for (int i = 0; i < 2; ++i) {
    Do(SystemCaller(), [](Transaction& transaction) {
      return PlanRetaining(transaction, absl::ZeroDuration());
    });
  }
  EXPECT_EQ(Keys(Keyspace::kTimers, "").size(), 1U);
  clock_.Advance(Days(1));
  Round();
  EXPECT_EQ(Keys(Keyspace::kTimers, "").size(), 2U);
}

}  // namespace
}  // namespace omzien::core
