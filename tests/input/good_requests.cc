#include "tests/input/good_requests.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/method_table.h"
#include "server/api/sample_request.h"
#include "server/core/sealer.h"
#include "tests/input/field_site.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::input {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using scenarios::DeskFor;
using v1::FieldRules;

namespace {

const scenarios::Voice kAdministrator = [] {
  scenarios::Voice voice = scenarios::Desk();
  voice.as.role = "administrator";
  return voice;
}();

constexpr char kComesBackTo[] = "http://127.0.0.1:40123/callback";

}  // namespace

GoodRequests::GoodRequests(core::Sealer* sealer)
    : world_(
          scenarios::MakeOpenWorld(sealer == nullptr ? &scrambling_ : sealer)),
      here_(*world_) {
  const auto with_word = [this](const std::string& name) {
    v1::Person person = here_.Somebody(name);
    person.set_agreed_word("tekst");  // As api::SampleRequest() says it.
    return person;
  };
  const std::string truus = here_.Enter(with_word("Truus"));
  bystander_ = here_.Enter(with_word("Gijs"));
  other_ = here_.Enter(with_word("Bep"));
  fresh_ = here_.Enter(with_word("Femke"));
  const std::string wim = here_.EnterVolunteer(
      with_word("Wim"), scenarios::Neighbourhood::AnyHour());
  helper_ = scenarios::PersonOf(wim);
  v1::Need first = here_.Gardening(truus);
  first.add_contacts()->set_person(other_);
  const std::string need = here_.Post(first).name();
  ask_ = here_.AskTo(need, wim);
  const std::string agreed =
      here_.Post(here_.Gardening(truus, absl::Hours(24 * 12))).name();
  const auto appointment = here_.Accept(here_.AskTo(agreed, wim));
  EXPECT_TRUE(appointment.ok()) << appointment.status();
  v1::CreateTaskRequest report;
  report.mutable_task()->set_kind(v1::Task::KIND_COMPLAINT);
  report.mutable_task()->set_municipality(scenarios::kRoerdalen);
  report.mutable_task()->set_person(truus);
  report.mutable_task()->set_report("Het hek stond open.");
  const auto task =
      here_.Do<v1::Task>(DeskFor(truus), "CreateTask", report).name();
  known_ = {{"people", truus},
            {"volunteers", wim},
            {"needs", need},
            {"invitations", ask_.name()},
            {"appointments", appointment->name()},
            {"tasks", task},
            {"skills", scenarios::kGarden},
            {"municipalities", scenarios::kRoerdalen},
            {"organisations", scenarios::Desk().as.actor}};
  v1::CreateMembershipRequest role;
  role.mutable_membership()->set_organisation(known_["organisations"]);
  role.mutable_membership()->set_role(v1::ROLE_INTEGRATION);
  role.mutable_membership()->set_person(other_);
  for (int scope = v1::Scope_MIN + 1; scope <= v1::Scope_MAX; ++scope) {
    role.mutable_membership()->add_scopes(static_cast<v1::Scope>(scope));
  }
  known_["memberships"] =
      here_.Do<v1::Membership>(kAdministrator, "CreateMembership", role).name();
  role.mutable_membership()->clear_scopes();
  role.mutable_membership()->set_role(v1::ROLE_DESK);
  desk_role_ =
      here_.Do<v1::Membership>(kAdministrator, "CreateMembership", role).name();
  contact_ = here_.Enter(with_word("Cor"));
  role.mutable_membership()->set_person(contact_);
  role.mutable_membership()->set_signal_contact(true);
  for (const v1::Role each :
       {v1::ROLE_DESK, v1::ROLE_COMMUNITY_WORKER, v1::ROLE_COORDINATOR}) {
    role.mutable_membership()->set_role(each);
    here_.Do<v1::Membership>(kAdministrator, "CreateMembership", role);
  }
  v1::RaiseSignalRequest signal;
  signal.mutable_signal()->set_about(helper_);
  signal.mutable_signal()->set_urgency(v1::Signal::URGENCY_SOON);
  signal.mutable_signal()->set_noticed("De deur stond open.");
  known_["signals"] =
      here_.Do<v1::RaiseSignalResponse>(DeskFor(truus), "RaiseSignal", signal)
          .signal()
          .name();
  v1::SignInResponse begun;
  const absl::Status signed_in =
      world_->Call("SignIn", {}, AskForCode(), begun);
  EXPECT_TRUE(signed_in.ok()) << signed_in;
  known_["sessions"] = begun.session().name();
}

