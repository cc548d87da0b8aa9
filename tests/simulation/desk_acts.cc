// What the desk does: enter people, work off its list, keep apart, look.

#include <string>
#include <vector>

#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/names.h"
#include "tests/simulation/acts.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

void CreateVolunteer(Town& town) {
  const std::string person = PickPerson(town);
  if (person.empty()) return;
  v1::CreateVolunteerRequest request;
  *request.mutable_volunteer() = DrawOffer(town.dice, town.now());
  request.mutable_volunteer()->set_person(person);
  // Some help in both places.
  if (town.dice.OneIn(5)) {
    request.mutable_volunteer()->add_municipalities(std::string(kTown));
    request.mutable_volunteer()->add_municipalities(std::string(kVillage));
  }
  town.calls.Send("CreateVolunteer", VoiceOf(town, person), request);
}

void UpdatePerson(Town& town) {
  const std::string name = PickPerson(town);
  if (name.empty()) return;
  const auto& person = town.ledger().people.at(name).person();
  v1::UpdatePersonRequest request;
  *request.mutable_person() = DrawPerson(town.dice, ++town.people);
  request.mutable_person()->set_name(name);
  request.mutable_person()->set_municipality(person.municipality());
  static constexpr const char* kPaths[] = {"email", "contact", "home", "phone"};
  request.mutable_update_mask()->add_paths(kPaths[town.dice.Below(4)]);
  const Etag etag = DrawEtag(town, person.etag());
  request.set_etag(etag.value);
  town.calls.Send("UpdatePerson", VoiceOf(town, name), request, etag.stale);
}

const v1::Task* PickWork(Town& town) {
  const std::string name = PickRecent(town, "to", "tasks");
  return name.empty() ? nullptr : &town.ledger().tasks.at(name).task();
}

void CloseTask(Town& town) {
  const v1::Task* task = PickWork(town);
  if (task == nullptr) return;
  v1::CloseTaskRequest request;
  request.set_name(task->name());
  request.set_result("gebeld");
  request.set_keep_apart(town.dice.OneIn(3));
  const Etag etag = DrawEtag(town, task->etag());
  request.set_etag(etag.value);
  town.calls.Send("CloseTask", Desk(), request, etag.stale);
}

// About somebody whom the reporter has met, or anybody.
void Complain(Town& town) {
  v1::CreateTaskRequest request;
  auto& task = *request.mutable_task();
  task.set_person(PickPerson(town));
  task.set_about(PickPerson(town));
  const std::string met = PickRecent(town, "am", "appointments");
  if (!met.empty() && !town.dice.OneIn(4)) {
    const auto& appointment = town.ledger().appointments.at(met).appointment();
    task.set_person(appointment.resident());
    task.set_about(core::PersonOfVolunteer(appointment.volunteer()));
    task.set_need(appointment.need());
  }
  if (task.person().empty()) return;
  task.set_municipality(std::string(kTown));
  task.set_kind(town.dice.OneIn(3) ? v1::Task::KIND_INCIDENT
                                   : v1::Task::KIND_COMPLAINT);
  task.set_report("Er ging iets stuk.");
  town.calls.Send("CreateTask", VoiceOf(town, task.person()), request);
}

void KeepApart(Town& town) {
  v1::KeepApartRequest request;
  request.set_name(PickPerson(town));
  request.set_other(PickPerson(town));
  if (request.name().empty()) return;
  request.set_lift(town.dice.OneIn(2));
  town.calls.Send("KeepApart", Desk(), request);
}

void WithdrawAsk(Town& town) {
  const std::string id = PickOne(town, town.ledger().Linked("io/"));
  if (id.empty()) return;
  v1::WithdrawInvitationRequest request;
  request.set_name(core::NameOf("invitations", id));
  town.calls.Send("WithdrawInvitation", Desk(), request);
}

void Look(Town& town) {
  v1::ListTasksRequest tasks;
  tasks.set_municipality(std::string(kTown));
  tasks.set_page_size(5);
  town.calls.Send("ListTasks", Desk(), tasks);
  if (const v1::Task* work = PickWork(town); work != nullptr) {
    v1::GetTaskRequest request;
    request.set_name(work->name());
    town.calls.Send("GetTask", Desk(), request);
  }
  const std::string need = PickRecent(town, "n", "needs");
  if (need.empty()) return;
  v1::GetNeedRequest request;
  request.set_name(need);
  town.calls.Send("GetNeed", Desk(), request);
  v1::ListInvitationsRequest asks;
  asks.set_parent(need);
  town.calls.Send("ListInvitations", Desk(), asks);
}

}  // namespace

void EnterPerson(Town& town) {
  v1::CreatePersonRequest request;
  *request.mutable_person() = DrawPerson(town.dice, ++town.people);
  town.calls.Send("CreatePerson", Desk(), request);
}

void ImportVolunteers(Town& town) {
  v1::ImportVolunteersRequest request;
  for (int i = town.dice.Between(1, 4); i > 0; --i) {
    auto& row = *request.add_rows();
    // Some are known already.
    const int number = town.dice.OneIn(4)
                           ? town.dice.Between(1, town.people + 1)
                           : ++town.people;
    *row.mutable_person() = DrawPerson(town.dice, number);
    *row.mutable_volunteer() = DrawOffer(town.dice, town.now());
    if (town.dice.OneIn(6)) row.mutable_person()->mutable_home()->Clear();
  }
  request.set_all_or_nothing(town.dice.OneIn(2));
  request.set_validate_only(town.dice.OneIn(3));
  town.calls.Send("ImportVolunteers", Desk(), request);
}

std::vector<Act> DeskActs() {
  return {{1, &EnterPerson},  {1, &CreateVolunteer}, {1, &ImportVolunteers},
          {2, &UpdatePerson}, {10, &CloseTask},      {1, &Complain},
          {1, &KeepApart},    {1, &WithdrawAsk},     {3, &Look}};
}

}  // namespace omzien::simulation
