#include "server/core/transaction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using store::v1::PersonRecord;
using store::v1::VolunteerRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TransactionTest : public CoreFixture {
 protected:
  // "key=value" of a keyspace, as the transaction sees it.
  static std::vector<std::string> Seen(Transaction& transaction,
                                       KeyRange range) {
    std::vector<std::string> seen;
    EXPECT_TRUE(transaction
                    .Scan(Keyspace::kLinks, range,
                          [&](absl::string_view key, absl::string_view value) {
                            seen.push_back(absl::StrCat(key, "=", value));
                            return true;
                          })
                    .ok());
    return seen;
  }

  void Store(const std::vector<std::string>& keys) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      for (const auto& key : keys) transaction.Link(key, "stored");
      return absl::OkStatus();
    });
  }
};

TEST_F(TransactionTest, ReadsSeeWhatItHasWrittenAndOthersDoNot) {
  Store({"a", "b"});
  Transaction transaction = Begin();
  transaction.Link("a", "mine");
  transaction.Unlink("b");
  EXPECT_EQ(*transaction.Read(Keyspace::kLinks, "a"), "mine");
  EXPECT_EQ(*transaction.Read(Keyspace::kLinks, "b"), std::nullopt);
  EXPECT_EQ(*store_.Get(Keyspace::kLinks, "a"), "stored");
  EXPECT_EQ(*store_.Get(Keyspace::kLinks, "b"), "stored");
}

// Every place where a pending row can lie: before, between, over, after.
TEST_F(TransactionTest, AScanMergesPendingWithStoredInKeyOrder) {
  Store({"k/b", "k/d", "k/f", "l/x"});
  Transaction transaction = Begin();
  transaction.Link("j/z", "mine");
  transaction.Link("k/a", "mine");
  transaction.Link("k/c", "mine");
  transaction.Link("k/d", "mine");
  transaction.Unlink("k/f");
  transaction.Unlink("k/none");
  transaction.Link("k/z", "mine");
  EXPECT_THAT(Seen(transaction, Prefix("k/")),
              ElementsAre("k/a=mine", "k/b=stored", "k/c=mine", "k/d=mine",
                          "k/z=mine"));
  EXPECT_THAT(Seen(transaction, {"k/c", "k/d"}), ElementsAre("k/c=mine"));
  EXPECT_THAT(Seen(transaction, {"k/y", ""}),
              ElementsAre("k/z=mine", "l/x=stored"));
  // The keys of one keyspace are none of another.
  std::vector<std::string> others;
  ASSERT_TRUE(transaction
                  .Scan(Keyspace::kTimers, {},
                        [&](absl::string_view key, absl::string_view) {
                          others.emplace_back(key);
                          return true;
                        })
                  .ok());
  EXPECT_THAT(others, IsEmpty());
}

TEST_F(TransactionTest, AScanStopsWhenToldAlsoAmongPendingRows) {
  Store({"k/b", "k/d"});
  for (const std::string last : {"k/a", "k/b", "k/c", "k/d", "k/e"}) {
    Transaction transaction = Begin();
    for (const std::string key : {"k/a", "k/c", "k/e"}) transaction.Link(key);
    std::string seen;
    ASSERT_TRUE(transaction
                    .Scan(Keyspace::kLinks, Prefix("k/"),
                          [&](absl::string_view key, absl::string_view) {
                            seen = std::string(key);
                            return key != last;
                          })
                    .ok());
    EXPECT_EQ(seen, last);
  }
}

TEST_F(TransactionTest, WhoIsVisitedMayBeChanged) {
  Store({"k/a", "k/b"});
  Transaction transaction = Begin();
  transaction.Link("k/c");
  int visited = 0;
  ASSERT_TRUE(transaction
                  .Scan(Keyspace::kLinks, Prefix("k/"),
                        [&](absl::string_view key, absl::string_view) {
                          transaction.Unlink(key);
                          return ++visited < 10;
                        })
                  .ok());
  EXPECT_EQ(visited, 3);
  EXPECT_THAT(*transaction.Linked("k/"), IsEmpty());
}

TEST_F(TransactionTest, ARecordCountsItsChangesInTheEtag) {
  const std::string person = AddPerson(SamplePerson("Truus"));
  clock_.Advance(absl::Hours(1));
  Transaction transaction = Begin();
  auto record = *transaction.Get<PersonRecord>(person);
  EXPECT_EQ(record.person().etag(), "1");
  ASSERT_TRUE(transaction.Put(person, record, IdOf(person)).ok());
  const auto read = *transaction.Get<PersonRecord>(person);
  EXPECT_EQ(read.person().etag(), "2");
  EXPECT_EQ(read.revision(), 2);
  EXPECT_EQ(FromProto(read.person().update_time()), transaction.now());
  EXPECT_EQ(transaction.Get<PersonRecord>("people/none").status().code(),
            absl::StatusCode::kNotFound);
}

