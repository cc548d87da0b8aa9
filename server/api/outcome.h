// How a call ended: what its client may be told, and what the log says.

#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::api {

// Of one call, for the log. Nothing personal, unless core put it into an error
// without a Reason, which it promises not to.
struct CallEnd {
  absl::string_view method;  // "PostNeed".
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string reason;      // "ETAG_MISMATCH"; empty when there is none.
  std::string unexpected;  // The text of an error that is our own fault.
  absl::Duration took;
};
using CallLog = std::function<void(const CallEnd&)>;

CallEnd DescribeEnd(absl::string_view method, const absl::Status& status,
                    absl::Duration took);

// The text for a client of an error that may come without a Reason: states of
// the transport and of load. nullptr for any other, which is our own fault.
const char* TransportText(absl::StatusCode code);

}  // namespace omzien::api
