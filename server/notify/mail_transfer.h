// One mail on its way to the mail server, as libcurl sees it.

#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/notify/mail_header.h"

namespace omzien::notify {

// Where mail goes, from the checked configuration.
struct MailRoute {
  std::string url;  // "smtp://host:port" or "smtps://host:port".
  bool require_tls = true;
  std::string ca_file;   // Empty: the system's.
  std::string user;      // Empty: no authentication.
  std::string password;  // Never logged.
  Mailbox from;
  absl::Duration timeout;  // For one mail, from connecting to the last answer.
};

// Used by one thread at a time.
class MailTransfer {
 public:
  // INVALID_ARGUMENT when the recipient has no address that mail can be sent
  // to. No error holds the address.
  static absl::StatusOr<std::unique_ptr<MailTransfer>> Create(
      const MailRoute& route, const omzien::v1::Notice& notice,
      const core::Letter& letter, absl::Time now);

  MailTransfer(const MailTransfer&) = delete;
  MailTransfer& operator=(const MailTransfer&) = delete;
  ~MailTransfer();

  CURL* handle() const { return handle_; }

  // What came of it, from libcurl's result and the server's last answer (RFC
  // 5321, section 4.2.1): 4xx, no connection, no TLS, refused sign-in, 5xx
  // before the recipient was named: UNAVAILABLE; too late: DEADLINE_EXCEEDED;
  // 5xx from there on: FAILED_PRECONDITION. Only the number of the answer is
  // passed on: its text may hold the address.
  absl::Status Result(CURLcode code) const;

 private:
  MailTransfer() = default;

  absl::Status AddHead(const MailRoute& route, const omzien::v1::Notice& notice,
                       const core::Letter& letter, absl::Time now);
  absl::Status AddBody(const core::Letter& letter);
  absl::Status SetRoute(const MailRoute& route,
                        const omzien::v1::Notice& notice);

  CURL* handle_ = nullptr;
  bool named_recipient_ = false;  // RCPT was sent.
  curl_mime* body_ = nullptr;
  curl_slist* headers_ = nullptr;
  curl_slist* recipients_ = nullptr;
};

}  // namespace omzien::notify
