#include "tests/scenarios/neighbourhood.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/times.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
std::string MailOf(absl::string_view given_name) {
  return absl::StrCat(absl::AsciiStrToLower(given_name), "@roerdalen.example");
}

absl::Time ToTime(const google::protobuf::Timestamp& time) {
  return core::FromProto(time);
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  return core::ToProto(time);
}

Neighbourhood::Neighbourhood(World& world) : world_(world) {
  auto settings =
      runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
  EXPECT_TRUE(settings.ok()) << settings.status();
  const auto& roerdalen = settings->config.municipalities(0);
  policy_ = roerdalen.ask_policy();
  times_a_year_max_ = roerdalen.job_policy().times_a_year_max();
}

std::string Neighbourhood::FreshRequestId() {
  return absl::StrFormat("5ce4a210-0000-4000-8000-%012d", ++requests_);
}

void Neighbourhood::Sign(const Voice& voice,
                         google::protobuf::Message& request) {
  const auto& descriptor = *request.GetDescriptor();
  const auto& reflection = *request.GetReflection();
  const auto* id = descriptor.FindFieldByName("request_id");
  if (id == nullptr) return;
  if (reflection.GetString(request, id).empty()) {
    reflection.SetString(&request, id, FreshRequestId());
  }
  reflection.MutableMessage(&request, descriptor.FindFieldByName("origin"))
      ->CopyFrom(voice.origin);
}

v1::Person Neighbourhood::Somebody(const std::string& given_name) {
  v1::Person person;
  person.set_municipality(kRoerdalen);
  person.set_given_name(given_name);
  person.set_family_name("Voorbeeld");
  person.set_phone(absl::StrFormat("0475-%06d", ++people_));
  person.set_email(MailOf(given_name));
  auto& address = *person.mutable_home()->mutable_address();
  address.set_postcode("6061XA");
  address.set_house_number(4);
  return person;
}

std::string Neighbourhood::Enter(const v1::Person& person) {
  v1::CreatePersonRequest request;
  *request.mutable_person() = person;
  return Do<v1::Person>(Desk(), "CreatePerson", request).name();
}

std::string Neighbourhood::EnterResident(const std::string& given_name) {
  return Enter(Somebody(given_name));
}

std::string Neighbourhood::EnterCaller(const std::string& given_name) {
  v1::Person person = Somebody(given_name);
  person.clear_email();
  return Enter(person);
}

