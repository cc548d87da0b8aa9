// The access walk: every RPC x every role x what is the caller's own, what is
// somebody else's, and what is nobody's, held against the table of
// server/core/policy.cc. The RPCs come from the descriptors: a new one is tried
// as soon as it is written down.

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/error.h"
#include "server/core/policy.h"
#include "tests/input/good_requests.h"
#include "tests/input/trial.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::input {
namespace {

using core::Reach;
using google::protobuf::Message;
using scenarios::As;

constexpr v1::Role kRoles[] = {
    v1::ROLE_RESIDENT,         v1::ROLE_VOLUNTEER,   v1::ROLE_DESK,
    v1::ROLE_COMMUNITY_WORKER, v1::ROLE_COORDINATOR, v1::ROLE_ADMINISTRATOR,
    v1::ROLE_AUDITOR,          v1::ROLE_INTEGRATION,
};

std::vector<std::string> MethodNames() {
  std::vector<std::string> names;
  const auto table = api::MethodTable::Create(api::MethodRows());
  for (const api::Method& method : table->methods()) {
    // A stream is opened by a front: see grpc_server_test.cc.
    if (!method.descriptor->server_streaming()) {
      names.push_back(method.descriptor->name());
    }
  }
  return names;
}

class AccessWalk : public ::testing::TestWithParam<std::string> {
 protected:
  // A world in which the request can be carried out, made anew for each call
  // that may change it.
  void MakeWorld() {
    good_ = std::make_unique<GoodRequests>();
    for (const api::Method& each : good_->world().table().methods()) {
      if (each.descriptor->name() == GetParam()) method_ = &each;
    }
    request_ = good_->Make(*method_);
  }

  std::string Call(const As& as, const Message& request) {
    const std::unique_ptr<Message> response(method_->response->New());
    const absl::Status status =
        good_->world().Call(GetParam(), as, request, *response);
    ++calls_;
    // Nobody administers this world: the call has come to the door behind.
    if (status.ok() || absl::IsUnimplemented(status)) return "OK";
    const auto reason = status.GetPayload(core::kReasonPayload);
    return reason.has_value() ? std::string(*reason) : status.ToString();
  }

  // As it is the caller's own.
  std::string CallOwn(v1::Role role) {
    MakeWorld();
    const std::string own = good_->MakeOwn(*method_, role, *request_);
    return Call({own, v1::Role_Name(role)}, *request_);
  }

  // By somebody of the same role whom it does not concern.
  std::string CallOthers(v1::Role role) {
    good_->MakeOwn(*method_, role, *request_);
    const std::string caller =
        core::IsStaffRole(role) ? scenarios::kOthers : good_->bystander();
    return Call({caller, v1::Role_Name(role)}, *request_);
  }

  std::unique_ptr<GoodRequests> good_;
  const api::Method* method_ = nullptr;
  std::unique_ptr<Message> request_;
  int calls_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Of, AccessWalk, ::testing::ValuesIn(MethodNames()),
                         [](const auto& each) { return each.param; });

// Names what the request is about by an id that nobody has; false when it
// names nothing such.
bool PointElsewhere(Message& request) {
  const auto& reflection = *request.GetReflection();
  for (const char* field_name : {"name", "parent"}) {
    const auto* field = request.GetDescriptor()->FindFieldByName(field_name);
    if (field == nullptr) continue;
    const std::string name = reflection.GetString(request, field);
    const auto slash = name.find('/');
    // Municipalities, organisations and skills are no secret.
    if (slash == std::string::npos || name.starts_with("municipalities/") ||
        name.starts_with("organisations/") || name.starts_with("skills/")) {
      return false;
    }
    reflection.SetString(&request, field,
                         name.substr(0, slash + 1) + std::string(26, 'x'));
    return true;
  }
  return false;
}

// What tells a caller no more than that it is not to be had.
bool IsWall(const std::string& reason) {
  return reason == "RESOURCE_NOT_FOUND" || reason == "NOT_ALLOWED" ||
         reason == "INVALID_FIELD";  // Of origin.on_behalf_of.
}

TEST_P(AccessWalk, IsAsTheTableSays) {
  MakeWorld();
  const core::PolicyRow& row = *method_->policy;
  Untouched untouched(good_->world());
  const std::string nobody = Call({}, *request_);
  if (row.nobody == Reach::kNone) {
    EXPECT_EQ(nobody, "WHO_ARE_YOU");
    untouched.Expect();
  } else {
    EXPECT_EQ(nobody, "OK");
  }
  for (const v1::Role role : kRoles) {
    SCOPED_TRACE(v1::Role_Name(role));
    MakeWorld();
    Untouched kept(good_->world());
    switch (ReachOf(row, role)) {
      case Reach::kNone:
        EXPECT_EQ(CallOthers(role), "NOT_ALLOWED");
        kept.ExpectSameStore();
        EXPECT_EQ(CallOwn(role), "NOT_ALLOWED");
        break;
      case Reach::kSelf:
        EXPECT_PRED1(IsWall, CallOthers(role));
        kept.ExpectSameStore();
        // What is staff's own has no name here: see sign_in_scenario.cc.
        if (!core::IsStaffRole(role)) {
          EXPECT_EQ(CallOwn(role), "OK");
        }
        break;
      case Reach::kContact:
        // Somebody of the same desk who is no contact person.
        EXPECT_PRED1(IsWall, Call(scenarios::As{scenarios::Desk().as.actor,
                                                v1::Role_Name(role)},
                                  *request_));
        [[fallthrough]];
      case Reach::kMunicipality:
        EXPECT_PRED1(IsWall, CallOthers(role));
        kept.ExpectSameStore();
        EXPECT_EQ(CallOwn(role), "OK");
        break;
      case Reach::kAll:
        // A program that has no membership there has no scopes.
        EXPECT_EQ(CallOthers(role), role == v1::ROLE_INTEGRATION &&
                                            row.scope != v1::SCOPE_UNSPECIFIED
                                        ? "NOT_ALLOWED"
                                        : "OK");
        EXPECT_EQ(CallOwn(role), "OK");
        break;
    }
  }
  std::cout << calls_ << " calls" << std::endl;
}

// A program does what its scopes say: one alone opens its own calls, and none
// of the others.
TEST_P(AccessWalk, AProgramDoesWhatItsScopesSay) {
  MakeWorld();
  const core::PolicyRow row = *method_->policy;
  if (row.integration < Reach::kMunicipality) return;
  for (int number = v1::Scope_MIN + 1; number <= v1::Scope_MAX; ++number) {
    const auto scope = static_cast<v1::Scope>(number);
    SCOPED_TRACE(v1::Scope_Name(scope));
    MakeWorld();
    const As program = good_->MakeProgram(scope);
    const bool may = row.scope == v1::SCOPE_UNSPECIFIED || row.scope == scope;
    EXPECT_EQ(Call(program, *request_), may ? "OK" : "NOT_ALLOWED");
  }
}

// Whoever may not see a thing cannot tell it from one that is not there.
TEST_P(AccessWalk, DoesNotTellWhatIsThere) {
  for (const v1::Role role : kRoles) {
    SCOPED_TRACE(v1::Role_Name(role));
    MakeWorld();
    if (ReachOf(*method_->policy, role) == Reach::kAll) continue;
    const std::string there = CallOthers(role);
    if (!PointElsewhere(*request_)) continue;
    const std::string caller =
        core::IsStaffRole(role) ? scenarios::kOthers : good_->bystander();
    EXPECT_EQ(Call({caller, v1::Role_Name(role)}, *request_), there);
  }
}

}  // namespace
}  // namespace omzien::input
