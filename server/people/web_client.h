// Short questions to a web server, by libcurl: bounded in time and size, over
// TLS, to the address that was given and to no other.

#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::people {

struct WebAnswer {
  int status = 0;  // 200.
  std::string body;
};

// Blocks its caller's thread; used by one thread at a time but for Stop().
class WebClient {
 public:
  using Form = std::vector<std::pair<std::string, std::string>>;

  // `ca_file`: the certificates to trust; empty: the system's.
  explicit WebClient(std::string ca_file) : ca_file_(std::move(ca_file)) {}

  // `bearer` is an access token, or empty. Redirects are not followed.
  // UNAVAILABLE when there is no answer, it is too long or too late.
  absl::StatusOr<WebAnswer> Get(const std::string& url,
                                const std::string& bearer,
                                absl::Duration timeout) const;
  absl::StatusOr<WebAnswer> Post(const std::string& url, const Form& form,
                                 absl::Duration timeout) const;

  // Thread-safe: what is under way ends within a second or so, and nothing
  // begins any more.
  void Stop() { stopping_ = true; }
  bool stopping() const { return stopping_; }

 private:
  class Question;

  const std::string ca_file_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace omzien::people
