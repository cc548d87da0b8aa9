// How to tell what was erased from what was never there.

#pragma once

#include "absl/status/status.h"
#include "server/core/error.h"

namespace omzien::core {

// True for reading a record that is there and that nobody can open any more:
// its person was erased (RecordCodec::Decode). A record that is missing has a
// Reason.
inline bool IsErased(const absl::Status& status) {
  return absl::IsNotFound(status) &&
         !status.GetPayload(kReasonPayload).has_value();
}

}  // namespace omzien::core
