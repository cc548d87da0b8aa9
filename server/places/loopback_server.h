// An HTTP server on a free loopback port, for tests only.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::places {

// Answers each GET with what `reply` returns for its target. Thread-safe.
class LoopbackServer {
 public:
  struct Reply {
    unsigned status = 200;
    std::string body;
    bool hangs = false;
  };

  // Reads the question and never answers.
  static Reply Silence() { return {.status = 200, .body = "", .hangs = true}; }

  // Called on the server's thread.
  using Handler = std::function<Reply(const std::string& target)>;

  explicit LoopbackServer(Handler handler);
  ~LoopbackServer();

  // "http://127.0.0.1:40001/search".
  std::string url() const;

  // The targets that were asked, in order.
  std::vector<std::string> asked() const;

 private:
  class Loop;

  std::unique_ptr<Loop> loop_;
};

}  // namespace omzien::places
