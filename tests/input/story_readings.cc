// Every way in which somebody reads of the story.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/input/story.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::input {

using scenarios::As;
using scenarios::AsResident;
using scenarios::AsVolunteer;
using scenarios::Desk;
using scenarios::PersonOf;

namespace {

constexpr char kUuid[] = "00000000-0000-4000-8000-0000000000aa";

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

}  // namespace

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
  readings.push_back({Reader::kProgram, program_, "CreatePerson", enter});
  readings.push_back({Reader::kProgram, program_, "GetNeed",
                      Named<v1::GetNeedRequest>(needs_.back())});
  readings.push_back(
      {Reader::kProgram, program_, "ListNeeds", Here<v1::ListNeedsRequest>()});
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
