// What volunteers do: answer, late, twice or not at all; give back; change
// their offer.

#include <string>
#include <vector>

#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/names.h"
#include "tests/simulation/acts.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

using v1::Invitation;

// An open ask mostly; sometimes one that is over.
const Invitation* PickAsk(Town& town) {
  std::string name;
  if (town.dice.OneIn(5)) {
    name = PickRecent(town, "im", "invitations");
  } else if (const auto id = PickOne(town, town.ledger().Linked("io/"));
             !id.empty()) {
    name = core::NameOf("invitations", id);
  }
  if (name.empty()) return nullptr;
  return &town.ledger().invitations.at(name).invitation();
}

// By its name, or by the code that stands in the mail.
std::string NameOrCode(Town& town, const Invitation& ask) {
  return town.dice.OneIn(3) ? "invitations/" + ask.code() : ask.name();
}

Voice VoiceOfAsked(Town& town, const Invitation& ask) {
  return VoiceOf(town, core::PersonOfVolunteer(ask.volunteer()));
}

void Accept(Town& town) {
  const Invitation* ask = PickAsk(town);
  if (ask == nullptr) return;
  v1::AcceptInvitationRequest request;
  request.set_name(NameOrCode(town, *ask));
  if (!ask->start_times().empty() && !town.dice.OneIn(10)) {
    *request.mutable_start_time() =
        ask->start_times(town.dice.Below(ask->start_times_size()));
  }
  town.calls.Send("AcceptInvitation", VoiceOfAsked(town, *ask), request);
  // Two taps on one button, or two of the same wave at the same moment.
  if (!town.dice.OneIn(6)) return;
  const Invitation* other = PickAsk(town);
  if (other == nullptr) return;
  request.set_name(other->name());
  town.calls.Send("AcceptInvitation", VoiceOfAsked(town, *other), request);
}

void Decline(Town& town) {
  const Invitation* ask = PickAsk(town);
  if (ask == nullptr) return;
  v1::DeclineInvitationRequest request;
  request.set_name(NameOrCode(town, *ask));
  town.calls.Send("DeclineInvitation", VoiceOfAsked(town, *ask), request);
}

void Snooze(Town& town) {
  const Invitation* ask = PickAsk(town);
  if (ask == nullptr) return;
  v1::SnoozeInvitationRequest request;
  request.set_name(NameOrCode(town, *ask));
  town.calls.Send("SnoozeInvitation", VoiceOfAsked(town, *ask), request);
}

void GiveBack(Town& town) {
  const std::string name = PickRecent(town, "am", "appointments");
  if (name.empty()) return;
  const auto& appointment = town.ledger().appointments.at(name).appointment();
  v1::GiveBackAppointmentRequest request;
  request.set_name(name);
  town.calls.Send(
      "GiveBackAppointment",
      VoiceOf(town, core::PersonOfVolunteer(appointment.volunteer())), request);
}

void UpdateOffer(Town& town) {
  const std::string name = PickVolunteer(town);
  if (name.empty()) return;
  const auto& offer = town.ledger().volunteers.at(name).volunteer();
  v1::UpdateVolunteerRequest request;
  *request.mutable_volunteer() = DrawOffer(town.dice, town.now());
  request.mutable_volunteer()->set_name(name);
  static constexpr const char* kPaths[] = {"skills", "availability", "limits",
                                           "pause_until", "reach_m"};
  request.mutable_update_mask()->add_paths(kPaths[town.dice.Below(5)]);
  const Etag etag = DrawEtag(town, offer.etag());
  request.set_etag(etag.value);
  town.calls.Send("UpdateVolunteer", VoiceOf(town, offer.person()), request,
                  etag.stale);
}

}  // namespace

std::vector<Act> VolunteerActs() {
  return {{14, &Accept},
          {7, &Decline},
          {5, &Snooze},
          {2, &GiveBack},
          {2, &UpdateOffer}};
}

}  // namespace omzien::simulation
