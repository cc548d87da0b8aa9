// Changing part of a resource, and refusing to change what has changed.

#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace omzien::core {

// Copies the fields named in `mask` (top-level names) from `from` to `to`; an
// empty mask names all that are set in `from`. What only the server writes
// (`output_only`) stays as it is. A repeated field or a message takes the place
// of the stored one as a whole.
void Apply(const google::protobuf::FieldMask& mask,
           const google::protobuf::Message& from,
           google::protobuf::Message& to);

// ETAG_MISMATCH when `wanted` is set and is not the stored one.
absl::Status MatchEtag(absl::string_view wanted, absl::string_view stored,
                       absl::string_view name);

}  // namespace omzien::core
