#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/lane_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using google::protobuf::Message;
using omzien::v1::Notice;

TEST_F(LaneTest, AReplyLeavesWhenAllThatItHasSeenIsDurable) {
  auto changed = Call("UpdatePerson", update_, Rename("Trui", "1"));
  // A refusal, too, has seen what was written before it.
  auto refused = Call("UpdatePerson", update_, Rename("Trui", "1"));
  executor_.RunAll();
  EXPECT_FALSE(changed->answer.has_value());
  EXPECT_FALSE(refused->answer.has_value());
  store_.MakeDurable();
  ASSERT_TRUE(changed->answer.has_value());
  EXPECT_TRUE(changed->answer->ok());
  EXPECT_TRUE(refused->answer.has_value());
}

TEST_F(LaneTest, ARetryIsAnsweredWithoutRunningAgain) {
  auto first = Call("UpdatePerson", update_, Rename("Trui", "1"));
  auto retry = Call("UpdatePerson", update_, Rename("Trui", "1"));
  auto reused = Call("UpdatePerson", update_, Rename("Anders", "1"));
  Settle();
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ((**first->answer)->SerializeAsString(),
            (**retry->answer)->SerializeAsString());
  EXPECT_EQ(reused->answer->status().code(),
            absl::StatusCode::kInvalidArgument);
}

