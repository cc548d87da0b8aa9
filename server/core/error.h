// Refusals: the errors that a client is meant to see and act on.
//
// A Reason is the machine-readable half of an error. Its name and its status
// code live in one table (error.cc), so one reason always means one code.
// Anything without a Reason is our own fault and reaches clients as INTERNAL.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::core {

enum class Reason {
  // INVALID_ARGUMENT
  kInvalidField,     // One or more fields; each is a BadRequest violation.
  kRequestIdReused,  // Another payload under the same request_id.
  kInvalidPageToken,
  // NOT_FOUND
  kResourceNotFound,  // No such resource, or not yours to see.
  kErased,
  // PERMISSION_DENIED, UNAUTHENTICATED
  kNotAllowed,
  kWhoAreYou,  // Not signed in, or not any more.
  kCodeNotAccepted,
  // ALREADY_EXISTS
  kAlreadyKnown,
  // ABORTED: a lost race
  kEtagMismatch,
  kAlreadyFilled,
  kBackupRunning,
  // FAILED_PRECONDITION: the wrong state
  kOwnNetworkFirst,
  kJobNotOpen,
  kJobNotReopenable,
  kInvitationClosed,
  kTimeNotOffered,
  kAppointmentNotAgreed,
  kNotBegun,
  kNothingProposed,
  kNotCompleted,
  kTaskClosed,
  kSignalWeighed,
  kCallerNotRecognised,
  kTimeInThePast,
  kVolunteerBusy,
  kSeveralHelpers,
  kBackupsNotConfigured,
  kBackupFailed,
  kLastAdministrator,
  kHasRole,
  kUnsealed,
  // RESOURCE_EXHAUSTED
  kTooBusy,
  kTooManyTries,
  kTooManyWatches,
  kWatchTooSlow,
  // OUT_OF_RANGE
  kSequenceTooOld,
  // UNAVAILABLE
  kProviderAway,  // An organisation's OpenID provider.
};

// Stable, UPPER_SNAKE_CASE, part of the API: never renamed, never reused.
absl::string_view ReasonName(Reason reason);

using Details = std::vector<std::pair<std::string, std::string>>;

// A status with the reason's code. `message` is for a person: what is wrong,
// where, and what would be right; every fact in it is also in `details`.
absl::Status Refuse(Reason reason, absl::string_view message,
                    const Details& details = {});

// TOO_MANY_TRIES, with how long to wait in the detail kRetryAfter, in whole
// seconds.
absl::Status RefuseUntil(absl::Duration wait, absl::string_view message);
inline constexpr absl::string_view kRetryAfter = "retry_after_s";

// One thing that is wrong with a request.
struct Violation {
  std::string field;        // Path: "need.jobs[0].windows".
  std::string description;  // What is wrong and what would be right.
};

// INVALID_ARGUMENT with all of them.
absl::Status RefuseFields(const std::vector<Violation>& violations);

// Where Refuse() keeps its facts. Only the edge reads these.
inline constexpr absl::string_view kReasonPayload = "omzien/reason";
inline constexpr absl::string_view kDetailPayloadPrefix = "omzien/detail/";
// A serialised google.rpc.BadRequest.
inline constexpr absl::string_view kViolationsPayload = "omzien/violations";

}  // namespace omzien::core
