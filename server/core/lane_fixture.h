// What the tests of the lane share.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/engine.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

// An engine over a store that makes durable when the test says so.
class LaneTest : public CoreFixture {
 protected:
  using Answer = absl::StatusOr<std::unique_ptr<google::protobuf::Message>>;

  LaneTest() : CoreFixture(Durability::kManual) {}

  void SetUp() override {
    person_ = AddPerson(SamplePerson("Truus"));
    AddVolunteer("Zoë");
    store_.MakeDurable();
    auto engine = Engine::Start(MakePorts(), SampleSettings());
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    Settle();
  }

  // Everything that waits is done, and all is durable.
  void Settle() {
    do {
      executor_.RunAll();
      store_.MakeDurable();
    } while (executor_.size() > 0);
  }

  // The answer once it has come.
  struct Pending {
    std::optional<Answer> answer;
  };
  std::shared_ptr<Pending> Call(
      const std::string& method, const Handler& handler,
      std::unique_ptr<google::protobuf::Message> request) {
    Operation operation;
    operation.method = method;
    operation.mutating = true;
    operation.handler = &handler;
    operation.actor = Herself(person_).actor;
    operation.request = std::move(request);
    operation.response = std::make_unique<omzien::v1::Person>();
    auto pending = std::make_shared<Pending>();
    engine_->Call(std::move(operation), [pending](Answer answer) {
      pending->answer = std::move(answer);
    });
    return pending;
  }

  std::unique_ptr<omzien::v1::UpdatePersonRequest> Rename(
      const std::string& given_name, const std::string& request_id) {
    auto request = std::make_unique<omzien::v1::UpdatePersonRequest>();
    request->mutable_person()->set_name(person_);
    request->mutable_person()->set_given_name(given_name);
    request->mutable_origin()->set_channel(omzien::v1::CHANNEL_APP);
    request->set_request_id(request_id);
    return request;
  }

  const Handler update_ = [this](Transaction& transaction,
                                 const google::protobuf::Message& request,
                                 google::protobuf::Message& response) {
    ++runs_;
    auto updated = UpdatePerson(
        transaction,
        static_cast<const omzien::v1::UpdatePersonRequest&>(request));
    if (!updated.ok()) return updated.status();
    static_cast<omzien::v1::Person&>(response) = *std::move(updated);
    return absl::OkStatus();
  };

  // Truus asks for help, and all of that is durable.
  void PostOne() {
    auto request = std::make_unique<omzien::v1::PostNeedRequest>();
    request->mutable_need()->set_resident(person_);
    *request->mutable_need()->add_jobs() = SampleJob();
    request->set_request_id("1");
    Call("PostNeed", post_, std::move(request));
    Settle();
  }

  const Handler post_ = [](Transaction& transaction,
                           const google::protobuf::Message& request,
                           google::protobuf::Message& /*response*/) {
    return PostNeed(transaction,
                    static_cast<const omzien::v1::PostNeedRequest&>(request))
        .status();
  };

  int runs_ = 0;
  std::string person_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace omzien::core
