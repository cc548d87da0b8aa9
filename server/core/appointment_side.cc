#include "server/core/appointment_side.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/authority.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Notice;
using store::v1::AppointmentRecord;

// On whose side the caller speaks; RESOURCE_NOT_FOUND for strangers.
absl::StatusOr<Side> SideOf(Transaction& transaction,
                            const Appointment& appointment) {
  const std::string volunteer = PersonOfVolunteer(appointment.volunteer());
  const std::string acting = ActingPerson(transaction.caller());
  if (!IsStaff(transaction.caller())) {
    if (acting == appointment.resident()) return Side::kResident;
    if (acting == volunteer) return Side::kVolunteer;
    return NoSuch(appointment.name());
  }
  if (!MustServe(transaction, appointment.municipality()).ok()) {
    return NoSuch(appointment.name());
  }
  if (acting == appointment.resident()) return Side::kResident;
  if (acting == volunteer) return Side::kVolunteer;
  if (acting.empty()) return Side::kStaff;
  return RefuseFields(
      {{"origin.on_behalf_of",
        "this person has no part in the appointment; it is the resident's or "
        "the volunteer's wish, or your own"}});
}

}  // namespace

absl::StatusOr<Seen> SeeAppointment(Transaction& transaction,
                                    const std::string& name) {
  // Before it is known whether there is such an appointment.
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  auto record = transaction.Get<AppointmentRecord>(name);
  if (!record.ok()) return NoSuch(name);
  OMZIEN_ASSIGN_OR_RETURN(const Side side,
                          SideOf(transaction, record->appointment()));
  return Seen{*std::move(record), side};
}

absl::Status MustBeAgreed(const Appointment& appointment) {
  if (appointment.state() == Appointment::STATE_AGREED) return absl::OkStatus();
  return Refuse(
      Reason::kAppointmentNotAgreed,
      absl::StrCat("this appointment is over: ",
                   Appointment::State_Name(appointment.state()).substr(6)),
      {{"state", Appointment::State_Name(appointment.state())}});
}

absl::Status MustSay(Side side) {
  if (side != Side::kStaff) return absl::OkStatus();
  return RefuseFields({{"origin.on_behalf_of",
                        "say whose wish this is: the resident's or the "
                        "volunteer's"}});
}

absl::Status TellOtherSide(Transaction& transaction, const Subject& subject,
                           const Seen& seen, Notice::Kind kind) {
  const Appointment& appointment = seen.record.appointment();
  if (seen.side != Side::kResident) {
    OMZIEN_RETURN_IF_ERROR(
        Tell(transaction, appointment.resident(), kind, subject));
  }
  if (seen.side == Side::kVolunteer) return absl::OkStatus();
  return Tell(transaction, PersonOfVolunteer(appointment.volunteer()), kind,
              subject);
}

}  // namespace omzien::core
