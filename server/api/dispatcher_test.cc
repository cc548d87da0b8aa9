// Calls, from the caller's names to the lane and back.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/caller.h"
#include "server/api/dispatcher_fixture.h"
#include "server/core/engine.h"

namespace omzien::api {
namespace {

using ::testing::HasSubstr;

v1::GetNeedRequest GetNeed() {
  v1::GetNeedRequest request;
  request.set_name("needs/a");
  return request;
}

TEST_F(DispatcherTest, HandsAWholeCallToTheEngine) {
  Send("GetNeed", GetNeed());
  ASSERT_TRUE(status().ok()) << status();
  const core::Operation operation = engine_.TakeLast();
  EXPECT_EQ(operation.method, "GetNeed");
  EXPECT_FALSE(operation.mutating);
  EXPECT_NE(operation.handler, nullptr);
  EXPECT_EQ(operation.actor.name(), "organisations/a");
  EXPECT_EQ(operation.actor.role(), v1::ROLE_DESK);
  EXPECT_EQ(operation.patience, absl::Seconds(20));
  ASSERT_EQ(log_.size(), 1U);
  EXPECT_EQ(log_[0].method, "GetNeed");
  EXPECT_EQ(log_[0].code, absl::StatusCode::kOk);
}

TEST_F(DispatcherTest, KeepsTheCallersDeadline) {
  deadline_ = clock_.TimeNow() + absl::Seconds(3);
  Send("GetNeed", GetNeed());
  EXPECT_EQ(engine_.TakeLast().patience, absl::Seconds(3));
}

TEST_F(DispatcherTest, AsksWhoIsCalling) {
  for (const CallerNames& caller :
       std::vector<CallerNames>{{"", ""},
                                {"", "desk"},
                                {"good", "desk"},
                                {"Bearer ", "desk"},
                                {"Bearer bad", "desk"},
                                {"Basic good", "desk"},
                                {"Bearer good", "queen"},
                                {"Bearer good", "ROLE_SYSTEM"}}) {
    Send("GetNeed", GetNeed(), caller);
    EXPECT_EQ(ReasonOf(status()), "WHO_ARE_YOU")
        << caller.authorization << " " << caller.role;
  }
  EXPECT_EQ(engine_.calls(), 0);
}

// Also for what never comes to the lane: each look-up may cost one elsewhere.
TEST_F(DispatcherTest, AProgramDoesWhatItsScopesSay) {
  const CallerNames program{"Bearer good", "integration"};
  v1::FindAddressRequest request;
  request.set_text("1234AB 12");
  Send("FindAddress", request, program);
  EXPECT_EQ(ReasonOf(status()), "NOT_ALLOWED");
  EXPECT_TRUE(absl::StrContains(status().message(), "SCOPE_FIND_ADDRESSES"));
  engine_.scopes = {v1::SCOPE_FIND_ADDRESSES};
  Send("FindAddress", request, program);
  EXPECT_TRUE(status().ok()) << status();
  Send("CreatePerson", CreatePerson("1234AB"), program);
  EXPECT_EQ(ReasonOf(status()), "NOT_ALLOWED");
}

TEST_F(DispatcherTest, TakesRolesInAnyWriting) {
  v1::GetVolunteerRequest request;
  request.set_name("volunteers/a");
  for (const char* role : {"volunteer", "ROLE_VOLUNTEER", "Volunteer"}) {
    Send("GetVolunteer", request, {"Bearer good", role});
    EXPECT_TRUE(status().ok()) << role;
  }
  Send("GetNeed", GetNeed(), {"bearer good", "community-worker"});
  EXPECT_EQ(engine_.TakeLast().actor.role(), v1::ROLE_COMMUNITY_WORKER);
}

TEST_F(DispatcherTest, SaysAllThatIsWrongAtOnce) {
  v1::PostNeedRequest request;
  request.mutable_need()->set_resident("a");
  Send("PostNeed", request);
  EXPECT_EQ(status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Violations(status()).size(), 5U) << status();
  EXPECT_EQ(engine_.calls(), 0);
  EXPECT_EQ(log_[0].reason, "INVALID_FIELD");
  EXPECT_EQ(log_[0].unexpected, "");
}

TEST_F(DispatcherTest, LeavesTheEngineAloneWhenTheClientLeft) {
  gone_ = true;
  Send("GetNeed", GetNeed());
  EXPECT_EQ(status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(DispatcherTest, LogsInFullWhatHasNoReason) {
  engine_.set_answer([](const Message&, Message&) {
    return absl::DataLossError("record needs/a is torn");
  });
  Send("GetNeed", GetNeed());
  EXPECT_EQ(log_[0].unexpected, "record needs/a is torn");
}

}  // namespace
}  // namespace omzien::api
