// On whose side of an appointment a caller stands, and what follows from it.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"

namespace omzien::core {

enum class Side { kStaff, kResident, kVolunteer };

// An appointment, and the caller's side of it.
struct Seen {
  store::v1::AppointmentRecord record;
  Side side;
};

// The appointment, if the caller has a part in it or serves its municipality:
// RESOURCE_NOT_FOUND for strangers. Staff that speaks for somebody without a
// part in it is refused.
absl::StatusOr<Seen> SeeAppointment(Transaction& transaction,
                                    const std::string& name);

// APPOINTMENT_NOT_AGREED when it is over.
absl::Status MustBeAgreed(const omzien::v1::Appointment& appointment);

// Refuses staff that has not said whose wish this is.
absl::Status MustSay(Side side);

// Tells both sides but the one that speaks; when the desk does in its own name,
// both.
absl::Status TellOtherSide(Transaction& transaction, const Subject& subject,
                           const Seen& seen, omzien::v1::Notice::Kind kind);

}  // namespace omzien::core
