#include "tests/crash/load.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::crash {

using scenarios::AsVolunteer;
using scenarios::Desk;
using scenarios::DeskFor;
using scenarios::Voice;

Caller::Caller(scenarios::World& world, std::string id, std::uint64_t seed,
               std::atomic<int>& acknowledged)
    : world_(world),
      here_(world),
      id_(std::move(id)),
      chance_(seed),
      acknowledged_(acknowledged) {}

template <typename Response, typename Request>
bool Caller::Do(const Voice& voice, const std::string& method, Request request,
                Response& response) {
  // The id names caller and call; a UUID in form.
  request.set_request_id(
      absl::StrFormat("%08x-0000-4000-8000-%012x",
                      std::hash<std::string>()(id_) & 0xffffffff, ++calls_));
  *request.mutable_origin() = voice.origin;
  Deed deed{voice, method, std::make_shared<Request>(request),
            std::make_shared<Response>()};
  const absl::Status status =
      world_.Call(method, voice.as, request, *deed.response);
  deed.acknowledged = status.ok();
  gone_ = absl::IsUnavailable(status) || absl::IsCancelled(status);
  if (!status.ok() && !gone_) {
    // Two of us were at it: the place is filled, or the hour is taken.
    EXPECT_TRUE(absl::IsFailedPrecondition(status) || absl::IsAborted(status))
        << method << ": " << status;
    return false;
  }
  if (status.ok()) {
    ++acknowledged_;
    response = static_cast<const Response&>(*deed.response);
  }
  deeds_.push_back(std::move(deed));
  return status.ok();
}

bool Caller::EnterPerson(const std::string& given_name, std::string& name) {
  v1::CreatePersonRequest request;
  *request.mutable_person() = here_.Somebody(given_name);
  v1::Person person;
  const bool entered = Do(Desk(), "CreatePerson", request, person);
  name = person.name();
  return entered;
}

void Caller::EnterVolunteers(int count) {
  for (int i = 0; i < count && !gone_; ++i) EnterVolunteer();
}

void Caller::EnterVolunteer() {
  v1::CreateVolunteerRequest request;
  auto& offer = *request.mutable_volunteer();
  offer = scenarios::Neighbourhood::AnyHour();
  offer.mutable_limits()->set_asks_per_week_max(50);
  offer.mutable_limits()->set_open_asks_max(10);
  std::string person;
  if (!EnterPerson(absl::StrCat("V", id_, "x", calls_), person)) return;
  offer.set_person(person);
  v1::Volunteer entered;
  Do(DeskFor(person), "CreateVolunteer", request, entered);
}

void Caller::Work() {
  while (!gone_) {
    switch (Draw(10)) {
      case 0:
        EnterVolunteer();
        break;
      case 1:
        Cancel();
        break;
      case 2:
        GiveBack();
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        Answer();
        break;
      default:
        Post();
    }
  }
}

void Caller::Post() {
  const std::string who = absl::StrCat("R", id_, "x", calls_);
  std::string resident;
  if (!EnterPerson(who, resident)) return;
  v1::PostNeedRequest request;
  *request.mutable_need() = here_.Gardening(resident);
  request.mutable_need()->mutable_jobs(0)->set_description(
      absl::StrCat("Onkruid bij ", who, "."));
  v1::Need need;
  if (Do(DeskFor(resident), "PostNeed", request, need)) needs_.push_back(need);
}

// One ask of one of our needs: mostly a yes.
void Caller::Answer() {
  if (needs_.empty()) return;
  v1::ListInvitationsRequest list;
  list.set_parent(needs_[Draw(needs_.size())].name());
  list.add_states(v1::Invitation::STATE_SENT);
  v1::ListInvitationsResponse asks;
  const absl::Status status =
      world_.Call("ListInvitations", Desk().as, list, asks);
  gone_ = !status.ok();
  if (asks.invitations().empty()) return;
  const auto& ask = asks.invitations(static_cast<int>(
      Draw(static_cast<std::size_t>(asks.invitations_size()))));
  if (Draw(3) == 0) {
    v1::DeclineInvitationRequest request;
    request.set_name(ask.name());
    v1::Invitation declined;
    Do(AsVolunteer(ask.volunteer()), "DeclineInvitation", request, declined);
    return;
  }
  v1::AcceptInvitationRequest request;
  request.set_name(ask.name());
  *request.mutable_start_time() = ask.start_times(
      static_cast<int>(Draw(static_cast<std::size_t>(ask.start_times_size()))));
  v1::Appointment appointment;
  if (Do(AsVolunteer(ask.volunteer()), "AcceptInvitation", request,
         appointment)) {
    appointments_.push_back(appointment);
  }
}

void Caller::Cancel() {
  if (needs_.empty()) return;
  const std::size_t which = Draw(needs_.size());
  const v1::Need need = needs_[which];
  needs_.erase(needs_.begin() + static_cast<std::ptrdiff_t>(which));
  std::erase_if(appointments_, [&](const v1::Appointment& appointment) {
    return appointment.need() == need.name();
  });
  v1::CancelNeedRequest request;
  request.set_name(need.name());
  v1::Need cancelled;
  Do(DeskFor(need.resident()), "CancelNeed", request, cancelled);
}

void Caller::GiveBack() {
  if (appointments_.empty()) return;
  const v1::Appointment appointment = appointments_.back();
  appointments_.pop_back();
  v1::GiveBackAppointmentRequest request;
  request.set_name(appointment.name());
  v1::Appointment given_back;
  Do(AsVolunteer(appointment.volunteer()), "GiveBackAppointment", request,
     given_back);
}

}  // namespace omzien::crash
