// For tests: scripts/mail_server.py as a child process, a real SMTP server.

#pragma once

#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "tests/testing/listening_child.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::testing {

// Runs until destroyed; also ends when the test ends. Not thread-safe.
class MailServer {
 public:
  // Starts it on a free port of 127.0.0.1, with these options more, and waits
  // until it listens. A test that cannot start it ends here.
  explicit MailServer(const std::vector<std::string>& options = {});
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  // "smtp://127.0.0.1:41234".
  const std::string& url() const { return url_; }

  // All mails so far, as mail_server.py records them.
  std::vector<google::protobuf::Struct> Mails() const;

 private:
  const TemporaryFolder folder_;
  const std::string record_path_;
  const ListeningChild server_;
  const std::string url_;
};

}  // namespace omzien::testing
