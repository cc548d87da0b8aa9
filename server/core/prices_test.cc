// What a night set is what asks cost the day after: who is scarce is spared for
// what only she can do, and prices outlive a restart and a solver without an
// answer.

#include "server/core/prices.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/loss_price.h"
#include "matcher/asking/micros.h"
#include "matcher/asking/scarcity.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/names.h"
#include "server/core/prices_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/wear.h"
#include "server/planning/scarcity.h"

namespace omzien::core {
namespace {

using matcher::ScarcityPrices;
using omzien::v1::AskReason;
using store::v1::JournalEntry;
using store::v1::TimerRecord;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::StatusOr<ScarcityPrices> NoAnswer(const matcher::Workload&,
                                        const matcher::Customs&) {
  return absl::InternalError("the expected-demand program has no answer");
}

class PricesTest : public PricesFixture {
 protected:
  JournalEntry LastEntry() {
    Transaction transaction = Begin();
    const auto bytes = transaction.Read(Keyspace::kJournal,
                                        SequenceKey(state_.lane.sequence()));
    JournalEntry entry;
    EXPECT_TRUE(bytes.ok() && bytes->has_value() &&
                state_.codec.Decode(**bytes, entry).ok());
    return entry;
  }
};

TEST_F(PricesTest, WithoutPricesTheScarceOneIsAskedForWhatOthersCanDo) {
  MakeTown();
  const auto need = Post(resident_, {LaterJobOf(kGarden)});
  ASSERT_THAT(Sent(need.name()), SizeIs(1));
  EXPECT_EQ(Sent(need.name())[0].volunteer(), scarce_);
}

TEST_F(PricesTest, WithPricesSheIsSparedForWhatOnlySheCanDo) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  const Prices prices = Now();
  EXPECT_GT(prices.scarcity.OfAsk(kGardensAndLamps, kGardenKind), 20'000);
  EXPECT_EQ(prices.scarcity.OfAsk(kGardensAndLamps, kLampKind), 0);
  const auto need = Post(resident_, {LaterJobOf(kGarden)});
  ASSERT_THAT(Sent(need.name()), SizeIs(1));
  EXPECT_NE(Sent(need.name())[0].volunteer(), scarce_);
  EXPECT_EQ(Sent(need.name())[0].reasons().ask_reason().why(),
            AskReason::WHY_NEXT_SPARED);
  const auto rare = Post(resident_, {LaterJobOf(kLamp)});
  ASSERT_THAT(Sent(rare.name()), SizeIs(1));
  EXPECT_EQ(Sent(rare.name())[0].volunteer(), scarce_);
}

TEST_F(PricesTest, NobodyIsSparedFromAJobThatWouldBeGivenUp) {
  resident_ = Resident();
  scarce_ = AddHelper("Wies", 300, {kGarden, kLamp});
  std::vector<std::vector<matcher::Micros>> asks(
      3, std::vector<matcher::Micros>(3, matcher::kOne));
  SetScarcity({.holders = {1, 1, 0}, .asks = std::move(asks)});
  const auto need = Post(resident_, {LaterJobOf(kGarden)});
  ASSERT_THAT(Sent(need.name()), SizeIs(1));
  EXPECT_EQ(Sent(need.name())[0].volunteer(), scarce_);
}

TEST_F(PricesTest, ADecisionSaysWhichPricesItWasMadeWith) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  Post(resident_, {LaterJobOf(kGarden)});
  const JournalEntry entry = LastEntry();
  ASSERT_THAT(entry.decisions(), SizeIs(1));
  const auto& choice = entry.decisions(0).choice();
  EXPECT_EQ(FromProto(choice.prices_time()), clock_.TimeNow());
  EXPECT_EQ(choice.tired_price_micros(),
            Now()
                .In(*state_.catalogue.FindMunicipality(kRoerdalen)->one_by_one)
                .tired_price);
}

TEST_F(PricesTest, TheJournalHoldsWhatWasSet) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  const JournalEntry entry = LastEntry();
  EXPECT_THAT(entry.changed(), ElementsAre(std::string(kRoerdalen)));
  EXPECT_THAT(entry.audience(), IsEmpty());
  EXPECT_THAT(entry.prices().skills(),
              ElementsAre("skills/garden", "skills/lamp"));
  EXPECT_THAT(entry.prices().holders(), ElementsAre(9, 1));
  EXPECT_THAT(entry.prices().scarcity_micros(), SizeIs(4));
}

