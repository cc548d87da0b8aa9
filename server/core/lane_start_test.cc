#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using google::protobuf::Message;

using Answer = absl::StatusOr<std::unique_ptr<Message>>;

// A server that starts over a neighbourhood, with its workers in the test's
// hand.
class LaneStartTest : public CoreFixture {
 protected:
  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    resident_ = AddPerson(SamplePerson("Truus"));
    need_ = Post(resident_, {SampleJob()}).name();
    free_ = AddVolunteer("Adam", 700);
  }

  void Start() {
    Ports ports = MakePorts();
    ports.workers = &workers_;
    ports.report = [](absl::string_view, const absl::Status&) {};
    ports.on_whole = [this](const absl::Status& whole) { whole_ = whole; };
    auto engine = Engine::Start(std::move(ports), SampleSettings());
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    engine_->OnDue([] {});
    executor_.RunAll();
  }

  // All that is left of the start.
  void Finish() {
    while (workers_.size() > 0 || executor_.size() > 0) {
      workers_.RunAll();
      executor_.RunAll();
    }
  }

  using Pending = std::shared_ptr<std::optional<Answer>>;
  template <class Request, class Response>
  Pending Call(absl::StatusOr<Response> (*command)(Transaction&,
                                                   const Request&),
               const std::string& method, const Request& request,
               bool mutating = false) {
    handlers_.push_back(std::make_unique<Handler>(
        [command](Transaction& transaction, const Message& asked,
                  Message& answer) -> absl::Status {
          auto done = command(transaction, static_cast<const Request&>(asked));
          if (!done.ok()) return done.status();
          static_cast<Response&>(answer) = *std::move(done);
          return absl::OkStatus();
        }));
    Operation operation;
    operation.method = method;
    operation.mutating = mutating;
    operation.handler = handlers_.back().get();
    operation.actor = Staff(kDesk).actor;
    operation.request = std::make_unique<Request>(request);
    operation.response = std::make_unique<Response>();
    operation.patience = absl::Seconds(10);
    auto pending = std::make_shared<std::optional<Answer>>();
    engine_->Call(std::move(operation),
                  [pending](Answer answer) { *pending = std::move(answer); });
    executor_.RunAll();
    return pending;
  }

  Pending ReadNeed() {
    omzien::v1::GetNeedRequest request;
    request.set_name(need_);
    return Call(&GetNeed, "GetNeed", request);
  }
  Pending ListEverybody() {
    omzien::v1::ListPeopleRequest request;
    request.set_municipality(std::string(kRoerdalen));
    return Call(&ListPeople, "ListPeople", request);
  }
  Pending PostAnother() {
    omzien::v1::PostNeedRequest request;
    request.mutable_need()->set_resident(resident_);
    *request.mutable_need()->add_jobs() = SampleJob();
    request.mutable_origin()->set_channel(omzien::v1::CHANNEL_PHONE);
    request.mutable_origin()->set_on_behalf_of(resident_);
    request.set_request_id("another");
    return Call(&PostNeed, "PostNeed", request, /*mutating=*/true);
  }

  testing::InlineExecutor workers_;
  std::optional<absl::Status> whole_;
  std::vector<std::unique_ptr<Handler>> handlers_;
  std::unique_ptr<Engine> engine_;
  std::string volunteer_;
  std::string free_;
  std::string resident_;
  std::string need_;
};