// A refused call is decided afresh: it may succeed by now.
TEST_F(LaneTest, ARefusalIsNotKept) {
  auto wrong = Rename("Trui", "1");
  wrong->set_etag("99");
  auto first = Call("UpdatePerson", update_, std::move(wrong));
  auto second = Call("UpdatePerson", update_, Rename("Trui", "1"));
  Settle();
  EXPECT_EQ(first->answer->status().code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(second->answer->ok());
}

TEST_F(LaneTest, AfterAWriteThatFailedNothingIsAnsweredAnyMore) {
  store_.FailNextWrite(absl::DataLossError("disk"));
  auto first = Call("UpdatePerson", update_, Rename("Trui", "1"));
  auto second = Call("UpdatePerson", update_, Rename("Trui", "2"));
  Settle();
  EXPECT_FALSE(first->answer.has_value() && first->answer->ok());
  ASSERT_TRUE(second->answer.has_value());
  EXPECT_EQ(second->answer->status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(runs_, 1);
}

TEST_F(LaneTest, ACallTooManyIsRefusedAtOnce) {
  std::vector<std::shared_ptr<Pending>> calls;
  for (int i = 0; i <= 100; ++i) {
    calls.push_back(
        Call("UpdatePerson", update_, Rename("Trui", std::to_string(i))));
  }
  ASSERT_TRUE(calls.back()->answer.has_value());
  EXPECT_EQ(calls.back()->answer->status().code(),
            absl::StatusCode::kResourceExhausted);
  Settle();
  EXPECT_TRUE(calls.front()->answer->ok());
}

// The desk's screens see that a colleague has ticked a task.
TEST_F(LaneTest, ClosingATaskIsSeenByTheMunicipality) {
  const Handler report = [](Transaction& transaction, const Message& request,
                            Message& /*response*/) {
    return CreateTask(
               transaction,
               static_cast<const omzien::v1::CreateTaskRequest&>(request))
        .status();
  };
  auto request = std::make_unique<omzien::v1::CreateTaskRequest>();
  request->mutable_task()->set_kind(omzien::v1::Task::KIND_COMPLAINT);
  request->mutable_task()->set_person(person_);
  request->mutable_task()->set_report("er is iets");
  request->set_request_id("1");
  Call("CreateTask", report, std::move(request));
  Settle();
  std::string task;
  ASSERT_TRUE(store_
                  .Scan(Keyspace::kRecords, Prefix("tasks/"), false,
                        [&task](absl::string_view key, absl::string_view) {
                          task = std::string(key);
                          return false;
                        })
                  .ok());
  int woken = 0;
  engine_->Subscribe(std::string(kRoerdalen), [&woken] { ++woken; });
  const Handler close = [](Transaction& transaction, const Message& wish,
                           Message& /*response*/) {
    return CloseTask(transaction,
                     static_cast<const omzien::v1::CloseTaskRequest&>(wish))
        .status();
  };
  Operation operation;
  operation.method = "CloseTask";
  operation.mutating = true;
  operation.handler = &close;
  operation.actor = Staff(kDesk).actor;
  auto wish = std::make_unique<omzien::v1::CloseTaskRequest>();
  wish->set_name(task);
  wish->set_result("besproken");
  wish->set_request_id("2");
  operation.request = std::move(wish);
  operation.response = std::make_unique<omzien::v1::Task>();
  std::optional<absl::Status> answer;
  engine_->Call(std::move(operation),
                [&answer](Answer result) { answer = result.status(); });
  Settle();
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->ok()) << *answer;
  EXPECT_EQ(woken, 1);
}

// Letters are written from what is true now, and go out when that is durable.
TEST_F(LaneTest, LettersLeaveOnlyWithWhatIsDurable) {
  PostOne();
  // A change that could still be lost.
  Call("UpdatePerson", update_, Rename("Trui", "2"));
  executor_.RunAll();
  std::optional<std::vector<Notice>> taken;
  engine_->Take(
      9, [&taken](std::vector<Notice> notices) { taken = std::move(notices); });
  executor_.RunAll();
  EXPECT_FALSE(taken.has_value());
  Settle();
  ASSERT_TRUE(taken.has_value());
  ASSERT_EQ(taken->size(), 2U);  // To the resident, and to the volunteer.
  for (const Notice& notice : *taken) engine_->Record(notice.id(), {});
  Settle();
  EXPECT_EQ(engine_->NextDue(), absl::InfiniteFuture());
}

// A mail server that comes back at night rings nobody out of bed.
TEST_F(LaneTest, AnAskThatIsLateWaitsForTheMorning) {
  PostOne();
  const auto take = [this] {
    std::vector<Notice> taken;
    engine_->Take(
        9, [&](std::vector<Notice> notices) { taken = std::move(notices); });
    Settle();
    return taken;
  };
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  const absl::CivilDay today = absl::ToCivilDay(clock_.TimeNow(), zone);
  const absl::Time night = absl::FromCivil(absl::CivilHour(today) + 23, zone);
  const absl::Time morning =
      absl::FromCivil(absl::CivilHour(today + 1) + 8, zone);
  clock_.Advance(night - clock_.TimeNow());
  const std::vector<Notice> at_night = take();
  ASSERT_EQ(at_night.size(), 1U);
  EXPECT_EQ(at_night[0].kind(), Notice::KIND_NEED_RECEIVED);
  engine_->Record(at_night[0].id(), {});
  Settle();
  EXPECT_EQ(engine_->NextDue(), morning);
  clock_.Advance(morning - night);
  const std::vector<Notice> in_the_morning = take();
  ASSERT_EQ(in_the_morning.size(), 1U);
  EXPECT_EQ(in_the_morning[0].kind(), Notice::KIND_INVITED);
}

// What is entered for somebody leaves who agreed, also when it is not said.
TEST_F(LaneTest, TheJournalHoldsTheConsent) {
  auto request = Rename("Trudy", "1");
  request->mutable_origin()->set_on_behalf_of(person_);
  const auto done = Call("UpdatePerson", update_, std::move(request));
  Settle();
  ASSERT_TRUE(done->answer->ok()) << done->answer->status();
  Transaction transaction = Begin();
  const auto lane = transaction.Read(Keyspace::kMeta, "lane/0");
  store::v1::LaneRecord last;
  ASSERT_TRUE(lane.ok() && last.ParseFromString(**lane));
  const auto bytes =
      transaction.Read(Keyspace::kJournal, SequenceKey(last.sequence()));
  store::v1::JournalEntry entry;
  ASSERT_TRUE(state_.codec.Decode(**bytes, entry).ok());
  EXPECT_EQ(entry.on_behalf_of(), person_);
  EXPECT_EQ(entry.consent().given_by(), person_);
  EXPECT_EQ(entry.consent().way(), omzien::v1::Consent::WAY_SPOKEN);
  EXPECT_EQ(FromProto(entry.consent().time()), clock_.TimeNow());
}

}  // namespace
}  // namespace omzien::core