TEST_F(PricesTest, ARestartKeepsThem) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  const Prices before = Now();
  State state(MakePorts(), *Catalogue::Make(SampleSettings(Asking::kOneByOne)));
  ASSERT_TRUE(Load(state).ok());
  Transaction transaction(state, SystemCaller(), "Test", clock_.TimeNow());
  const auto after = PricesOf(transaction, kRoerdalen);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->scarcity.asks, before.scarcity.asks);
  EXPECT_EQ(after->scarcity.holders, before.scarcity.holders);
  EXPECT_EQ(after->scarcity_time, before.scarcity_time);
}

TEST_F(PricesTest, ASolverWithoutAnswerKeepsThoseOfANightBefore) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  const Prices before = Now();
  for (const ReckonScarcity& reckon :
       {ReckonScarcity(&NoAnswer), ReckonScarcity()}) {
    clock_.AdvanceTo(clock_.TimeNow() + absl::Hours(24));
    const Night night = Reckon(reckon);
    EXPECT_FALSE(night.scarcity.ok());
    Set(night);
    EXPECT_EQ(Now().scarcity.asks, before.scarcity.asks);
    EXPECT_EQ(Now().scarcity_time, before.scarcity_time);
  }
  // What was counted goes on.
  EXPECT_EQ(Now().wear.member_days, 2 * 9);
}

TEST_F(PricesTest, AfterAFortnightNobodyIsSparedAnyMore) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  clock_.AdvanceTo(clock_.TimeNow() + absl::Hours(24 * 14));
  EXPECT_FALSE(Now().scarcity.asks.empty());
  clock_.AdvanceTo(clock_.TimeNow() + absl::Seconds(1));
  EXPECT_TRUE(Now().scarcity.asks.empty());
}

TEST_F(PricesTest, TooFewNeedsPutAnEndToSparing) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  Night night = Reckon(&planning::ReckonScarcity);
  night.scarcity = ScarcityPrices{.holders = {9, 1, 0}, .asks = {}};
  Set(night);
  EXPECT_TRUE(Now().scarcity.asks.empty());
}

