#include "server/api/outcome.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/error.h"

namespace omzien::api {

CallEnd DescribeEnd(absl::string_view method, const absl::Status& status,
                    absl::Duration took) {
  CallEnd end{method, status.code(), "", "", took};
  if (const auto reason = status.GetPayload(core::kReasonPayload)) {
    end.reason = std::string(*reason);
  } else if (!status.ok() && TransportText(status.code()) == nullptr) {
    end.unexpected = std::string(status.message());
  }
  return end;
}

const char* TransportText(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kCancelled:
      return "the call was cancelled";
    case absl::StatusCode::kDeadlineExceeded:
      return "there was no time left; try again";
    case absl::StatusCode::kUnavailable:
      return "not available now; try again";
    case absl::StatusCode::kResourceExhausted:
      return "too busy now; try again later";
    default:
      return nullptr;
  }
}

}  // namespace omzien::api
