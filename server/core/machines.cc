#include "server/core/machines.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "absl/base/internal/raw_logging.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/signal.pb.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Signal;

template <class State>
using Step = std::pair<State, State>;

constexpr std::array kJobSteps = {
    Step<Job::State>{Job::STATE_UNSPECIFIED, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_UNSPECIFIED, Job::STATE_REFERRED},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_ARRANGED},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_CANCELLED},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_REFERRED},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_UNANSWERED},
    // With fewer helpers than wanted the work may still be done.
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_DONE},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_PARTLY_DONE},
    Step<Job::State>{Job::STATE_OPEN, Job::STATE_NOT_DONE},
    // A helper gave it back.
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_DONE},
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_PARTLY_DONE},
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_NOT_DONE},
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_CANCELLED},
    Step<Job::State>{Job::STATE_ARRANGED, Job::STATE_REFERRED},
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_CANCELLED},
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_REFERRED},
    // Some of the helpers were found before the asking ended.
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_DONE},
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_PARTLY_DONE},
    Step<Job::State>{Job::STATE_UNANSWERED, Job::STATE_NOT_DONE},
    Step<Job::State>{Job::STATE_PARTLY_DONE, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_NOT_DONE, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_CANCELLED, Job::STATE_OPEN},
    Step<Job::State>{Job::STATE_REFERRED, Job::STATE_OPEN},
};

constexpr std::array kInvitationSteps = {
    Step<Invitation::State>{Invitation::STATE_UNSPECIFIED,
                            Invitation::STATE_PLANNED},
    Step<Invitation::State>{Invitation::STATE_PLANNED, Invitation::STATE_SENT},
    Step<Invitation::State>{Invitation::STATE_PLANNED,
                            Invitation::STATE_WITHDRAWN},
    Step<Invitation::State>{Invitation::STATE_SENT, Invitation::STATE_ACCEPTED},
    Step<Invitation::State>{Invitation::STATE_SENT, Invitation::STATE_DECLINED},
    Step<Invitation::State>{Invitation::STATE_SENT, Invitation::STATE_SNOOZED},
    Step<Invitation::State>{Invitation::STATE_SENT, Invitation::STATE_LAPSED},
    Step<Invitation::State>{Invitation::STATE_SENT,
                            Invitation::STATE_WITHDRAWN},
    Step<Invitation::State>{Invitation::STATE_SNOOZED, Invitation::STATE_SENT},
    Step<Invitation::State>{Invitation::STATE_SNOOZED,
                            Invitation::STATE_ACCEPTED},
    Step<Invitation::State>{Invitation::STATE_SNOOZED,
                            Invitation::STATE_DECLINED},
    Step<Invitation::State>{Invitation::STATE_SNOOZED,
                            Invitation::STATE_LAPSED},
    Step<Invitation::State>{Invitation::STATE_SNOOZED,
                            Invitation::STATE_WITHDRAWN},
    // A late yes, or a change of mind, is welcome while there is a place.
    Step<Invitation::State>{Invitation::STATE_LAPSED,
                            Invitation::STATE_ACCEPTED},
    Step<Invitation::State>{Invitation::STATE_LAPSED,
                            Invitation::STATE_DECLINED},
    Step<Invitation::State>{Invitation::STATE_DECLINED,
                            Invitation::STATE_ACCEPTED},
};

constexpr std::array kAppointmentSteps = {
    Step<Appointment::State>{Appointment::STATE_UNSPECIFIED,
                             Appointment::STATE_AGREED},
    Step<Appointment::State>{Appointment::STATE_AGREED,
                             Appointment::STATE_GIVEN_BACK},
    Step<Appointment::State>{Appointment::STATE_AGREED,
                             Appointment::STATE_CANCELLED},
    Step<Appointment::State>{Appointment::STATE_AGREED,
                             Appointment::STATE_DONE},
    Step<Appointment::State>{Appointment::STATE_AGREED,
                             Appointment::STATE_PARTLY_DONE},
    Step<Appointment::State>{Appointment::STATE_AGREED,
                             Appointment::STATE_NOT_DONE},
};

constexpr std::array kSignalSteps = {
    Step<Signal::State>{Signal::STATE_UNSPECIFIED, Signal::STATE_RAISED},
    Step<Signal::State>{Signal::STATE_RAISED, Signal::STATE_TAKEN},
    // Whoever weighs it at once has taken it.
    Step<Signal::State>{Signal::STATE_RAISED, Signal::STATE_WEIGHED},
    Step<Signal::State>{Signal::STATE_TAKEN, Signal::STATE_WEIGHED},
};

// Attention first.
constexpr std::array kNeedOrder = {
    Job::STATE_OPEN,        Job::STATE_UNANSWERED, Job::STATE_ARRANGED,
    Job::STATE_PARTLY_DONE, Job::STATE_NOT_DONE,   Job::STATE_DONE,
    Job::STATE_REFERRED,    Job::STATE_CANCELLED,
};

template <class Steps, class State>
bool Has(const Steps& steps, State from, State to) {
  return std::ranges::find(steps, Step<State>{from, to}) != steps.end();
}

template <class Resource, class State>
void MoveTo(Resource& resource, State to) {
  if (!MayMove(resource.state(), to)) {
    ABSL_RAW_LOG(FATAL, "%s may not move from state %d to %d",
                 resource.GetTypeName().c_str(),
                 static_cast<int>(resource.state()), static_cast<int>(to));
  }
  resource.set_state(to);
}

}  // namespace

bool MayMove(Job::State from, Job::State to) {
  return Has(kJobSteps, from, to);
}
bool MayMove(Invitation::State from, Invitation::State to) {
  return Has(kInvitationSteps, from, to);
}
bool MayMove(Appointment::State from, Appointment::State to) {
  return Has(kAppointmentSteps, from, to);
}

bool MayMove(Signal::State from, Signal::State to) {
  return Has(kSignalSteps, from, to);
}

void Move(Job& job, Job::State to) { MoveTo(job, to); }
void Move(Invitation& invitation, Invitation::State to) {
  MoveTo(invitation, to);
}
void Move(Appointment& appointment, Appointment::State to) {
  MoveTo(appointment, to);
}

void Move(Signal& signal, Signal::State to) { MoveTo(signal, to); }

Job::State NeedState(const google::protobuf::RepeatedPtrField<Job>& jobs) {
  for (const Job::State state : kNeedOrder) {
    const auto has = [state](const Job& job) { return job.state() == state; };
    if (std::ranges::any_of(jobs, has)) return state;
  }
  return Job::STATE_UNSPECIFIED;
}

bool IsOpen(Invitation::State state) {
  return state == Invitation::STATE_PLANNED ||
         state == Invitation::STATE_SENT || state == Invitation::STATE_SNOOZED;
}

}  // namespace omzien::core
