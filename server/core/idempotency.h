// A retry gets the first answer: calls are known by caller, method and
// request_id, for as long as the configuration says. Only successes are kept.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Which call this is.
struct CallId {
  std::string actor;
  std::string method;
  std::string request_id;
  // Of the request as the client sent it, before places were looked up in it:
  // another address source must not make a retry look like another wish. Empty:
  // that of the request.
  std::string fingerprint = {};
};

// True when this call was answered before: `response` holds that answer.
// REQUEST_ID_REUSED when it was another request; ERASED when the answer held
// data of somebody who has been erased since.
absl::StatusOr<bool> FindAnswer(Transaction& transaction, const CallId& call,
                                const google::protobuf::Message& request,
                                google::protobuf::Message& response);

// Keeps the answer, in the same batch as what it answers.
absl::Status KeepAnswer(Transaction& transaction, const CallId& call,
                        const google::protobuf::Message& request,
                        const google::protobuf::Message& response);

// Drops answers that are older than the configured time, some at a time, and
// plans the next round: `soon` when there is more to do.
absl::Status ForgetRequests(Transaction& transaction, bool soon = false);

// Plans the first round, if none is planned.
absl::Status PlanForgetting(Transaction& transaction);

}  // namespace omzien::core