TEST_F(PricesTest, WhatTheCatalogueHasNoMoreIsLeftOut) {
  SetScarcity(
      {.holders = {9, 1, 0}, .asks = {{0, 0, 0}, {300'000, 0, 0}, {0, 0, 0}}});
  Settings settings = SampleSettings(Asking::kOneByOne);
  settings.skills.mutable_skills()->DeleteSubrange(kLampKind, 1);
  const Catalogue without = *Catalogue::Make(std::move(settings));
  const auto prices = PricesIn(store_, kRoerdalen, without, clock_.TimeNow());
  ASSERT_TRUE(prices.ok());
  EXPECT_EQ(prices->scarcity.holders, (std::vector<std::int64_t>{9, 0}));
  EXPECT_EQ(prices->scarcity.OfAsk(kGardens, kGardenKind), 0);
}

// A matrix that misses a cell is no matrix: nobody is spared by it.
TEST_F(PricesTest, PricesThatAreNotWholeSpareNobody) {
  SetScarcity(
      {.holders = {9, 1, 0}, .asks = {{0, 0, 0}, {300'000, 0, 0}, {0, 0, 0}}});
  ASSERT_GT(Now().scarcity.OfAsk(kGardensAndLamps, kGardenKind), 0);
  Do(SystemCaller(), [](Transaction& transaction) -> absl::Status {
    const std::string key = LinkKey({"prices", IdOf(kRoerdalen)});
    const auto bytes = transaction.Read(Keyspace::kMeta, key);
    if (!bytes.ok()) return bytes.status();
    store::v1::PricesRecord record;
    EXPECT_TRUE(record.ParseFromString(**bytes));
    record.mutable_scarcity_micros()->RemoveLast();
    transaction.Write(Keyspace::kMeta, key, record.SerializeAsString());
    return absl::OkStatus();
  });
  EXPECT_TRUE(Now().scarcity.asks.empty());
}

// What cannot be read is said by name, and no night writes over it.
TEST_F(PricesTest, PricesThatCannotBeReadAreAnError) {
  MakeTown();
  const Night night = Reckon(&planning::ReckonScarcity);
  Do(SystemCaller(), [](Transaction& transaction) {
    transaction.Write(Keyspace::kMeta, LinkKey({"prices", IdOf(kRoerdalen)}),
                      "no record");
    return absl::OkStatus();
  });
  Transaction transaction = Begin();
  for (const absl::Status& status :
       {PricesOf(transaction, kRoerdalen).status(),
        PricesIn(store_, kRoerdalen, state_.catalogue, clock_.TimeNow())
            .status(),
        SetPrices(transaction, night)}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(absl::StrCat(kRoerdalen, " cannot be read")));
  }
  EXPECT_TRUE(PricesOf(transaction, kElsewhere).ok());
}

// A municipality that left the configuration has no more nights; what was
// counted there stays, for when it comes back.
TEST_F(PricesTest, WhoLeftTheConfigurationHasNoMoreNights) {
  MakeTown();
  Set(Reckon(&planning::ReckonScarcity));
  Do(SystemCaller(), &PlanNights);
  const Prices before = Now();
  Settings settings = SampleSettings(Asking::kOneByOne);
  settings.config.mutable_municipalities()->DeleteSubrange(0, 1);
  auto catalogue = Catalogue::Make(std::move(settings));
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  State state(MakePorts(), *std::move(catalogue));
  EXPECT_EQ(ReckonNight({store_, state.codec, state.catalogue},
                        &planning::ReckonScarcity, std::string(kRoerdalen),
                        clock_.TimeNow())
                .status()
                .code(),
            absl::StatusCode::kNotFound);
  Transaction transaction(state, SystemCaller(), "Test", clock_.TimeNow());
  ASSERT_TRUE(BeginNight(transaction, std::string(kRoerdalen)).ok());
  const auto wear = WearOf(transaction, kRoerdalen);
  ASSERT_TRUE(wear.ok());
  EXPECT_THAT(wear->timer(), IsEmpty());
  const auto after = PricesOf(transaction, kRoerdalen);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->scarcity.asks, before.scarcity.asks);
}

// A night takes a 527th off all that was counted of tiredness before it.
TEST_F(PricesTest, WhatWasCountedOfTirednessFades) {
  Do(SystemCaller(), [](Transaction& transaction) {
    store::v1::WearRecord wear;
    wear.set_burdens(5'270'000);
    wear.set_quits(527);
    wear.set_jobs(52'700);
    wear.set_member_days(527'000);
    PutWear(transaction, kRoerdalen, wear);
    return absl::OkStatus();
  });
  SetScarcity({});
  const matcher::Wear wear = Now().wear;
  EXPECT_EQ(wear.burdens, 5'260'000);
  EXPECT_EQ(wear.quits, 526);
  EXPECT_EQ(wear.jobs, 52'600);
  EXPECT_EQ(wear.member_days, 526'000);
}

TEST_F(PricesTest, ANightIsPlannedOnceForWhoAsksOneByOne) {
  const auto nights = [this] {
    auto found = FindDueTimers(store_, absl::InfiniteFuture(), 100);
    EXPECT_TRUE(found.ok());
    std::erase_if(found->due, [](const DueTimer& due) {
      return due.timer.kind() != TimerRecord::KIND_RECKON_PRICES;
    });
    return found->due;
  };
  for (int start = 0; start < 2; ++start) {
    Do(SystemCaller(), &PlanNights);
    ASSERT_THAT(nights(), SizeIs(1));
  }
  EXPECT_EQ(nights()[0].timer.subject(), kRoerdalen);
  const absl::Time first = FromProto(nights()[0].timer.due_time());
  EXPECT_EQ(first, Monday() + absl::Hours(17));  // 03:00.
  PassUntil(first);
  ASSERT_THAT(nights(), SizeIs(1));
  EXPECT_EQ(FromProto(nights()[0].timer.due_time()), first + absl::Hours(24));
}

}  // namespace
}  // namespace omzien::core
