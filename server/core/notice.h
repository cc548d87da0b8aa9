// The disclosure table of messages: what each may say to whom, from what is
// true now.

#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// All that the message may say to its recipient; nullopt when it is no longer
// true (the ask was withdrawn, the visit is past) and must not be sent.
absl::StatusOr<std::optional<omzien::v1::Notice>> ComposeNotice(
    Transaction& transaction, const store::v1::OutboxRecord& message);

// The message says the whole of the place, and the other side's name: only
// between a yes and the end.
bool OpensAddress(omzien::v1::Notice::Kind kind);

// True when a message of this kind tells the volunteer whom she may phone about
// the resident.
bool NamesContacts(omzien::v1::Notice::Kind kind);

}  // namespace omzien::core
