#include "tests/input/trial.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/problem_words.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/method_table.h"
#include "server/api/validator.h"
#include "server/core/error.h"
#include "tests/input/good_requests.h"
#include "tests/scenarios/in_process_world.h"

namespace omzien::input {
namespace {

using google::protobuf::Message;

// The client tells it to whoever reads Dutch.
void ExpectDutch(const std::string& description) {
  EXPECT_TRUE(cli::DutchForProblem(description).has_value())
      << "clients/cli/field_words.cc has no Dutch for: " << description;
}

// The path that a violation stands at; that of an import's row within the
// request.
void Explain(const Message& response, Outcome& outcome) {
  if (const auto reason = outcome.status.GetPayload(core::kReasonPayload)) {
    outcome.reason = std::string(*reason);
  }
  if (const auto found = outcome.status.GetPayload(core::kViolationsPayload)) {
    google::rpc::BadRequest violations;
    EXPECT_TRUE(violations.ParseFromString(std::string(*found)));
    for (const auto& each : violations.field_violations()) {
      ExpectDutch(each.description());
      outcome.paths.insert(each.field());
    }
  }
  const auto* import =
      dynamic_cast<const v1::ImportVolunteersResponse*>(&response);
  if (import == nullptr) return;
  for (const auto& error : import->errors()) {
    ExpectDutch(error.description());
    outcome.paths.insert(
        absl::StrCat("rows[", error.row(), "].", error.field()));
  }
}

// A stream is opened by a front; here its request is judged as that does.
absl::Status Judge(const Message& request) {
  const std::unique_ptr<Message> copy(request.New());
  copy->CopyFrom(request);
  api::Normalise(*copy);
  const auto violations = api::FindViolations(*copy);
  return violations.empty() ? absl::OkStatus() : core::RefuseFields(violations);
}

}  // namespace

Outcome Try(GoodRequests& good, const api::Method& method,
            const Message& request) {
  const std::unique_ptr<Message> response(method.response->New());
  Outcome outcome;
  outcome.status =
      method.descriptor->server_streaming()
          ? Judge(request)
          : good.world().Call(method.descriptor->name(), good.CallerOf(method),
                              request, *response);
  Explain(*response, outcome);
  outcome.answer = response->ShortDebugString();
  return outcome;
}

void ExpectNoFault(const Outcome& outcome) {
  if (outcome.status.ok()) return;
  EXPECT_NE(outcome.reason, "") << outcome.status;
}

Untouched::Untouched(const scenarios::InProcess& world)
    : world_(world), written_(world.LastWritten()), dump_(world.Dump()) {}

void Untouched::Expect() {
  EXPECT_EQ(world_.LastWritten(), written_) << "something was written";
  written_ = world_.LastWritten();
}

void Untouched::ExpectSameStore() {
  Expect();
  auto now = world_.Dump();
  EXPECT_TRUE(now == dump_) << "the store has changed";
  dump_ = std::move(now);
}

}  // namespace omzien::input
