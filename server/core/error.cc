#include "server/core/error.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

namespace omzien::core {
namespace {

struct Row {
  absl::string_view name;
  absl::StatusCode code;
};

// No default: a new Reason without a row does not compile (-Werror=switch).
Row Describe(Reason reason) {
  using enum Reason;
  using enum absl::StatusCode;
  switch (reason) {
    case kInvalidField:
      return {"INVALID_FIELD", kInvalidArgument};
    case kRequestIdReused:
      return {"REQUEST_ID_REUSED", kInvalidArgument};
    case kInvalidPageToken:
      return {"INVALID_PAGE_TOKEN", kInvalidArgument};
    case kResourceNotFound:
      return {"RESOURCE_NOT_FOUND", kNotFound};
    case kErased:
      return {"ERASED", absl::StatusCode::kNotFound};
    case kNotAllowed:
      return {"NOT_ALLOWED", kPermissionDenied};
    case kWhoAreYou:
      return {"WHO_ARE_YOU", kUnauthenticated};
    case kCodeNotAccepted:
      return {"CODE_NOT_ACCEPTED", kUnauthenticated};
    case kAlreadyKnown:
      return {"ALREADY_KNOWN", kAlreadyExists};
    case kEtagMismatch:
      return {"ETAG_MISMATCH", kAborted};
    case kAlreadyFilled:
      return {"ALREADY_FILLED", kAborted};
    case kBackupRunning:
      return {"BACKUP_RUNNING", kAborted};
    case kOwnNetworkFirst:
      return {"OWN_NETWORK_FIRST", kFailedPrecondition};
    case kJobNotOpen:
      return {"JOB_NOT_OPEN", kFailedPrecondition};
    case kJobNotReopenable:
      return {"JOB_NOT_REOPENABLE", kFailedPrecondition};
    case kInvitationClosed:
      return {"INVITATION_CLOSED", kFailedPrecondition};
    case kTimeNotOffered:
      return {"TIME_NOT_OFFERED", kFailedPrecondition};
    case kAppointmentNotAgreed:
      return {"APPOINTMENT_NOT_AGREED", kFailedPrecondition};
    case kNotBegun:
      return {"NOT_BEGUN", kFailedPrecondition};
    case kNothingProposed:
      return {"NOTHING_PROPOSED", kFailedPrecondition};
    case kNotCompleted:
      return {"NOT_COMPLETED", kFailedPrecondition};
    case kTaskClosed:
      return {"TASK_CLOSED", kFailedPrecondition};
    case kSignalWeighed:
      return {"SIGNAL_WEIGHED", kFailedPrecondition};
    case kCallerNotRecognised:
      return {"CALLER_NOT_RECOGNISED", kFailedPrecondition};
    case kTimeInThePast:
      return {"TIME_IN_THE_PAST", kFailedPrecondition};
    case kVolunteerBusy:
      return {"VOLUNTEER_BUSY", kFailedPrecondition};
    case kSeveralHelpers:
      return {"SEVERAL_HELPERS", kFailedPrecondition};
    case kBackupsNotConfigured:
      return {"BACKUPS_NOT_CONFIGURED", kFailedPrecondition};
    case kBackupFailed:
      return {"BACKUP_FAILED", kFailedPrecondition};
    case kLastAdministrator:
      return {"LAST_ADMINISTRATOR", kFailedPrecondition};
    case kHasRole:
      return {"HAS_ROLE", kFailedPrecondition};
    case kUnsealed:
      return {"UNSEALED", kFailedPrecondition};
    case kTooBusy:
      return {"TOO_BUSY", kResourceExhausted};
    case kTooManyTries:
      return {"TOO_MANY_TRIES", kResourceExhausted};
    case kTooManyWatches:
      return {"TOO_MANY_WATCHES", kResourceExhausted};
    case kWatchTooSlow:
      return {"WATCH_TOO_SLOW", kResourceExhausted};
    case kSequenceTooOld:
      return {"SEQUENCE_TOO_OLD", kOutOfRange};
    case kProviderAway:
      return {"PROVIDER_AWAY", kUnavailable};
  }
  return {"UNKNOWN_REASON", kInternal};  // Unreachable; keeps GCC content.
}

}  // namespace

absl::string_view ReasonName(Reason reason) { return Describe(reason).name; }

absl::Status Refuse(Reason reason, absl::string_view message,
                    const Details& details) {
  const Row row = Describe(reason);
  absl::Status status(row.code, message);
  status.SetPayload(kReasonPayload, absl::Cord(row.name));
  for (const auto& [key, value] : details) {
    status.SetPayload(absl::StrCat(kDetailPayloadPrefix, key),
                      absl::Cord(value));
  }
  return status;
}

absl::Status RefuseUntil(absl::Duration wait, absl::string_view message) {
  const std::int64_t seconds = std::max<std::int64_t>(
      1, absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1))));
  return Refuse(Reason::kTooManyTries,
                absl::StrCat(message, "; try again after ", seconds, " s"),
                {{std::string(kRetryAfter), absl::StrCat(seconds)}});
}

absl::Status RefuseFields(const std::vector<Violation>& violations) {
  google::rpc::BadRequest bad_request;
  std::string message;
  for (const Violation& violation : violations) {
    auto& field = *bad_request.add_field_violations();
    field.set_field(violation.field);
    field.set_description(violation.description);
    absl::StrAppend(&message, message.empty() ? "" : "; ", violation.field,
                    ": ", violation.description);
  }
  absl::Status status = Refuse(Reason::kInvalidField, message);
  status.SetPayload(kViolationsPayload,
                    absl::Cord(bad_request.SerializeAsString()));
  return status;
}

}  // namespace omzien::core
