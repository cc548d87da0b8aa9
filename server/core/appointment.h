// One volunteer's part in a job: making it, moving it, ending it.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// With where to go, who the other is, whom else to phone and the words for the
// door, while agreed.
absl::StatusOr<omzien::v1::Appointment> Shown(
    Transaction& transaction, const store::v1::AppointmentRecord& record);

// Writes a new appointment from an accepted ask, with its timers, and tells
// both sides.
absl::StatusOr<store::v1::AppointmentRecord> MakeAppointment(
    Transaction& transaction, const store::v1::NeedRecord& need, int job,
    const omzien::v1::Invitation& invitation);

// Gives an agreed appointment another time.
absl::Status MoveAppointment(Transaction& transaction,
                             store::v1::AppointmentRecord& record,
                             absl::Time start);

// Ends an agreed appointment: its timers, calls and words for the door go.
absl::Status EndAppointment(Transaction& transaction,
                            store::v1::AppointmentRecord& record,
                            omzien::v1::Appointment::State state);

// OUTCOME_UNSPECIFIED while it is not over, or never came to be.
omzien::v1::Outcome OutcomeOf(omzien::v1::Appointment::State state);

// The volunteer can't come any more: ends it, tells the resident, and asks
// others. Of appointment_commands.cc.
absl::Status GiveBack(Transaction& transaction,
                      store::v1::AppointmentRecord& record);

// Calls off all agreed appointments of a job, and tells the volunteers.
absl::Status CancelAppointments(Transaction& transaction,
                                const store::v1::NeedRecord& need, int job);

// Sums a job's closed appointments up: moves the job to done, partly done or
// not done when none is agreed any more.
absl::Status SettleJob(Transaction& transaction, store::v1::NeedRecord& need,
                       int job);

// Removes an appointment that was kept for long enough, also one of which
// nobody ever said how it went.
absl::Status ForgetAppointment(Transaction& transaction,
                               const store::v1::AppointmentRecord& record);

// Writes the record and the volunteer's index entry.
absl::Status PutAppointment(Transaction& transaction,
                            store::v1::AppointmentRecord& record);

}  // namespace omzien::core
