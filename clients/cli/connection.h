// One server, as a caller sees it: each call carries who is calling, has a
// deadline, and is tried again when the server cannot be reached.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/environment.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

namespace omzien::cli {

// Who is calling. Goes into the metadata `authorization`, `omzien-role` and
// `omzien-organisation`.
struct Caller {
  std::string token;         // Empty: not signed in.
  std::string role;          // "resident", "community_worker", ...
  std::string organisation;  // `organisations/{organisation}`.
};

// Used by one thread. Borrows `environment`, which outlives it.
class Connection {
 public:
  Connection(const std::string& server, Caller caller, absl::Duration timeout,
             const Environment& environment);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Makes one call, and again while the server is UNAVAILABLE, with growing
  // pauses, as long as the timeout lasts. All that changes something carries a
  // request_id, so that a second try of a call that did arrive changes nothing.
  // The server's details are kept in the status (see failure.h).
  absl::Status Invoke(
      const std::function<grpc::Status(grpc::ClientContext&)>& call) const;

  // Readies a context for one call: metadata, and a deadline when `timeout` is
  // finite.
  void Prepare(grpc::ClientContext& context, absl::Duration timeout) const;

  absl::Duration timeout() const { return timeout_; }
  const Environment& environment() const { return environment_; }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  Caller caller_;
  absl::Duration timeout_;
  const Environment& environment_;
};

// A gRPC status as ours, with the server's details.
absl::Status ToStatus(const grpc::Status& status);

}  // namespace omzien::cli
