#include "server/core/delivery.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Task;
using store::v1::OutboxRecord;

const absl::Status kDown = absl::UnavailableError("no connection");

class DeliveryTest : public CoreFixture {
 protected:
  void SetUp() override { person_ = AddPerson(SamplePerson("Truus")); }

  void AddMessage(const std::string& id) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      OutboxRecord message;
      message.set_id(id);
      message.set_kind(Notice::KIND_UNANSWERED);
      message.set_recipient(person_);
      message.set_need("needs/1");
      message.set_job_id("2");
      transaction.AddToOutbox(message);
      return absl::OkStatus();
    });
  }

  // How long until it is tried again; nullopt when it is done with.
  std::optional<absl::Duration> Record(const std::string& id,
                                       const absl::Status& result) {
    std::optional<absl::Duration> wait;
    Do(SystemCaller(), [&](Transaction& transaction) {
      const auto again = RecordDelivery(transaction, id, result);
      if (!again.ok()) return again.status();
      if (again->has_value()) wait = **again - transaction.now();
      return absl::OkStatus();
    });
    return wait;
  }

  bool IsWaiting(const std::string& id) {
    return store_.Get(Keyspace::kOutbox, id)->has_value();
  }

  std::string person_;
};

TEST_F(DeliveryTest, WhatArrivedIsDoneWith) {
  AddMessage("m");
  EXPECT_EQ(Record("m", absl::OkStatus()), std::nullopt);
  EXPECT_FALSE(IsWaiting("m"));
  EXPECT_TRUE(OpenWork().empty());
  // A report that comes twice changes nothing.
  EXPECT_EQ(Record("m", kDown), std::nullopt);
  EXPECT_TRUE(OpenWork().empty());
}

// Waits of 40 s, 80 s, then 100 s, each up to a quarter less by chance.
// The visit was let go of, or the reader erased, while the mail was on its way.
TEST_F(DeliveryTest, WhatIsNoLongerKeptKeepsNothingWaiting) {
  Do(SystemCaller(), [&](Transaction& transaction) {
    OutboxRecord message;
    message.set_id("m");
    message.set_kind(Notice::KIND_TIME_PROPOSED);
    message.set_recipient(person_);
    message.set_need("needs/1");
    message.set_appointment("appointments/1");
    transaction.AddToOutbox(message);
    return absl::OkStatus();
  });
  EXPECT_EQ(Record("m", absl::OkStatus()), std::nullopt);
  EXPECT_FALSE(IsWaiting("m"));
  AddMessage("n");
  Do(SystemCaller(), [&](Transaction& transaction) {
    transaction.EraseRecord(person_);
    return absl::OkStatus();
  });
  EXPECT_EQ(Record("n", absl::InvalidArgumentError("no such mailbox")),
            std::nullopt);
  EXPECT_FALSE(IsWaiting("n"));
  Transaction transaction = Begin();
  const auto work = transaction.Linked("tp/" + IdOf(person_) + "/");
  ASSERT_TRUE(work.ok());
  EXPECT_TRUE(work->empty());
}

TEST_F(DeliveryTest, WaitsGrowToABoundWithinAQuarter) {
  const std::vector<absl::Duration> most = {
      absl::Seconds(40), absl::Seconds(80), absl::Seconds(100)};
  std::set<absl::Duration> firsts;
  for (int i = 0; i < 20; ++i) {
    const std::string id = absl::StrCat("m", i);
    AddMessage(id);
    for (const absl::Duration longest : most) {
      const auto wait = Record(id, kDown);
      ASSERT_TRUE(wait.has_value());
      EXPECT_LE(*wait, longest);
      EXPECT_GE(*wait, longest * 3 / 4);
      if (longest == most[0]) firsts.insert(*wait);
    }
  }
  // What failed together does not come back together.
  EXPECT_GT(firsts.size(), 10U);
}

TEST_F(DeliveryTest, TheNextTryAndTheErrorAreWrittenDown) {
  AddMessage("m");
  const auto wait = Record("m", kDown);
  OutboxRecord message;
  ASSERT_TRUE(message.ParseFromString(**store_.Get(Keyspace::kOutbox, "m")));
  EXPECT_EQ(message.attempts(), 1);
  EXPECT_EQ(message.last_error(), "no connection");
  // The record holds whole microseconds.
  EXPECT_LT(absl::AbsDuration(FromProto(message.due_time()) -
                              (clock_.TimeNow() + *wait)),
            absl::Microseconds(1));
}

TEST_F(DeliveryTest, AfterTheLastTryTheDeskHasWork) {
  std::vector<absl::Status> reported;
  state_.ports.report = [&](absl::string_view, const absl::Status& why) {
    reported.push_back(why);
  };
  AddMessage("m");
  for (int i = 1; i < 4; ++i) ASSERT_TRUE(Record("m", kDown).has_value());
  EXPECT_TRUE(OpenWork().empty());
  EXPECT_TRUE(reported.empty());
  EXPECT_EQ(Record("m", kDown), std::nullopt);
  EXPECT_FALSE(IsWaiting("m"));
  const auto work = OpenWork();
  ASSERT_EQ(work.size(), 1U);
  EXPECT_EQ(reported, std::vector<absl::Status>{kDown});
  EXPECT_EQ(work[0].kind(), Task::KIND_UNDELIVERED);
  EXPECT_EQ(work[0].person(), person_);
  EXPECT_EQ(work[0].need(), "needs/1");
  EXPECT_EQ(work[0].job_id(), "2");
  EXPECT_EQ(work[0].notice_kind(), Notice::KIND_UNANSWERED);
}

TEST_F(DeliveryTest, WhatCanNeverArriveIsWorkAtOnce) {
  for (const absl::Status& error :
       {absl::InvalidArgumentError("refused"), absl::InternalError("text")}) {
    AddMessage("m");
    EXPECT_EQ(Record("m", error), std::nullopt);
  }
  EXPECT_EQ(OpenWork().size(), 2U);
  AddMessage("m");
  EXPECT_TRUE(Record("m", absl::DeadlineExceededError("slow")).has_value());
}

}  // namespace
}  // namespace omzien::core
