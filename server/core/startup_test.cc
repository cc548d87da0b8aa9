#include "server/core/startup.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/verdict.h"
#include "matcher/volunteer_index.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "server/core/asking.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/settings.h"
#include "server/core/state.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::InvitationRecord;
using store::v1::NeedRecord;

class StartupTest : public CoreFixture {
 protected:
  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    other_ = AddVolunteer("Adam", 700);
    resident_ = AddPerson(SamplePerson("Truus"));
    need_ = Post(resident_, {SampleJob()}).name();
    for (const auto& ask : AsksOf(need_)) {
      if (ask.volunteer() == other_) ask_ = ask.name();
      if (ask.volunteer() == volunteer_) Accept(ask.name());
    }
    open_ = Post(AddPerson(SamplePerson("Mien", 4)), {SampleJob()}).name();
  }

  // Everybody held against a job, by this state's index.
  std::vector<matcher::Verdict> Judge(State& state) {
    Transaction transaction(state, SystemCaller(), "Judge", clock_.TimeNow());
    const auto need = transaction.Get<NeedRecord>(open_);
    EXPECT_TRUE(need.ok());
    const auto job = MatcherJob(transaction, *need, 0);
    EXPECT_TRUE(job.ok());
    matcher::Explanation explained = state.index->Explain(
        *job, state.catalogue.FindMunicipality(kRoerdalen)->ask_policy,
        clock_.TimeNow(), 100);
    std::ranges::move(explained.nearest, std::back_inserter(explained.ranked));
    return explained.ranked;
  }

  // As the lane does at its start.
  absl::Status Resume(State& state) {
    Transaction transaction(state, SystemCaller(), "Resume", clock_.TimeNow());
    const absl::Duration outage =
        clock_.TimeNow() - FromProto(state.lane.alive_time());
    if (absl::Status status = ResumeState(transaction, outage); !status.ok()) {
      return status;
    }
    if (transaction.empty()) return absl::OkStatus();
    ++commits_;
    const auto batch = transaction.Commit();
    if (!batch.ok()) return batch.status();
    return store_.Write(*batch).status();
  }

  std::string volunteer_;
  std::string other_;
  std::string resident_;
  std::string need_;
  std::string ask_;
  std::string open_;
  int commits_ = 0;
};

// Engagements, open asks, limits, who was asked when: all of it comes back.
TEST_F(StartupTest, WhatIsRebuiltIsWhatThereWas) {
  State again(MakePorts(), *Catalogue::Make(SampleSettings()));
  ASSERT_TRUE(Load(again).ok());
  EXPECT_EQ(again.index->size(), 2U);
  EXPECT_EQ(Judge(again), Judge(state_));
  EXPECT_FALSE(Judge(again)[0].eligible() && Judge(again)[1].eligible());
  EXPECT_EQ(again.people->Find(kRoerdalen, "", "", 99),
            state_.people->Find(kRoerdalen, "", "", 99));
  EXPECT_EQ(again.lane.sequence(), state_.lane.sequence());
  EXPECT_EQ(again.index->Find({IdOf(volunteer_)})->engagements.size(), 1U);
}

// A backup from before an erase brings records back that nobody can open.
TEST_F(StartupTest, WhoWasErasedIsNobody) {
  EraseKey(IdOf(resident_));
  EraseKey(IdOf(other_));
  State again(MakePorts(), *Catalogue::Make(SampleSettings()));
  const absl::Status loaded = Load(again);
  ASSERT_TRUE(loaded.ok()) << loaded;
  EXPECT_EQ(again.people->size(), state_.people->size() - 2);
  EXPECT_EQ(again.MunicipalityOf(resident_), "");
  EXPECT_FALSE(again.index->Contains({IdOf(other_)}));
  ASSERT_TRUE(again.index->Contains({IdOf(volunteer_)}));
  Transaction transaction(again, Staff(kDesk), "ListNeeds", clock_.TimeNow());
  omzien::v1::ListNeedsRequest request;
  request.set_municipality(std::string(kRoerdalen));
  const auto needs = ListNeeds(transaction, request);
  ASSERT_TRUE(needs.ok()) << needs.status();
  ASSERT_EQ(needs->needs_size(), 1);
  EXPECT_EQ(needs->needs(0).name(), open_);
}

