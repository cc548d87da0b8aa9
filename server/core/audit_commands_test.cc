// Goal: an auditor can see who did what in which role, and nothing of whom it
// was about; no page holds the lane for long.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/audit_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::ListJournalRequest;
using omzien::v1::LogEntry;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AuditTest : public CoreFixture {
 protected:
  std::vector<LogEntry> All(ListJournalRequest request, int* pages = nullptr) {
    std::vector<LogEntry> entries;
    for (int page = 1;; ++page) {
      if (pages != nullptr) *pages = page;
      Transaction transaction = Begin();
      const auto response = ListJournal(transaction, request);
      EXPECT_TRUE(response.ok()) << response.status();
      if (!response.ok()) return entries;
      entries.insert(entries.end(), response->entries().begin(),
                     response->entries().end());
      if (response->next_page_token().empty()) return entries;
      request.set_page_token(response->next_page_token());
    }
  }

  // An entry by this method, which changes nothing else.
  void Note(const Caller& caller, const std::string& method,
            const std::vector<std::string>& changed) {
    Transaction transaction(state_, caller, method, clock_.TimeNow());
    for (const std::string& name : changed) transaction.Changed(name);
    Commit(transaction);
  }
};

TEST_F(AuditTest, SaysWhoDidWhatAndNotToWhom) {
  Caller desk = Staff(kDesk, "people/truus", omzien::v1::CHANNEL_PHONE);
  desk.actor.set_person("people/balie");
  desk.actor.set_session("sessions/s");
  desk.origin.mutable_identity_check()->set_way(
      omzien::v1::IdentityCheck::WAY_CALLED_BACK);
  Note(desk, "PostNeed", {"needs/n"});
  Note(Herself("people/truus"), "CancelNeed", {"needs/n"});
  const auto entries = All({});
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].method(), "CancelNeed") << "newest first";
  EXPECT_EQ(entries[0].role(), omzien::v1::ROLE_RESIDENT);
  EXPECT_EQ(entries[0].person(), "") << "only staff is named";
  EXPECT_EQ(entries[0].organisation(), "");
  EXPECT_EQ(entries[1].person(), "people/balie");
  EXPECT_EQ(entries[1].organisation(), kDesk);
  EXPECT_EQ(entries[1].session(), "sessions/s");
  EXPECT_EQ(entries[1].channel(), omzien::v1::CHANNEL_PHONE);
  EXPECT_EQ(entries[1].identity_check(),
            omzien::v1::IdentityCheck::WAY_CALLED_BACK);
  EXPECT_TRUE(entries[1].on_behalf());
  EXPECT_THAT(entries[1].changed(), ElementsAre("needs/n"));
  for (const LogEntry& entry : entries) {
    EXPECT_FALSE(absl::StrContains(entry.ShortDebugString(), "people/truus"));
  }
}

// What stands beside a signal would say whom it is about, or who raised it.
TEST_F(AuditTest, OfASignalItsOwnNameAlone) {
  Caller wim = Herself("people/wim");
  wim.actor.set_session("sessions/wim");
  Note(wim, "RaiseSignal", {"signals/s", "tasks/t", "people/x"});
  Note(Staff(kDesk), "ErasePerson", {"signals/s", "people/x"});
  const auto entries = All({});
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_THAT(entries[0].changed(), ElementsAre("people/x"));
  EXPECT_THAT(entries[1].changed(), ElementsAre("signals/s"));
  EXPECT_EQ(entries[1].session(), "");
}

TEST_F(AuditTest, FindsByTimeMethodAndOrganisation) {
  for (int i = 0; i < 40; ++i) {
    Note(i % 2 == 0 ? Staff(kDesk) : Staff(kOtherDesk),
         i % 4 == 0 ? "PostNeed" : "CancelNeed", {"needs/n"});
    clock_.Advance(absl::Minutes(1));
  }
  ListJournalRequest request;
  request.set_method("PostNeed");
  EXPECT_THAT(All(request), SizeIs(10));
  request.set_organisation(std::string(kOtherDesk));
  EXPECT_THAT(All(request), IsEmpty());
  request.clear_method();
  EXPECT_THAT(All(request), SizeIs(20));
  request.clear_organisation();
  *request.mutable_start_time() = ToProto(Monday() + absl::Minutes(10));
  *request.mutable_end_time() = ToProto(Monday() + absl::Minutes(15));
  const auto some = All(request);
  ASSERT_THAT(some, SizeIs(5));
  EXPECT_EQ(FromProto(some.back().time()), Monday() + absl::Minutes(10));
  *request.mutable_start_time() = ToProto(Monday() + absl::Hours(10));
  request.clear_end_time();
  EXPECT_THAT(All(request), IsEmpty());
}

TEST_F(AuditTest, LooksAtSoManyATurn) {
  for (int i = 0; i < 700; ++i) Note(Staff(kDesk), "PostNeed", {"needs/n"});
  ListJournalRequest request;
  int pages = 0;
  request.set_page_size(1000);
  EXPECT_THAT(All(request, &pages), SizeIs(700));
  EXPECT_EQ(pages, 3);
  request.set_method("NoSuch");
  EXPECT_THAT(All(request, &pages), IsEmpty());
  EXPECT_EQ(pages, 3);
  request.set_page_token("anders");
  Transaction transaction = Begin();
  EXPECT_FALSE(ListJournal(transaction, request).ok());
}

// What was kept for long enough may be gone: the rest is still found by time.
TEST_F(AuditTest, BeginsWhereTheJournalBegins) {
  for (int i = 0; i < 20; ++i) {
    Note(Staff(kDesk), "PostNeed", {"needs/n"});
    clock_.Advance(absl::Minutes(1));
  }
  Batch gone;
  for (int i = 1; i <= 7; ++i) {
    gone.mutations.push_back(
        {Keyspace::kJournal, SequenceKey(i), std::nullopt});
  }
  ASSERT_TRUE(store_.Write(gone).ok());
  EXPECT_THAT(All({}), SizeIs(13));
  ListJournalRequest request;
  *request.mutable_start_time() = ToProto(Monday());
  EXPECT_THAT(All(request), SizeIs(13));
  *request.mutable_end_time() = ToProto(Monday() + absl::Minutes(3));
  EXPECT_THAT(All(request), IsEmpty());
}

}  // namespace
}  // namespace omzien::core
