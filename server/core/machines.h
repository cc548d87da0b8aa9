// The four state machines, each one table: what may follow what.

#pragma once

#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/signal.pb.h"

namespace omzien::core {

bool MayMove(omzien::v1::Job::State from, omzien::v1::Job::State to);
bool MayMove(omzien::v1::Invitation::State from,
             omzien::v1::Invitation::State to);
bool MayMove(omzien::v1::Appointment::State from,
             omzien::v1::Appointment::State to);
bool MayMove(omzien::v1::Signal::State from, omzien::v1::Signal::State to);

// Moves, or dies: a move that is not in the table is our own mistake, and
// nothing of it may reach the store. Callers refuse wrong calls before.
void Move(omzien::v1::Job& job, omzien::v1::Job::State to);
void Move(omzien::v1::Invitation& invitation, omzien::v1::Invitation::State to);
void Move(omzien::v1::Appointment& appointment,
          omzien::v1::Appointment::State to);
void Move(omzien::v1::Signal& signal, omzien::v1::Signal::State to);

// The state of a need, from its jobs': what still asks for attention first.
omzien::v1::Job::State NeedState(
    const google::protobuf::RepeatedPtrField<omzien::v1::Job>& jobs);

// Waits for an answer, or will: planned, sent or snoozed.
bool IsOpen(omzien::v1::Invitation::State state);

}  // namespace omzien::core