// What is given up is as if it had never been: in the store and in both views.
TEST_F(TransactionTest, WhatIsNotCommittedLeavesNoTraceInTheViews) {
  const std::string volunteer = AddVolunteer("Zoë");
  const std::string person = PersonOfVolunteer(volunteer);
  const auto before = store_.Dump();
  for (const bool abandon : {false, true}) {
    Transaction transaction = Begin();
    auto someone = *transaction.Get<PersonRecord>(person);
    someone.mutable_person()->set_given_name("Anders");
    ASSERT_TRUE(transaction.Put(person, someone, IdOf(person)).ok());
    auto offer = *transaction.Get<VolunteerRecord>(volunteer);
    offer.mutable_volunteer()->set_reach_m(77);
    ASSERT_TRUE(transaction.Put(volunteer, offer, IdOf(volunteer)).ok());
    ASSERT_TRUE(transaction.RefreshVolunteer(volunteer).ok());
    // Twice, so that taking back in the wrong order would show.
    offer.mutable_volunteer()->set_reach_m(78);
    ASSERT_TRUE(transaction.Put(volunteer, offer, IdOf(volunteer)).ok());
    ASSERT_TRUE(transaction.RefreshVolunteer(volunteer).ok());
    EXPECT_EQ(state_.index->Find({IdOf(volunteer)})->reach_m, 78);
    EXPECT_EQ(state_.people->Find(kRoerdalen, "anders", "", 9).size(), 1U);
    PersonRecord newcomer;
    *newcomer.mutable_person() = SamplePerson("Nieuw");
    newcomer.mutable_person()->set_name("people/new");
    ASSERT_TRUE(transaction.Put("people/new", newcomer, "new").ok());
    if (abandon) {
      transaction.Abandon();
      EXPECT_TRUE(transaction.empty());
      EXPECT_EQ(transaction.About(), "");
    }
  }
  EXPECT_EQ(state_.index->Find({IdOf(volunteer)})->reach_m, 3'000);
  EXPECT_THAT(state_.people->Find(kRoerdalen, "anders", "", 9), IsEmpty());
  EXPECT_EQ(state_.people->Find(kRoerdalen, "zoe", "", 9).size(), 1U);
  EXPECT_THAT(state_.people->Find(kRoerdalen, "nieuw", "", 9), IsEmpty());
  EXPECT_EQ(store_.Dump(), before);
}

TEST_F(TransactionTest, ACommitIsOneBatchWithItsJournalEntry) {
  const std::int64_t before = state_.lane.sequence();
  const std::string person = AddPerson(SamplePerson("Truus"));
  ASSERT_EQ(state_.lane.sequence(), before + 1);
  Transaction transaction = Begin(Staff(kDesk, person));
  auto record = *transaction.Get<PersonRecord>(person);
  ASSERT_TRUE(transaction.Put(person, record, IdOf(person)).ok());
  transaction.Link("x/1");
  transaction.CancelTimer("");
  const std::string timer =
      transaction.AddTimer({}, clock_.TimeNow() + absl::Hours(1));
  transaction.Changed(person);  // Named once.
  const auto batch = transaction.Commit();
  ASSERT_TRUE(batch.ok());
  EXPECT_EQ(batch->journal_sequence, before + 2);
  EXPECT_TRUE(CheckBatch(*batch).ok());
  std::vector<std::string> keys;
  for (const auto& mutation : batch->mutations) {
    keys.push_back(absl::StrCat(
        KeyspaceName(mutation.keyspace), ":",
        mutation.keyspace == Keyspace::kJournal ? "entry" : mutation.key));
  }
  EXPECT_THAT(keys, ::testing::UnorderedElementsAre(
                        "meta:lane/0", "records:" + person, "links:x/1",
                        "links:" + WatchKey(kRoerdalen, before + 2),
                        "timers:" + timer, "journal:entry"));
  ASSERT_TRUE(store_.Write(*batch).ok());
  store::v1::JournalEntry entry;
  const auto stored =
      store_.Get(Keyspace::kJournal, SequenceKey(before + 2)).value();
  ASSERT_TRUE(state_.codec.Decode(*stored, entry).ok());
  EXPECT_EQ(entry.method(), "Test");
  EXPECT_EQ(entry.actor().name(), kDesk);
  EXPECT_EQ(entry.on_behalf_of(), person);
  EXPECT_THAT(entry.changed(), ElementsAre(person));
  EXPECT_EQ(entry.municipality(), kRoerdalen);
}

// Also a change that is nobody's to read in her own watch happens somewhere:
// the desk's watches see it.
TEST_F(TransactionTest, AnEntryWithoutAudienceStillHasItsMunicipality) {
  const std::string person = AddPerson(SamplePerson("Truus"));
  Transaction transaction = Begin();
  auto record = *transaction.Get<PersonRecord>(person);
  ASSERT_TRUE(transaction.Put(person, record, IdOf(person)).ok());
  EXPECT_EQ(transaction.About(), IdOf(person));
  ASSERT_TRUE(transaction.Commit().ok());
  EXPECT_EQ(transaction.entry().municipality(), kRoerdalen);
  EXPECT_THAT(transaction.entry().audience(), IsEmpty());
}

}  // namespace
}  // namespace omzien::core