// A record that is missing is not one that was erased.
TEST_F(StartupTest, AMissingRecordIsNotPassedOver) {
  ASSERT_TRUE(
      store_.Write({{{Keyspace::kRecords, need_, std::nullopt}}, 0}).ok());
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::ListNeedsRequest request;
  request.set_municipality(std::string(kRoerdalen));
  EXPECT_FALSE(ListNeeds(transaction, request).ok());
  State again(MakePorts(), *Catalogue::Make(SampleSettings()));
  EXPECT_FALSE(Load(again).ok());
}

TEST_F(StartupTest, AnOutageLengthensAllThatWaitsInOneCommand) {
  const auto lapse = FromProto(Stored<InvitationRecord>(AsksOf(open_)[0].name())
                                   .invitation()
                                   .lapse_time());
  struct Row {
    absl::Duration away;
    absl::Duration longer;
  };
  for (const Row& row :
       std::vector<Row>{{absl::Minutes(9), absl::ZeroDuration()},
                        {absl::Hours(3), absl::Hours(3)}}) {
    clock_.AdvanceTo(FromProto(state_.lane.alive_time()) + row.away);
    State again(MakePorts(), *Catalogue::Make(SampleSettings()));
    ASSERT_TRUE(Load(again).ok());
    ASSERT_TRUE(Resume(again).ok());
    state_.lane = again.lane;
    EXPECT_EQ(FromProto(Stored<InvitationRecord>(AsksOf(open_)[0].name())
                            .invitation()
                            .lapse_time()),
              lapse + row.longer);
    // The short one planned the forgetting, once.
    EXPECT_EQ(commits_, 1);
    commits_ = 0;
  }
}

TEST_F(StartupTest, AStartWithoutAnOutageWritesNothingNew) {
  ASSERT_TRUE(Resume(state_).ok());
  commits_ = 0;
  const auto before = store_.Dump();
  State again(MakePorts(), *Catalogue::Make(SampleSettings()));
  ASSERT_TRUE(Load(again).ok());
  ASSERT_TRUE(Resume(again).ok());
  EXPECT_EQ(commits_, 0);
  EXPECT_EQ(store_.Dump(), before);
}

// A municipality was taken out of the configuration while the store holds its
// people: the start says which, and how to mend it.
TEST_F(StartupTest, PeopleOfAMunicipalityThatIsGoneStopTheStart) {
  Settings settings = SampleSettings();
  settings.config.mutable_municipalities()->DeleteSubrange(0, 1);
  State again(MakePorts(), *Catalogue::Make(settings));
  const absl::Status status = Load(again);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(absl::StrContains(status.message(), kRoerdalen)) << status;
}

TEST_F(StartupTest, DamagedRecordsStopTheStart) {
  for (const auto& [keyspace, key] :
       std::vector<std::pair<Keyspace, std::string>>{
           {Keyspace::kRecords, resident_},
           {Keyspace::kRecords, volunteer_},
           {Keyspace::kMeta, "lane/0"}}) {
    const auto whole = store_.Get(keyspace, key).value();
    ASSERT_TRUE(store_.Write({{{keyspace, key, "\xff\xff"}}, 0}).ok());
    State again(MakePorts(), *Catalogue::Make(SampleSettings()));
    EXPECT_EQ(Load(again).code(), absl::StatusCode::kDataLoss) << key;
    ASSERT_TRUE(store_.Write({{{keyspace, key, whole}}, 0}).ok());
  }
}

}  // namespace
}  // namespace omzien::core
