// Who makes the requests of good_requests.h, and about whom.

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "server/api/method_table.h"
#include "server/core/policy.h"
#include "tests/input/good_requests.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::input {

using google::protobuf::Message;

namespace {

const scenarios::Voice kAdministrator = [] {
  scenarios::Voice voice = scenarios::Desk();
  voice.as.role = "administrator";
  return voice;
}();

// An organisation's caller who is somebody; see testing/believed_callers.h.
std::string Believed(const std::string& organisation,
                     const std::string& person) {
  return absl::StrCat(organisation, " as ", person);
}

}  // namespace

std::string GoodRequests::MakeOwn(const api::Method& method, v1::Role role,
                                  Message& request) {
  const std::string& resident = known_.at("people");
  if (core::IsStaffRole(role)) {
    const std::string& organisation = known_.at("organisations");
    if (role == v1::ROLE_INTEGRATION) return Believed(organisation, other_);
    return ReachOf(*method.policy, role) == core::Reach::kContact
               ? Believed(organisation, contact_)
               : organisation;
  }
  const std::string& name = method.descriptor->name();
  const bool helps = role == v1::ROLE_VOLUNTEER;
  if (auto* visits = dynamic_cast<v1::ListAppointmentsRequest*>(&request)) {
    visits->set_parent(helps ? known_.at("volunteers") : known_.at("needs"));
  } else if (auto* asks = dynamic_cast<v1::ListInvitationsRequest*>(&request)) {
    asks->set_parent(known_.at("volunteers"));
  } else if (auto* needs = dynamic_cast<v1::ListNeedsRequest*>(&request)) {
    needs->set_resident(resident);
  } else if (auto* signals = dynamic_cast<v1::ListSignalsRequest*>(&request)) {
    signals->set_parent(resident);
  } else if (auto* raise = dynamic_cast<v1::RaiseSignalRequest*>(&request)) {
    raise->mutable_signal()->set_about(helps ? resident : helper_);
  }
  std::string own = resident;
  if (name == "CreateVolunteer") {
    own = fresh_;
  } else if (name.find("Invitation") != std::string::npos ||
             name.find("Volunteer") != std::string::npos ||
             (helps && name.find("Appointment") != std::string::npos) ||
             (helps && (name == "ProposeTime" || name == "RaiseSignal"))) {
    own = name == "ThankVolunteer" ? resident : helper_;
  }
  if (const auto* field = request.GetDescriptor()->FindFieldByName("origin")) {
    auto& origin = static_cast<v1::Origin&>(
        *request.GetReflection()->MutableMessage(&request, field));
    origin.set_on_behalf_of(own);
    origin.mutable_consent()->set_given_by(own);
  }
  return own;
}

scenarios::As GoodRequests::MakeProgram(v1::Scope scope) {
  v1::CreateMembershipRequest request;
  v1::Membership& membership = *request.mutable_membership();
  membership.set_organisation(known_.at("organisations"));
  membership.set_role(v1::ROLE_INTEGRATION);
  membership.set_person(here_.Enter(here_.Somebody("Koppeling")));
  membership.add_scopes(scope);
  const auto made =
      here_.Do<v1::Membership>(kAdministrator, "CreateMembership", request);
  return {Believed(made.organisation(), made.person()), "integration"};
}

scenarios::As GoodRequests::CallerOf(const api::Method& method) const {
  if (method.policy->desk == core::Reach::kContact) {
    return {Believed(known_.at("organisations"), contact_), "desk"};
  }
  return method.policy->desk == core::Reach::kNone ? kAdministrator.as
                                                   : scenarios::Desk().as;
}

}  // namespace omzien::input
