// For tests: scripts/mail_server.py as a child process, a real SMTP server.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"

namespace omzien::notify {

// Runs until destroyed; also ends when the test ends. Not thread-safe.
class MailServer {
 public:
  // Starts it on a free port of 127.0.0.1, with these options more, and waits
  // until it listens. A test that cannot start it ends here.
  explicit MailServer(const std::vector<std::string>& options = {});
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  ~MailServer();

  // "smtp://127.0.0.1:41234".
  const std::string& url() const { return url_; }

  // All mails so far, as mail_server.py records them.
  std::vector<google::protobuf::Struct> Mails() const;

 private:
  pid_t child_ = -1;
  std::string url_;
  std::string record_path_;
};

}  // namespace omzien::notify
