// What residents do: ask, change their minds, answer, thank.

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/times.h"
#include "tests/simulation/acts.h"
#include "tests/simulation/calls.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

using core::FromProto;
using core::ToProto;
using v1::Appointment;

void PostNeed(Town& town) {
  const std::string resident = PickPerson(town);
  if (resident.empty()) return;
  v1::PostNeedRequest request;
  auto& need = *request.mutable_need();
  need.set_resident(resident);
  need.set_own_network(v1::Need::OWN_NETWORK_NOBODY);
  for (int i = town.dice.OneIn(4) ? 2 : 1; i > 0; --i) {
    *need.add_jobs() = DrawJob(town.dice, town.now());
  }
  const auto& home = town.ledger().people.at(resident).person().home();
  for (auto& job : *need.mutable_jobs()) *job.mutable_place() = home;
  town.calls.Send("PostNeed", VoiceOf(town, resident), request);
}

// A recent need and one of its jobs.
struct Chosen {
  const v1::Need* need = nullptr;
  int job = 0;
};

Chosen PickJob(Town& town) {
  const std::string name = PickRecent(town, "n", "needs");
  if (name.empty()) return {};
  const v1::Need& need = town.ledger().needs.at(name).need();
  return {&need, town.dice.Below(need.jobs_size())};
}

void UpdateNeed(Town& town) {
  const Chosen chosen = PickJob(town);
  if (chosen.need == nullptr) return;
  v1::UpdateNeedRequest request;
  request.set_name(chosen.need->name());
  request.set_job_id(chosen.need->jobs(chosen.job).id());
  *request.mutable_job() = DrawJob(town.dice, town.now());
  *request.mutable_job()->mutable_place() =
      chosen.need->jobs(chosen.job).place();
  const Etag etag = DrawEtag(town, chosen.need->etag());
  request.set_etag(etag.value);
  town.calls.Send("UpdateNeed", VoiceOf(town, chosen.need->resident()), request,
                  etag.stale);
}

void CancelNeed(Town& town) {
  const Chosen chosen = PickJob(town);
  if (chosen.need == nullptr) return;
  v1::CancelNeedRequest request;
  request.set_name(chosen.need->name());
  if (town.dice.OneIn(2)) {
    request.set_job_id(chosen.need->jobs(chosen.job).id());
  }
  const Etag etag = DrawEtag(town, chosen.need->etag());
  request.set_etag(etag.value);
  town.calls.Send("CancelNeed", VoiceOf(town, chosen.need->resident()), request,
                  etag.stale);
}

void ReopenJob(Town& town) {
  const Chosen chosen = PickJob(town);
  if (chosen.need == nullptr) return;
  v1::ReopenJobRequest request;
  request.set_name(chosen.need->name());
  request.set_job_id(chosen.need->jobs(chosen.job).id());
  if (!town.dice.OneIn(3)) {
    *request.add_windows() =
        DrawWindow(town.dice, town.now(),
                   FromProto(chosen.need->jobs(chosen.job).duration()));
  }
  town.calls.Send("ReopenJob", VoiceOf(town, chosen.need->resident()), request);
}

void ReferJob(Town& town) {
  const Chosen chosen = PickJob(town);
  if (chosen.need == nullptr) return;
  v1::ReferJobRequest request;
  request.set_name(chosen.need->name());
  request.set_job_id(chosen.need->jobs(chosen.job).id());
  request.set_initiative("Klusdienst");
  town.calls.Send(
      "ReferJob",
      DeskFor(chosen.need->resident(),
              town.dice.OneIn(2) ? v1::CHANNEL_PHONE : v1::CHANNEL_VISIT),
      request);
}

const Appointment* PickAppointment(Town& town) {
  const std::string name = PickRecent(town, "am", "appointments");
  if (name.empty()) return nullptr;
  return &town.ledger().appointments.at(name).appointment();
}

// Of one of the two sides.
Voice VoiceOfSide(Town& town, const Appointment& appointment) {
  return VoiceOf(town, town.dice.OneIn(2)
                           ? appointment.resident()
                           : "people/" + appointment.volunteer().substr(11));
}

void ProposeTime(Town& town) {
  const Appointment* appointment = PickAppointment(town);
  if (appointment == nullptr) return;
  v1::ProposeTimeRequest request;
  request.set_name(appointment->name());
  *request.mutable_start_time() =
      ToProto(town.now() + town.dice.AtMost(absl::Hours(24 * 7)));
  const Etag etag = DrawEtag(town, appointment->etag());
  request.set_etag(etag.value);
  town.calls.Send("ProposeTime", VoiceOfSide(town, *appointment), request,
                  etag.stale);
}

void AnswerProposedTime(Town& town) {
  const Appointment* appointment = PickAppointment(town);
  if (appointment == nullptr) return;
  if (!appointment->has_proposed_start_time() && !town.dice.OneIn(5)) return;
  v1::AnswerProposedTimeRequest request;
  request.set_name(appointment->name());
  request.set_accept(!town.dice.OneIn(3));
  town.calls.Send("AnswerProposedTime", VoiceOfSide(town, *appointment),
                  request);
}

void CompleteAppointment(Town& town) {
  const Appointment* appointment = PickAppointment(town);
  if (appointment == nullptr) return;
  if (FromProto(appointment->start_time()) > town.now() &&
      !town.dice.OneIn(10)) {
    return;
  }
  v1::CompleteAppointmentRequest request;
  request.set_name(appointment->name());
  request.set_outcome(static_cast<v1::Outcome>(town.dice.Between(1, 3)));
  if (request.outcome() != v1::OUTCOME_DONE) {
    request.set_reason(v1::NOT_DONE_REASON_BIGGER);
  }
  town.calls.Send("CompleteAppointment", VoiceOfSide(town, *appointment),
                  request);
}

void ThankVolunteer(Town& town) {
  const Appointment* appointment = PickAppointment(town);
  if (appointment == nullptr) return;
  v1::ThankVolunteerRequest request;
  request.set_name(appointment->name());
  request.set_thanks("Heel fijn.");
  town.calls.Send("ThankVolunteer", VoiceOf(town, appointment->resident()),
                  request);
}

}  // namespace

std::vector<Act> ResidentActs() {
  return {{8, &PostNeed},           {3, &UpdateNeed},
          {2, &CancelNeed},         {3, &ReopenJob},
          {1, &ReferJob},           {2, &ProposeTime},
          {3, &AnswerProposedTime}, {6, &CompleteAppointment},
          {1, &ThankVolunteer}};
}

}  // namespace omzien::simulation
