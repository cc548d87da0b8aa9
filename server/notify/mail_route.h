// From the configuration to a MailRoute.

#pragma once

#include "absl/status/statusor.h"
#include "omzien/config/v1/config.pb.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {

// Reads the password from the environment variable that is named. Errors
// (INVALID_ARGUMENT) name the setting and what would be right.
absl::StatusOr<MailRoute> ReadMailRoute(const omzien::config::v1::Smtp& config);

}  // namespace omzien::notify
