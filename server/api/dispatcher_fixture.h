// For tests: a dispatcher with an engine and places of the test's.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "server/api/dispatcher.h"
#include "server/api/fake_administration.h"
#include "server/api/fake_engine.h"
#include "server/api/fake_places.h"
#include "server/api/fake_rows.h"
#include "server/api/sample_request.h"
#include "server/core/error.h"
#include "tests/testing/manual_clock.h"

namespace omzien::api {

using google::protobuf::Message;
using Answer = absl::StatusOr<std::unique_ptr<Message>>;

inline std::string ReasonOf(const absl::Status& status) {
  return std::string(
      status.GetPayload(core::kReasonPayload).value_or(absl::Cord()));
}

// "path: description" of each violation.
inline std::vector<std::string> Violations(const absl::Status& status) {
  google::rpc::BadRequest all;
  all.ParseFromString(std::string(
      status.GetPayload(core::kViolationsPayload).value_or(absl::Cord())));
  std::vector<std::string> out;
  for (const auto& one : all.field_violations()) {
    out.push_back(absl::StrCat(one.field(), ": ", one.description()));
  }
  return out;
}

class DispatcherTest : public ::testing::Test {
 protected:
  void Send(const std::string& method, const Message& message,
            CallerNames caller = {"Bearer good", "desk"}) {
    CallRequest call;
    for (const Method& candidate : table_.methods()) {
      if (candidate.descriptor->name() == method) call.method = &candidate;
    }
    ASSERT_NE(call.method, nullptr);
    call.caller = std::move(caller);
    call.message.reset(message.New());
    call.message->CopyFrom(message);
    call.deadline = deadline_;
    call.gone = [this] { return gone_; };
    answer_.reset();
    dispatcher_.Call(std::move(call), [this](Answer answer) {
      ASSERT_FALSE(answer_) << "answered twice";
      answer_ = std::move(answer);
    });
  }

  absl::Status status() const {
    return answer_ ? answer_->status() : absl::UnknownError("no answer");
  }

  template <class Response>
  const Response& response() const {
    return static_cast<const Response&>(***answer_);
  }

  testing::ManualClock clock_;
  FakeEngine engine_;
  FakePlaces places_;
  FakeAdministration administration_;
  MethodTable table_ =
      *MethodTable::Create(FakeRows([](core::Transaction&, const Message&,
                                       Message&) { return absl::OkStatus(); }));
  std::vector<CallEnd> log_;
  SessionCallers callers_{engine_};
  Dispatcher dispatcher_{
      {table_, engine_, places_, clock_, callers_, &administration_},
      {absl::Seconds(20), [this](const CallEnd& end) { log_.push_back(end); }}};
  absl::Time deadline_ = absl::InfiniteFuture();
  bool gone_ = false;
  std::optional<Answer> answer_;
};

// In a house that FakePlaces knows when the postcode is "1234AB".
inline v1::CreatePersonRequest CreatePerson(const std::string& postcode) {
  v1::CreatePersonRequest request;
  SampleOrigin(request);
  v1::Person& person = *request.mutable_person();
  person.set_municipality("municipalities/GM0000");
  person.set_given_name("Voornaam");
  person.mutable_home()->mutable_address()->set_postcode(postcode);
  person.mutable_home()->mutable_address()->set_house_number(12);
  return request;
}

}  // namespace omzien::api
