// One connection to the mail server, and the thread that uses it.
//
// Libcurl waits inside a call: for the answer to a mail that was handed over,
// and for the answer to QUIT, each up to minutes. Mails on one thread would
// wait for one another then, so each that is on its way has a line of its own.

#pragma once

#include <curl/curl.h>

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <optional>
#include <set>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {

class MailLine {
 public:
  using Done = absl::AnyInvocable<void(absl::Status) &&>;

  MailLine();
  MailLine(const MailLine&) = delete;
  MailLine& operator=(const MailLine&) = delete;
  // Lets go of what is on its way, whatever libcurl waits for: it is answered
  // with UNAVAILABLE first.
  ~MailLine();

  // `done` runs on the line's thread, with what MailTransfer::Result() says. A
  // mail that is sent before the one before it was answered waits for it.
  void Send(std::unique_ptr<MailTransfer> transfer, Done done);

 private:
  absl::Status Perform(const MailTransfer& transfer);
  std::optional<CURLcode> Outcome();
  bool is_stopping();

  // Both are called by libcurl, on the line's thread and at last by who stops.
  static curl_socket_t OpenSocket(void* line, curlsocktype purpose,
                                  curl_sockaddr* address);
  static int CloseSocket(void* line, curl_socket_t socket);

  CURLM* const multi_;  // Keeps the connection.

  absl::Mutex mutex_;
  std::set<curl_socket_t> sockets_ ABSL_GUARDED_BY(mutex_);  // Open.
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  // Last: its thread uses all of the above.
  boost::asio::thread_pool thread_{1};
};

}  // namespace omzien::notify