v1::SignInRequest GoodRequests::AskForCode() {
  v1::RequestSignInCodeRequest ask;
  ask.set_email(scenarios::MailOf("Truus"));
  v1::SignInAttempt attempt;
  const absl::Status asked =
      world_->Call("RequestSignInCode", {}, ask, attempt);
  EXPECT_TRUE(asked.ok()) << asked;
  v1::SignInRequest request;
  request.set_attempt(attempt.attempt());
  request.set_secret(attempt.secret());
  // "1234 5678 is uw code ..."
  const auto mails = world_->Mails();
  request.set_code(mails.empty() ? "" : mails.back().subject.substr(0, 9));
  return request;
}

v1::FinishOrganisationSignInRequest GoodRequests::ComeBack() {
  v1::StartOrganisationSignInRequest ask;
  ask.set_organisation(known_.at("organisations"));
  ask.set_redirect_uri(kComesBackTo);
  v1::OrganisationSignIn started;
  const absl::Status asked =
      world_->Call("StartOrganisationSignIn", {}, ask, started);
  EXPECT_TRUE(asked.ok()) << asked;
  v1::FinishOrganisationSignInRequest request;
  request.set_attempt(started.attempt());
  request.set_secret(started.secret());
  const std::string& page = started.authorization_url();
  const auto state = page.find("&state=") + 7;
  request.set_state(page.substr(state, page.find('&', state) - state));
  // Whom testing::FakeProviders vouches for.
  request.set_code(scenarios::MailOf("Bep"));
  return request;
}

std::unique_ptr<Message> GoodRequests::Make(const api::Method& method) {
  const std::string& name = method.descriptor->name();
  Prepare(name);
  auto request = api::SampleRequest(*method.descriptor->input_type());
  Settle(*request);
  Correct(name, *request);
  return request;
}

void GoodRequests::Prepare(const std::string& method) {
  const std::string& appointment = known_["appointments"];
  if (method == "ReopenJob") {
    v1::CancelNeedRequest request;
    request.set_name(known_["needs"]);
    here_.Do<v1::Need>(DeskFor(known_["people"]), "CancelNeed", request);
  } else if (method == "AnswerProposedTime") {
    v1::ProposeTimeRequest request;
    request.set_name(appointment);
    *request.mutable_start_time() =
        scenarios::ToProto(here_.now() + absl::Hours(24 * 14));
    here_.Do<v1::Appointment>(DeskFor(helper_), "ProposeTime", request);
  } else if (method == "CompleteAppointment" || method == "ThankVolunteer") {
    world_->Advance(absl::Hours(24 * 13));
  }
  if (method == "ThankVolunteer") {
    v1::CompleteAppointmentRequest request;
    request.set_name(appointment);
    request.set_outcome(v1::OUTCOME_DONE);
    here_.Do<v1::Appointment>(DeskFor(helper_), "CompleteAppointment", request);
  }
}

void GoodRequests::Settle(Message& message) {
  if (auto* address = dynamic_cast<v1::Address*>(&message)) {
    address->Clear();
    address->set_postcode("6061XA");
    address->set_house_number(4);
    return;
  }
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) SettleField(message, *field);
}