v1::Volunteer Neighbourhood::AnyHour() {
  v1::Volunteer offer;
  offer.add_skills(kGarden);
  offer.set_reach_m(30'000);
  for (int day = 1; day <= 7; ++day) {
    auto& hours = *offer.mutable_availability()->add_weekly();
    hours.set_day(static_cast<v1::Weekday>(day));
    hours.set_start("00:00");
    hours.set_end("24:00");
  }
  offer.mutable_limits()->set_asks_per_week_max(20);
  offer.mutable_limits()->set_open_asks_max(3);
  offer.mutable_limits()->set_rest_after_job_hours(-1);
  return offer;
}

std::string Neighbourhood::EnterVolunteer(const v1::Person& person,
                                          const v1::Volunteer& offer) {
  v1::CreateVolunteerRequest request;
  *request.mutable_volunteer() = offer;
  request.mutable_volunteer()->set_person(Enter(person));
  return Do<v1::Volunteer>(DeskFor(request.volunteer().person()),
                           "CreateVolunteer", request)
      .name();
}

std::string Neighbourhood::EnterVolunteer(const std::string& given_name) {
  return EnterVolunteer(Somebody(given_name), AnyHour());
}

std::vector<std::string> Neighbourhood::EnterVolunteers(int count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (int i = 0; i < count; ++i) {
    names.push_back(EnterVolunteer(absl::StrCat("Helper", i)));
  }
  return names;
}

v1::TimeWindow Neighbourhood::Window(absl::Duration ahead,
                                     absl::Duration length) {
  v1::TimeWindow window;
  *window.mutable_start_time() = ToProto(now() + ahead);
  *window.mutable_end_time() = ToProto(now() + ahead + length);
  return window;
}

v1::Need Neighbourhood::Gardening(const std::string& resident,
                                  absl::Duration ahead) {
  v1::Need need;
  need.set_resident(resident);
  need.set_own_network(v1::Need::OWN_NETWORK_NOBODY);
  v1::Job& job = *need.add_jobs();
  job.add_skills(kGarden);
  job.set_description("Het onkruid bij de voordeur.");
  job.mutable_duration()->set_seconds(3600);
  *job.add_windows() = Window(ahead, absl::Hours(8));
  return need;
}

absl::StatusOr<v1::Need> Neighbourhood::TryPost(const v1::Need& need) {
  v1::PostNeedRequest request;
  *request.mutable_need() = need;
  return Try<v1::Need>(DeskFor(need.resident()), "PostNeed", request);
}

v1::Need Neighbourhood::Post(const v1::Need& need) {
  auto posted = TryPost(need);
  if (posted.ok()) return *std::move(posted);
  ADD_FAILURE() << posted.status();
  return {};
}

v1::Need Neighbourhood::Get(const std::string& need) {
  v1::GetNeedRequest request;
  request.set_name(need);
  return Do<v1::Need>(Desk(), "GetNeed", request);
}

v1::Job::State Neighbourhood::StateOf(const std::string& need) {
  return Get(need).state();
}

std::vector<v1::Invitation> Neighbourhood::Asks(const std::string& need,
                                                v1::Invitation::State state) {
  v1::ListInvitationsRequest request;
  request.set_parent(need);
  if (state != v1::Invitation::STATE_UNSPECIFIED) request.add_states(state);
  const auto response =
      Do<v1::ListInvitationsResponse>(Desk(), "ListInvitations", request);
  return {response.invitations().rbegin(), response.invitations().rend()};
}

v1::Invitation Neighbourhood::AskTo(const std::string& need,
                                    const std::string& volunteer) {
  v1::Invitation latest;
  for (auto& ask : Asks(need)) {
    if (ask.volunteer() == volunteer) latest = std::move(ask);
  }
  return latest;
}

absl::StatusOr<v1::Appointment> Neighbourhood::Accept(const v1::Invitation& ask,
                                                      int start) {
  return Accept(AsVolunteer(ask.volunteer()), ask, start);
}

absl::StatusOr<v1::Appointment> Neighbourhood::Accept(const Voice& voice,
                                                      const v1::Invitation& ask,
                                                      int start) {
  v1::AcceptInvitationRequest request;
  request.set_name(ask.name());
  if (start < ask.start_times_size()) {
    *request.mutable_start_time() = ask.start_times(start);
  }
  return Try<v1::Appointment>(voice, "AcceptInvitation", request);
}

v1::Invitation Neighbourhood::Decline(const v1::Invitation& ask) {
  v1::DeclineInvitationRequest request;
  request.set_name(ask.name());
  return Do<v1::Invitation>(AsVolunteer(ask.volunteer()), "DeclineInvitation",
                            request);
}

v1::Invitation Neighbourhood::Snooze(const v1::Invitation& ask) {
  v1::SnoozeInvitationRequest request;
  request.set_name(ask.name());
  return Do<v1::Invitation>(AsVolunteer(ask.volunteer()), "SnoozeInvitation",
                            request);
}

v1::Appointment Neighbourhood::Get(const Voice& voice,
                                   const std::string& appointment) {
  v1::GetAppointmentRequest request;
  request.set_name(appointment);
  return Do<v1::Appointment>(voice, "GetAppointment", request);
}

std::vector<v1::Task> Neighbourhood::Work(v1::Task::Kind kind) {
  v1::ListTasksRequest request;
  request.set_municipality(kRoerdalen);
  const auto response = Do<v1::ListTasksResponse>(Desk(), "ListTasks", request);
  std::vector<v1::Task> tasks(response.tasks().begin(), response.tasks().end());
  std::erase_if(tasks, [kind](const v1::Task& task) {
    return kind != v1::Task::KIND_UNSPECIFIED && task.kind() != kind;
  });
  return tasks;
}

v1::Task Neighbourhood::Close(const v1::Task& task, bool keep_apart) {
  v1::CloseTaskRequest request;
  request.set_name(task.name());
  request.set_result("gebeld");
  request.set_keep_apart(keep_apart);
  return Do<v1::Task>(Desk(), "CloseTask", request);
}

std::vector<Mail> Neighbourhood::MailsTo(absl::string_view given_name,
                                         absl::string_view words) {
  std::vector<Mail> mails = world_.Mails();
  std::erase_if(mails, [&](const Mail& mail) {
    return mail.to != MailOf(given_name) ||
           !(absl::StrContains(mail.subject, words) ||
             absl::StrContains(mail.text, words));
  });
  return mails;
}

bool Neighbourhood::Hears(absl::string_view given_name,
                          absl::string_view words) {
  return world_.Eventually([&] { return !MailsTo(given_name, words).empty(); });
}

}  // namespace omzien::scenarios
