// GET over HTTP or HTTPS from one host, on a thread of its own. All of Beast is
// behind this header.

#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::places {

// Where to ask: "https://api.example/search" taken apart.
struct HttpUrl {
  bool is_tls = true;
  std::string host;
  std::string port;
  std::string path;  // "/search", without a slash at the end.
};

// INVALID_ARGUMENT unless it is https, or http to this machine ("localhost",
// "127.0.0.1", "[::1]"): what people look up must not be readable on the way.
absl::StatusOr<HttpUrl> ParseHttpUrl(absl::string_view text);

// Thread-safe. One connection a question; the certificate must be trusted by
// the system and be for the host.
class HttpClient {
 public:
  // The body of a reply with status 200. DEADLINE_EXCEEDED when late,
  // UNAVAILABLE for anything else, also another status.
  using Done = absl::AnyInvocable<void(absl::StatusOr<std::string>) &&>;

  explicit HttpClient(HttpUrl url);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Ends what is under way with CANCELLED.
  ~HttpClient();

  // `target` begins with url().path. `done` comes on the client's thread, once,
  // at the deadline at the latest; at once and on the caller's thread with
  // RESOURCE_EXHAUSTED when kInFlightMax are under way.
  void Get(std::string target, std::chrono::steady_clock::time_point deadline,
           Done done);

  const HttpUrl& url() const;

  static constexpr int kInFlightMax = 32;
  static constexpr size_t kBodyBytesMax = 1 << 20;

 private:
  class Loop;

  std::unique_ptr<Loop> loop_;
};

}  // namespace omzien::places
