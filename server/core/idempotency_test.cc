#include "server/core/idempotency.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Person;
using omzien::v1::UpdatePersonRequest;

bool Has(const absl::Status& status, Reason reason) {
  const auto payload = status.GetPayload(std::string(kReasonPayload));
  return payload.has_value() && *payload == ReasonName(reason);
}

class IdempotencyTest : public CoreFixture {
 protected:
  void SetUp() override {
    person_ = AddPerson(SamplePerson("Truus"));
    request_.mutable_person()->set_phone("0475000000");
  }

  // As the lane does: keeps `answer` with a change of the person.
  void Keep(const CallId& call, const std::string& answer) {
    Do(Staff(kDesk, person_), [&](Transaction& transaction) {
      transaction.Concerns(person_);
      Person response;
      response.set_given_name(answer);
      return KeepAnswer(transaction, call, request_, response);
    });
  }

  // The answer found; empty when there is none.
  absl::StatusOr<std::string> Find(const CallId& call,
                                   absl::string_view desk = kDesk) {
    Transaction transaction = Begin(Staff(desk, person_));
    Person response;
    const auto found = FindAnswer(transaction, call, request_, response);
    if (!found.ok()) return found.status();
    return *found ? response.given_name() : "";
  }

  const CallId call_{std::string(kDesk), "UpdatePerson", "id-1"};
  std::string person_;
  UpdatePersonRequest request_;
};

TEST_F(IdempotencyTest, ARetryGetsTheFirstAnswer) {
  EXPECT_EQ(*Find(call_), "");
  Keep(call_, "first");
  EXPECT_EQ(*Find(call_), "first");
  // Each of caller, method and id tells calls apart.
  EXPECT_EQ(*Find({"people/1", call_.method, call_.request_id}), "");
  EXPECT_EQ(*Find({call_.actor, "CreatePerson", call_.request_id}), "");
  EXPECT_EQ(*Find({call_.actor, call_.method, "id-2"}), "");
}

TEST_F(IdempotencyTest, AnotherRequestUnderTheSameIdIsRefused) {
  Keep(call_, "first");
  request_.mutable_person()->set_phone("0475000001");
  const absl::Status status = Find(call_).status();
  EXPECT_TRUE(Has(status, Reason::kRequestIdReused)) << status;
}

TEST_F(IdempotencyTest, TheAnswerIsSealedAndGoesWithThePerson) {
  Keep(call_, "secret words");
  for (const std::string& line : store_.Dump()) {
    EXPECT_FALSE(absl::StrContains(line, "secret words")) << line;
  }
  EXPECT_TRUE(sealer_.Erase(IdOf(person_), {}).ok());
  EXPECT_TRUE(Has(Find(call_).status(), Reason::kErased));
}

// The desk lost the municipality between the call and its retry.
TEST_F(IdempotencyTest, PermissionIsCheckedBeforeAnAnswerIsRepeated) {
  Keep(call_, "first");
  const absl::Status status = Find(call_, kOtherDesk).status();
  EXPECT_TRUE(Has(status, Reason::kResourceNotFound)) << status;
}

TEST_F(IdempotencyTest, OldAnswersAreForgottenAndTheNextRoundIsPlanned) {
  Keep(call_, "old");
  clock_.Advance(absl::Hours(24));
  const CallId young{call_.actor, call_.method, "id-2"};
  Keep(young, "young");
  clock_.Advance(absl::Hours(24 * 6) + absl::Seconds(1));
  Do(SystemCaller(),
     [](Transaction& transaction) { return ForgetRequests(transaction); });
  EXPECT_EQ(*Find(call_), "");
  EXPECT_EQ(*Find(young), "young");
  const auto timers = FindDueTimers(store_, absl::InfiniteFuture(), 9);
  ASSERT_EQ(timers->due.size(), 1U);
  EXPECT_EQ(timers->due[0].timer.kind(),
            store::v1::TimerRecord::KIND_FORGET_REQUESTS);
  EXPECT_EQ(FromProto(timers->due[0].timer.due_time()),
            clock_.TimeNow() + absl::Hours(1));
}

// Many old answers go in several commands, none of which holds the lane long.
TEST_F(IdempotencyTest, ManyAnswersAreForgottenInTurns) {
  for (int i = 0; i < 501; ++i) {
    Keep({call_.actor, call_.method, absl::StrCat("many-", i)}, "old");
  }
  clock_.Advance(absl::Hours(24 * 8));
  const auto left = [this] {
    int count = 0;
    EXPECT_TRUE(store_
                    .Scan(Keyspace::kRequests, {}, false,
                          [&count](absl::string_view, absl::string_view) {
                            return ++count > 0;
                          })
                    .ok());
    return count;
  };
  const auto forget = [](Transaction& transaction) {
    return ForgetRequests(transaction);
  };
  Do(SystemCaller(), forget);
  EXPECT_EQ(left(), 2);
  const auto timers = FindDueTimers(store_, absl::InfiniteFuture(), 9);
  EXPECT_EQ(FromProto(timers->due[0].timer.due_time()),
            clock_.TimeNow() + absl::Seconds(1));
  Do(SystemCaller(), forget);
  EXPECT_EQ(left(), 0);
}

TEST_F(IdempotencyTest, ForgettingIsPlannedOnce) {
  for (int i = 0; i < 2; ++i) {
    Do(SystemCaller(),
       [](Transaction& transaction) { return PlanForgetting(transaction); });
  }
  EXPECT_EQ(FindDueTimers(store_, absl::InfiniteFuture(), 9)->due.size(), 1U);
}

}  // namespace
}  // namespace omzien::core
