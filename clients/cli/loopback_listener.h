// Where a browser comes back to after somebody has signed in elsewhere: one
// port of this machine, for one visit (RFC 8252, section 7.3).

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::cli {

// Used by one thread.
class LoopbackListener {
 public:
  // Listens on a free port of 127.0.0.1.
  static absl::StatusOr<LoopbackListener> Open();
  LoopbackListener(LoopbackListener&& other) noexcept;
  LoopbackListener& operator=(LoopbackListener&&) = delete;
  ~LoopbackListener();

  // "http://127.0.0.1:40123/callback".
  std::string uri() const;

  // The address of the first visit that has a query, which sees the sentence
  // `thanks`; or the first line that is typed at `typing`, a file descriptor or
  // -1. DEADLINE_EXCEEDED when neither came within `wait`.
  absl::StatusOr<std::string> Await(absl::Duration wait,
                                    const std::string& thanks, int typing);

 private:
  LoopbackListener(int socket, int port) : socket_(socket), port_(port) {}

  int socket_;
  int port_;
};

// A parameter of an address, decoded; empty when it is not there.
std::string QueryParameter(const std::string& url, const std::string& name);

}  // namespace omzien::cli