void GoodRequests::SettleField(Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  const FieldRules& rules = RulesOf(field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    if (IsOneValue(field)) return;
    Settle(field.is_repeated()
               ? *reflection.MutableRepeatedMessage(&message, &field, 0)
               : *reflection.MutableMessage(&message, &field));
  } else if (field.name() == "etag" || field.name() == "page_token") {
    reflection.ClearField(&message, &field);
  } else if (field.name() == "job_id") {
    reflection.SetString(&message, &field, "1");
  } else if (rules.format() == FieldRules::FORMAT_RESOURCE) {
    const std::string& name = known_[rules.resource(0)];
    field.is_repeated()
        ? reflection.SetRepeatedString(&message, &field, 0, name)
        : reflection.SetString(&message, &field, name);
  }
}

std::string GoodRequests::Behalf(const std::string& method) const {
  static const auto& helper = *new std::set<std::string>{
      "AcceptInvitation", "DeclineInvitation", "SnoozeInvitation",
      "GiveBackAppointment", "UpdateVolunteer"};
  if (helper.contains(method)) return helper_;
  if (method == "CreateVolunteer") return fresh_;
  return known_.at("people");
}

void GoodRequests::Correct(const std::string& method, Message& request) {
  if (const auto* field = request.GetDescriptor()->FindFieldByName("origin")) {
    auto& origin = static_cast<v1::Origin&>(
        *request.GetReflection()->MutableMessage(&request, field));
    origin.set_channel(v1::CHANNEL_PHONE);
    origin.set_on_behalf_of(Behalf(method));
    origin.mutable_consent()->set_given_by(Behalf(method));
    *origin.mutable_consent()->mutable_time() =
        scenarios::ToProto(here_.now() - absl::Hours(1));
  }
  if (auto* accept = dynamic_cast<v1::AcceptInvitationRequest*>(&request)) {
    *accept->mutable_start_time() = ask_.start_times(0);
  } else if (auto* post = dynamic_cast<v1::PostNeedRequest*>(&request)) {
    post->mutable_need()->mutable_contacts(0)->set_person(other_);
  } else if (auto* update = dynamic_cast<v1::UpdateNeedRequest*>(&request)) {
    update->mutable_contacts()->mutable_people(0)->set_person(other_);
  } else if (auto* create = dynamic_cast<v1::CreateTaskRequest*>(&request)) {
    create->mutable_task()->set_about(other_);
  } else if (auto* apart = dynamic_cast<v1::KeepApartRequest*>(&request)) {
    apart->set_other(other_);
  } else if (auto* offer =
                 dynamic_cast<v1::CreateVolunteerRequest*>(&request)) {
    offer->mutable_volunteer()->set_person(fresh_);
  } else if (auto* change =
                 dynamic_cast<v1::UpdateVolunteerRequest*>(&request)) {
    change->mutable_volunteer()->set_person(helper_);
  } else if (auto* sign_in = dynamic_cast<v1::SignInRequest*>(&request)) {
    *sign_in = AskForCode();
    sign_in->set_device("tekst");
  } else if (auto* start =
                 dynamic_cast<v1::StartOrganisationSignInRequest*>(&request)) {
    start->set_redirect_uri(kComesBackTo);
  } else if (auto* finish =
                 dynamic_cast<v1::FinishOrganisationSignInRequest*>(&request)) {
    *finish = ComeBack();
    finish->set_device("tekst");
  } else if (auto* role =
                 dynamic_cast<v1::CreateMembershipRequest*>(&request)) {
    role->mutable_membership()->clear_person();
    role->mutable_membership()->set_role(v1::ROLE_DESK);
    role->mutable_membership()->clear_scopes();
    role->mutable_origin()->clear_on_behalf_of();
    role->mutable_origin()->mutable_consent()->clear_given_by();
  } else if (auto* unrole =
                 dynamic_cast<v1::DeleteMembershipRequest*>(&request)) {
    unrole->set_name(desk_role_);
    unrole->mutable_origin()->clear_on_behalf_of();
    unrole->mutable_origin()->mutable_consent()->clear_given_by();
  } else if (auto* raise = dynamic_cast<v1::RaiseSignalRequest*>(&request)) {
    raise->mutable_signal()->set_about(helper_);
  } else if (auto* find = dynamic_cast<v1::FindAddressRequest*>(&request)) {
    find->set_text("6061XA 4");
  }
}

}  // namespace omzien::input