TEST_F(LaneStartTest, ReadsAreAnsweredMeanwhileAndAllElseWaits) {
  Start();
  const Pending read = ReadNeed();
  const Pending listed = ListEverybody();
  const Pending posted = PostAnother();
  ASSERT_TRUE(read->has_value());
  ASSERT_TRUE((*read)->ok()) << (*read)->status();
  EXPECT_EQ(static_cast<const omzien::v1::Need&>(****read).resident(),
            resident_);
  EXPECT_FALSE(listed->has_value()) << "from half a directory";
  EXPECT_FALSE(posted->has_value()) << "from half an index";
  EXPECT_FALSE(whole_.has_value());
  // Also halfway.
  workers_.RunOne();
  executor_.RunAll();
  EXPECT_FALSE(ListEverybody()->has_value());

  Finish();
  EXPECT_EQ(whole_, absl::OkStatus());
  ASSERT_TRUE(listed->has_value() && (*listed)->ok());
  EXPECT_EQ(static_cast<const omzien::v1::ListPeopleResponse&>(****listed)
                .people_size(),
            3);
  ASSERT_TRUE(posted->has_value());
  ASSERT_TRUE((*posted)->ok()) << (*posted)->status();
  // Zoë has an ask open, and gets no second: her offer took that in.
  const auto& job = static_cast<const omzien::v1::Need&>(****posted).jobs(0);
  EXPECT_EQ(job.attempts().asked(), 1);
  EXPECT_EQ(AsksOf(static_cast<const omzien::v1::Need&>(****posted).name())
                .front()
                .volunteer(),
            free_);
}

// A look leaves its trace meanwhile, and says nothing about the outage, which
// is not dealt with before the end of the start.
TEST_F(LaneStartTest, ACrashHalfwayLosesNoOutage) {
  Start();
  Finish();
  engine_.reset();
  whole_.reset();
  clock_.Advance(absl::Hours(5));
  Start();
  ASSERT_TRUE((*ReadNeed())->ok());
  engine_.reset();
  workers_.Clear();
  executor_.Clear();
  const absl::Time lapsed_before =
      FromProto(AsksOf(need_).front().lapse_time());
  Start();
  Finish();
  EXPECT_EQ(whole_, absl::OkStatus());
  EXPECT_EQ(FromProto(AsksOf(need_).front().lapse_time()) - lapsed_before,
            absl::Hours(5));
}

// As many as the lane's queue holds; reads go on until then.
TEST_F(LaneStartTest, WhatWaitsIsBounded) {
  Start();
  const int queue_max = state_.catalogue.config().server().queue_max();
  std::vector<Pending> waiting;
  waiting.reserve(queue_max - 1);
  for (int i = 0; i < queue_max - 1; ++i) waiting.push_back(PostAnother());
  EXPECT_TRUE(ReadNeed()->has_value());
  waiting.push_back(PostAnother());
  EXPECT_FALSE(waiting.back()->has_value());
  const Pending one_more = PostAnother();
  ASSERT_TRUE(one_more->has_value());
  EXPECT_EQ((*one_more)->status().code(), absl::StatusCode::kResourceExhausted);
  Finish();
  // All have the same request id: one need came of it, and all hear of it.
  for (const Pending& each : waiting) {
    ASSERT_TRUE(each->has_value());
    EXPECT_TRUE((*each)->ok()) << (*each)->status();
  }
}

TEST_F(LaneStartTest, WhoWaitsTooLongIsToldSo) {
  Start();
  const Pending posted = PostAnother();
  clock_.Advance(absl::Seconds(11));
  Finish();
  ASSERT_TRUE(posted->has_value());
  EXPECT_EQ((*posted)->status().code(), absl::StatusCode::kDeadlineExceeded);
}

// What is damaged is said, and nothing is answered from the rest.
TEST_F(LaneStartTest, AStartThatFailsRefusesAllThatWaits) {
  ASSERT_TRUE(
      store_.Write({{{Keyspace::kRecords, volunteer_, "damaged"}}, 0}).ok());
  Start();
  const Pending posted = PostAnother();
  Finish();
  ASSERT_TRUE(whole_.has_value());
  EXPECT_EQ(whole_->code(), absl::StatusCode::kDataLoss);
  ASSERT_TRUE(posted->has_value());
  EXPECT_EQ((*posted)->status().code(), absl::StatusCode::kUnavailable);
  const Pending later = ReadNeed();
  ASSERT_TRUE(later->has_value());
  EXPECT_EQ((*later)->status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace omzien::core
