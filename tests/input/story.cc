#include "tests/input/story.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/demo_config.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::input {

using scenarios::AsResident;
using scenarios::AsVolunteer;
using scenarios::Desk;
using scenarios::DeskFor;
using scenarios::Neighbourhood;
using scenarios::PersonOf;

namespace {

v1::Volunteer WholeOffer() {
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.set_travel_mode(v1::TRAVEL_MODE_WALK);
  offer.add_practised_skills(offer.skills(0));
  offer.add_avoids(v1::CIRCUMSTANCE_SMOKE);
  v1::Check& check = *offer.add_checks();
  check.set_kind(v1::Check::KIND_VOG);
  check.set_seen_by("coördinator");
  check.set_seen_on("2026-01-05");
  check.set_valid_until("2029-01-05");
  return offer;
}

}  // namespace

// One by one: then there is most that is known about a volunteer.
Story::Story()
    : world_(scenarios::MakeOpenWorld(&sealer_, &scenarios::SetOneByOne)),
      here_(*world_) {
  EnterPeople();
  AskAndVisit();
  ReportAndPhone();
  AddProgram();
  session_ = SignIn();
}

void Story::EnterPeople() {
  v1::Person truus = here_.Somebody("Truus");
  truus.set_agreed_word("zonnebloem");
  truus.add_languages("nl");
  resident_ = here_.Enter(truus);
  close_ = here_.EnterResident("Bep");
  caller_ = here_.EnterCaller("Kees");
  v1::Person wim = here_.Somebody("Wim");
  wim.add_languages("nl");
  wim.mutable_home()->mutable_address()->set_postcode("6075XA");
  volunteer_ = here_.EnterVolunteer(wim, WholeOffer());
  paused_ = here_.EnterVolunteer("Noor");
  v1::UpdateVolunteerRequest pause;
  pause.mutable_volunteer()->set_name(paused_);
  *pause.mutable_volunteer()->mutable_pause_until() =
      scenarios::ToProto(here_.now() + absl::Hours(24 * 300));
  pause.mutable_update_mask()->add_paths("pause_until");
  here_.Do<v1::Volunteer>(DeskFor(PersonOf(paused_)), "UpdateVolunteer", pause);
  v1::KeepApartRequest apart;
  apart.set_name(resident_);
  apart.set_other(caller_);
  here_.Do<v1::Person>(Desk(), "KeepApart", apart);
}

void Story::AskAndVisit() {
  const auto post = [this](int days) {
    v1::Need need = here_.Gardening(resident_, absl::Hours(24 * days));
    need.set_desk_note("Belt liever 's ochtends.");
    v1::Need::Contact& contact = *need.add_contacts();
    contact.set_person(close_);
    contact.set_relation("zus");
    v1::Job& job = *need.mutable_jobs(0);
    job.set_description(
        "De heg bij de achterdeur is veel te hoog voor de trap die ik heb");
    job.add_languages("nl");
    job.add_circumstances(v1::CIRCUMSTANCE_PETS);
    job.mutable_supplies()->add_tools("heggenschaar");
    job.mutable_supplies()->set_cost_note("Afvalzakken betaalt zij.");
    needs_.push_back(here_.Post(need).name());
    return here_.AskTo(needs_.back(), volunteer_);
  };
  const v1::Invitation first = post(4);
  const auto done = here_.Accept(first);
  EXPECT_TRUE(done.ok()) << done.status();
  world_->Advance(absl::Hours(24 * 6));
  v1::CompleteAppointmentRequest complete;
  complete.set_name(done->name());
  complete.set_outcome(v1::OUTCOME_DONE);
  complete.set_note("De zakken staan bij de poort.");
  here_.Do<v1::Appointment>(AsVolunteer(PersonOf(volunteer_)),
                            "CompleteAppointment", complete);
  v1::ThankVolunteerRequest thank;
  thank.set_name(done->name());
  thank.set_thanks("Wat is het mooi geworden.");
  here_.Do<v1::Appointment>(AsResident(resident_), "ThankVolunteer", thank);

  const v1::Invitation agreed = post(10);
  const auto visit = here_.Accept(agreed);
  EXPECT_TRUE(visit.ok()) << visit.status();
  v1::DeclineInvitationRequest decline;
  const v1::Invitation declined = post(14);
  decline.set_name(declined.name());
  decline.set_note("Dan ben ik weg.");
  here_.Do<v1::Invitation>(AsVolunteer(PersonOf(volunteer_)),
                           "DeclineInvitation", decline);
  const v1::Invitation open = post(18);
  asks_ = {open.name(), agreed.name(), declined.name()};
  visits_ = {done->name(), visit->name()};
}

void Story::ReportAndPhone() {
  // By herself, so that the desk has to phone that it was received.
  v1::PostNeedRequest post;
  *post.mutable_need() = here_.Gardening(caller_, absl::Hours(24 * 21));
  here_.Do<v1::Need>(AsResident(caller_), "PostNeed", post);
  v1::CreateTaskRequest report;
  report.mutable_task()->set_kind(v1::Task::KIND_COMPLAINT);
  report.mutable_task()->set_municipality(scenarios::kRoerdalen);
  report.mutable_task()->set_person(resident_);
  report.mutable_task()->set_report("Het hek stond de hele nacht open.");
  const auto closed =
      here_.Do<v1::Task>(DeskFor(resident_), "CreateTask", report);
  here_.Close(closed);
  for (const v1::Task& task : here_.Work()) tasks_.push_back(task.name());
  tasks_.push_back(closed.name());
}

void Story::AddProgram() {
  scenarios::Voice administrator = Desk();
  administrator.as.role = "administrator";
  v1::CreateMembershipRequest add;
  add.mutable_membership()->set_organisation(Desk().as.actor);
  add.mutable_membership()->set_role(v1::ROLE_INTEGRATION);
  add.mutable_membership()->set_person(close_);
  add.mutable_membership()->add_scopes(v1::SCOPE_READ_NEEDS);
  add.mutable_membership()->add_scopes(v1::SCOPE_ENTER_PEOPLE);
  here_.Do<v1::Membership>(administrator, "CreateMembership", add);
  program_ = {Desk().as.actor + " as " + close_, "integration"};
}

std::string Story::SignIn() {
  v1::RequestSignInCodeRequest ask;
  ask.set_email(scenarios::MailOf("Truus"));
  v1::SignInAttempt attempt;
  EXPECT_EQ(world_->Call("RequestSignInCode", {}, ask, attempt),
            absl::OkStatus());
  v1::SignInRequest request;
  request.set_attempt(attempt.attempt());
  request.set_secret(attempt.secret());
  const auto mails = world_->Mails();
  request.set_code(mails.empty() ? "" : mails.back().subject.substr(0, 9));
  request.set_device("Telefoon van Truus");
  v1::SignInResponse begun;
  EXPECT_EQ(world_->Call("SignIn", {}, request, begun), absl::OkStatus());
  return begun.session().name();
}

std::string Story::Newcomer() { return here_.EnterResident("Gijs"); }

std::vector<v1::Look> Story::LooksAt(const std::string& person) {
  v1::ListLooksRequest request;
  request.set_parent(person);
  v1::ListLooksResponse looks;
  EXPECT_EQ(world_->Call("ListLooks", AsResident(person).as, request, looks),
            absl::OkStatus());
  return {looks.looks().begin(), looks.looks().end()};
}

}  // namespace omzien::input
