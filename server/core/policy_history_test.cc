// Goal: by which numbers people were asked can be told afterwards, with who
// decided so and why.

#include "server/core/policy_history.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/formula.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/policy_change.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/links.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/policy.h"
#include "server/core/policy_version.h"
#include "server/core/sample_settings.h"
#include "server/core/settings.h"
#include "server/core/startup.h"
#include "server/core/state.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::PolicyChange;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PolicyHistoryTest : public CoreFixture {
 protected:
  // A start with so many asks a wave, decided by this one.
  void StartWith(int wave_size, const std::string& by) {
    Settings settings = SampleSettings();
    for (auto& each : *settings.config.mutable_municipalities()) {
      if (absl::StrCat("municipalities/", each.id()) != kRoerdalen) continue;
      each.mutable_ask_policy()->set_first_wave_size(wave_size);
      each.mutable_ask_policy_decision()->set_by(by);
      each.mutable_ask_policy_decision()->set_why("rustiger voor iedereen");
    }
    State state(MakePorts(), Catalogue::Make(std::move(settings)).value());
    ASSERT_TRUE(Load(state).ok());
    Transaction transaction(state, SystemCaller(), "Resume", clock_.TimeNow());
    ASSERT_TRUE(ResumeState(transaction, absl::ZeroDuration()).ok());
    if (transaction.empty()) return;
    ASSERT_TRUE(store_.Write(transaction.Commit().value()).ok());
  }

  void PretendThatAnotherFormulaRan() {
    Transaction transaction = Begin();
    const std::string key = LinkKey({"policy", IdOf(kRoerdalen)});
    auto record =
        ReadMeta<store::v1::PolicyRecord>(transaction, key, "numbers");
    ASSERT_TRUE(record.ok()) << record.status();
    auto& change = *record->mutable_changes()->rbegin();
    change.set_name(absl::StrCat(NumbersOf(change.name()), "-0"));
    WriteMeta(transaction, key, *record);
    ASSERT_TRUE(store_.Write(transaction.Commit().value()).ok());
  }

  std::vector<PolicyChange> Changes() {
    Transaction transaction = Begin();
    const auto changes = PolicyChangesOf(transaction, kRoerdalen);
    EXPECT_TRUE(changes.ok()) << changes.status();
    return changes.value_or(std::vector<PolicyChange>());
  }
};

TEST_F(PolicyHistoryTest, RemembersEachChangeOnce) {
  EXPECT_THAT(Changes(), IsEmpty());
  StartWith(3, "het sociaal team");
  StartWith(3, "het sociaal team");
  ASSERT_THAT(Changes(), SizeIs(1));
  clock_.Advance(absl::Hours(24));
  StartWith(2, "de vrijwilligersraad");
  StartWith(3, "het sociaal team");
  const auto changes = Changes();
  ASSERT_THAT(changes, SizeIs(3));
  EXPECT_EQ(changes[0].name(), changes[2].name());
  EXPECT_NE(changes[0].name(), changes[1].name());
  EXPECT_EQ(changes[1].decided_by(), "de vrijwilligersraad");
  EXPECT_EQ(changes[1].why(), "rustiger voor iedereen");
  EXPECT_GT(changes[1].time().seconds(), changes[0].time().seconds());
  EXPECT_THAT(changes[0].settings(), Contains("first_wave_size: 3"));
  EXPECT_THAT(changes[1].settings(), Contains("first_wave_size: 2"));
  EXPECT_THAT(changes[1].settings(), Contains("one_by_one: no"));
  EXPECT_THAT(changes[1].settings(), Contains("wave_interval: 4h"));
}

// Another word for the same numbers is no other policy.
TEST_F(PolicyHistoryTest, NumbersAloneMakeAChange) {
  StartWith(3, "het sociaal team");
  StartWith(3, "de vrijwilligersraad");
  ASSERT_THAT(Changes(), SizeIs(1));
  EXPECT_EQ(Changes()[0].decided_by(), "het sociaal team");
}

// A program that reckons otherwise is a change too, that nobody here decided.
TEST_F(PolicyHistoryTest, AnotherFormulaIsTold) {
  StartWith(3, "het sociaal team");
  PretendThatAnotherFormulaRan();
  clock_.Advance(absl::Hours(24));
  StartWith(3, "het sociaal team");
  StartWith(3, "het sociaal team");
  const auto changes = Changes();
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].decided_by(), "het sociaal team");
  EXPECT_FALSE(changes[0].formula_alone());
  EXPECT_TRUE(changes[1].formula_alone());
  EXPECT_EQ(changes[1].decided_by(), "");
  EXPECT_EQ(changes[1].why(), "");
  EXPECT_THAT(changes[1].settings(),
              Contains(absl::StrCat("formula: ", matcher::kFormula)));
  EXPECT_THAT(changes[1].settings(), Contains("first_wave_size: 3"));
  StartWith(4, "het sociaal team");
  EXPECT_FALSE(Changes().back().formula_alone());
}

TEST_F(PolicyHistoryTest, TwoHundredAreKept) {
  for (int i = 0; i < 203; ++i) StartWith(1 + i % 50, "het sociaal team");
  const auto changes = Changes();
  ASSERT_THAT(changes, SizeIs(200));
  EXPECT_THAT(changes.back().settings(), Contains("first_wave_size: 3"));
  EXPECT_THAT(changes.front().settings(), Contains("first_wave_size: 4"));
}

// Staff reads those of their own municipality, the newest first.
TEST_F(PolicyHistoryTest, TheNewestIsListedFirst) {
  StartWith(3, "het sociaal team");
  StartWith(2, "de vrijwilligersraad");
  omzien::v1::ListPolicyChangesRequest request;
  request.set_parent(std::string(kRoerdalen));
  request.set_page_size(1);
  Caller caller = Staff(kDesk);
  caller.reach = Reach::kMunicipality;
  caller.municipalities = {std::string(kRoerdalen)};
  Transaction transaction = Begin(caller);
  const auto first = ListPolicyChanges(transaction, request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->policy_changes_size(), 1);
  EXPECT_EQ(first->policy_changes(0).decided_by(), "de vrijwilligersraad");
  request.set_page_token(first->next_page_token());
  const auto second = ListPolicyChanges(transaction, request);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->policy_changes_size(), 1);
  EXPECT_EQ(second->policy_changes(0).decided_by(), "het sociaal team");
  EXPECT_EQ(second->next_page_token(), "");
  request.set_parent(std::string(kElsewhere));
  request.clear_page_token();
  EXPECT_EQ(ListPolicyChanges(transaction, request).status().code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace omzien::core
