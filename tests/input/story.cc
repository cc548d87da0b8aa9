#include "tests/input/story.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::input {

using scenarios::As;
using scenarios::AsResident;
using scenarios::AsVolunteer;
using scenarios::Desk;
using scenarios::DeskFor;
using scenarios::Neighbourhood;
using scenarios::PersonOf;

namespace {

constexpr char kUuid[] = "00000000-0000-4000-8000-0000000000aa";

As Program() { return {Desk().as.actor, "integration"}; }

template <typename Request>
std::shared_ptr<const Request> Named(const std::string& name) {
  auto request = std::make_shared<Request>();
  request->set_name(name);
  return request;
}

template <typename Request>
std::shared_ptr<const Request> Below(const std::string& parent) {
  auto request = std::make_shared<Request>();
  request->set_parent(parent);
  return request;
}

template <typename Request>
std::shared_ptr<const Request> Here() {
  auto request = std::make_shared<Request>();
  request->set_municipality(scenarios::kRoerdalen);
  return request;
}

std::shared_ptr<const v1::ExportPersonRequest> Exported(
    const std::string& person, const std::string& token) {
  auto request = std::make_shared<v1::ExportPersonRequest>();
  request->set_name(person);
  request->set_page_token(token);
  request->mutable_origin()->set_channel(v1::CHANNEL_APP);
  return request;
}

v1::Volunteer WholeOffer() {
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.set_travel_mode(v1::TRAVEL_MODE_WALK);
  offer.add_avoids(v1::CIRCUMSTANCE_SMOKE);
  v1::Check& check = *offer.add_checks();
  check.set_kind(v1::Check::KIND_VOG);
  check.set_seen_by("coördinator");
  check.set_seen_on("2026-01-05");
  check.set_valid_until("2029-01-05");
  return offer;
}

}  // namespace

Story::Story() : world_(scenarios::MakeOpenWorld(&sealer_)), here_(*world_) {
  EnterPeople();
  AskAndVisit();
  ReportAndPhone();
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
  v1::ListLooksResponse looks;
  EXPECT_EQ(world_->Call("ListLooks", AsResident(person).as,
                         *Below<v1::ListLooksRequest>(person), looks),
            absl::OkStatus());
  return {looks.looks().begin(), looks.looks().end()};
}

std::vector<Reading> Story::ByTheDesk() {
  std::vector<Reading> readings;
  const auto read = [&](const std::string& method, auto request) {
    readings.push_back({Reader::kDesk, Desk().as, method, std::move(request)});
  };
  for (const std::string& person :
       {resident_, caller_, close_, PersonOf(volunteer_)}) {
    read("GetPerson", Named<v1::GetPersonRequest>(person));
  }
  for (const std::string& name : {volunteer_, paused_}) {
    read("GetVolunteer", Named<v1::GetVolunteerRequest>(name));
  }
  for (const std::string& name : needs_) {
    read("GetNeed", Named<v1::GetNeedRequest>(name));
  }
  for (const std::string& name : asks_) {
    read("GetInvitation", Named<v1::GetInvitationRequest>(name));
  }
  for (const std::string& name : visits_) {
    read("GetAppointment", Named<v1::GetAppointmentRequest>(name));
  }
  for (const std::string& name : tasks_) {
    read("GetTask", Named<v1::GetTaskRequest>(name));
  }
  read("ListPeople", Here<v1::ListPeopleRequest>());
  read("ListVolunteers", Here<v1::ListVolunteersRequest>());
  read("ListNeeds", Here<v1::ListNeedsRequest>());
  read("ListInvitations",
       Below<v1::ListInvitationsRequest>(scenarios::kRoerdalen));
  read("ListAppointments",
       Below<v1::ListAppointmentsRequest>(scenarios::kRoerdalen));
  auto tasks = std::make_shared<v1::ListTasksRequest>();
  tasks->set_municipality(scenarios::kRoerdalen);
  tasks->set_show_closed(true);
  read("ListTasks", std::shared_ptr<const v1::ListTasksRequest>(tasks));
  read("ListSessions", Below<v1::ListSessionsRequest>(resident_));
  read("ListLooks", Below<v1::ListLooksRequest>(resident_));
  read("ExplainMatch", Named<v1::ExplainMatchRequest>(needs_.back()));
  auto members = std::make_shared<v1::ListMembershipsRequest>();
  members->set_organisation(Desk().as.actor);
  readings.push_back({Reader::kDesk,
                      {Desk().as.actor, "coordinator"},
                      "ListMemberships",
                      members});
  return readings;
}

