// Goal: what is kept of records from one command to the next is what the store
// has, and nothing of who was erased.

#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::VolunteerRecord;

class KeptRecordsTest : public CoreFixture {
 protected:
  void SetUp() override { volunteer_ = AddVolunteer("Zoë"); }

  // As a new command sees it, by both ways of reading; 0: as is usual.
  int Reach() {
    Transaction transaction = Begin();
    const auto looked = transaction.Look<VolunteerRecord>(volunteer_);
    const auto got = transaction.Get<VolunteerRecord>(volunteer_);
    if (!looked.ok() || !got.ok()) return -1;
    EXPECT_EQ(got->volunteer().reach_m(), (*looked)->volunteer().reach_m());
    return got->volunteer().reach_m();
  }
  // The offer with another reach.
  VolunteerRecord With(int reach_m) {
    Transaction transaction = Begin();
    auto offer = *transaction.Get<VolunteerRecord>(volunteer_);
    offer.mutable_volunteer()->set_reach_m(reach_m);
    return offer;
  }

  std::string volunteer_;
};

TEST_F(KeptRecordsTest, ACommandSeesWhatItWroteAndOthersOnlyOnceItIsStored) {
  ASSERT_EQ(Reach(), 0);
  auto offer = With(77);
  {
    Transaction transaction = Begin();
    ASSERT_TRUE(transaction.Put(volunteer_, offer, IdOf(volunteer_)).ok());
    EXPECT_EQ(
        (*transaction.Look<VolunteerRecord>(volunteer_))->volunteer().reach_m(),
        77);
  }
  EXPECT_EQ(Reach(), 0);
  Do(SystemCaller(), [&](Transaction& transaction) {
    return transaction.Put(volunteer_, offer, IdOf(volunteer_));
  });
  EXPECT_EQ(Reach(), 77);
}

TEST_F(KeptRecordsTest, WhatIsNotedIsSeenToo) {
  ASSERT_EQ(Reach(), 0);
  auto offer = With(77);
  Do(SystemCaller(), [&](Transaction& transaction) {
    absl::Status put = transaction.Put(volunteer_, offer, IdOf(volunteer_));
    if (!put.ok()) return put;
    offer.mutable_volunteer()->set_reach_m(78);
    return transaction.Note(volunteer_, offer, IdOf(volunteer_));
  });
  EXPECT_EQ(Reach(), 78);
}

TEST_F(KeptRecordsTest, ARecordThatGoesIsGone) {
  ASSERT_EQ(Reach(), 0);
  auto offer = With(77);
  Do(SystemCaller(), [&](Transaction& transaction) {
    absl::Status put = transaction.Put(volunteer_, offer, IdOf(volunteer_));
    transaction.EraseRecord(volunteer_);
    EXPECT_FALSE(transaction.Look<VolunteerRecord>(volunteer_).ok());
    return put;
  });
  EXPECT_EQ(Reach(), -1);
}

TEST_F(KeptRecordsTest, WhoIsErasedIsNotKnownFromBefore) {
  ASSERT_EQ(Reach(), 0);
  auto offer = With(77);
  Transaction transaction = Begin();
  ASSERT_TRUE(transaction.Put(volunteer_, offer, IdOf(volunteer_)).ok());
  ASSERT_TRUE(sealer_.Erase(IdOf(volunteer_), {}).ok());
  transaction.LetGoOfRecords(NameOf("people", IdOf(volunteer_)));
  EXPECT_FALSE(transaction.Look<VolunteerRecord>(volunteer_).ok());
  transaction.Abandon();
  EXPECT_EQ(Reach(), -1);
}

TEST_F(KeptRecordsTest, WhoeverElseIsErasedStaysKnownFromBefore) {
  const std::string other = AddVolunteer("Wim");
  ASSERT_EQ(Reach(), 0);
  const auto kept = state_.records.Find(volunteer_);
  ASSERT_NE(kept, nullptr);
  EraseKey(IdOf(other));
  EXPECT_EQ(state_.records.Find(other), nullptr);
  EXPECT_EQ(state_.records.Find(volunteer_), kept);
}

}  // namespace
}  // namespace omzien::core