std::vector<Reading> Story::ByThemselves() {
  std::vector<Reading> readings;
  const As truus = AsResident(resident_).as;
  const auto read = [&](Reader reader, const As& as, const std::string& method,
                        auto request) {
    readings.push_back({reader, as, method, std::move(request)});
  };
  read(Reader::kResident, truus, "GetPerson",
       Named<v1::GetPersonRequest>(resident_));
  for (const std::string& name : needs_) {
    read(Reader::kResident, truus, "GetNeed", Named<v1::GetNeedRequest>(name));
  }
  for (const std::string& name : visits_) {
    read(Reader::kResident, truus, "GetAppointment",
         Named<v1::GetAppointmentRequest>(name));
  }
  read(Reader::kResident, truus, "ListSessions",
       Below<v1::ListSessionsRequest>(resident_));
  read(Reader::kResident, truus, "ListLooks",
       Below<v1::ListLooksRequest>(resident_));
  auto report = std::make_shared<v1::CreateTaskRequest>();
  report->mutable_task()->set_kind(v1::Task::KIND_INCIDENT);
  report->mutable_task()->set_municipality(scenarios::kRoerdalen);
  report->mutable_task()->set_person(resident_);
  report->mutable_task()->set_report("Er is een ruit gebroken.");
  report->set_request_id(kUuid);
  report->mutable_origin()->set_channel(v1::CHANNEL_APP);
  read(Reader::kResident, truus, "CreateTask", report);

  const As wim = AsVolunteer(PersonOf(volunteer_)).as;
  const As noor = AsVolunteer(PersonOf(paused_)).as;
  read(Reader::kVolunteer, wim, "GetVolunteer",
       Named<v1::GetVolunteerRequest>(volunteer_));
  read(Reader::kVolunteer, noor, "GetVolunteer",
       Named<v1::GetVolunteerRequest>(paused_));
  for (const std::string& name : asks_) {
    read(Reader::kVolunteer, wim, "GetInvitation",
         Named<v1::GetInvitationRequest>(name));
  }
  for (const std::string& name : visits_) {
    read(Reader::kVolunteer, wim, "GetAppointment",
         Named<v1::GetAppointmentRequest>(name));
  }
  read(Reader::kVolunteer, wim, "ListInvitations",
       Below<v1::ListInvitationsRequest>(volunteer_));
  read(Reader::kVolunteer, wim, "ListAppointments",
       Below<v1::ListAppointmentsRequest>(volunteer_));
  return readings;
}

std::vector<Reading> Story::ByAProgram() {
  std::vector<Reading> readings;
  auto enter = std::make_shared<v1::CreatePersonRequest>();
  *enter->mutable_person() = here_.Somebody("Femke");
  enter->set_request_id(kUuid);
  enter->mutable_origin()->set_channel(v1::CHANNEL_APP);
  readings.push_back({Reader::kProgram, Program(), "CreatePerson", enter});
  readings.push_back({Reader::kProgram, Program(), "GetNeed",
                      Named<v1::GetNeedRequest>(needs_.back())});
  readings.push_back(
      {Reader::kProgram, Program(), "ListNeeds", Here<v1::ListNeedsRequest>()});
  return readings;
}

std::vector<Reading> Story::Readings() {
  std::vector<Reading> all = ByTheDesk();
  for (auto&& more : {ByThemselves(), ByAProgram()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  // Page by page, as her client asks for it.
  std::string token;
  do {
    const auto request = Exported(resident_, token);
    v1::PersonExport page;
    const As as = AsResident(resident_).as;
    EXPECT_EQ(world_->Call("ExportPerson", as, *request, page),
              absl::OkStatus());
    token = page.next_page_token();
    all.push_back({Reader::kResident, as, "ExportPerson", request});
  } while (!token.empty());
  // Ends the session: after all that reads of it.
  auto end = std::make_shared<v1::EndSessionRequest>();
  end->set_name(session_);
  end->set_request_id(kUuid);
  end->mutable_origin()->set_channel(v1::CHANNEL_VISIT);
  end->mutable_origin()->set_on_behalf_of(resident_);
  all.push_back({Reader::kDesk, Desk().as, "EndSession", end});
  return all;
}

}  // namespace omzien::input
