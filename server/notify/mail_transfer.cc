#include "server/notify/mail_transfer.h"

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/notify/mail_header.h"

namespace omzien::notify {
namespace {

// Keeps the first failure of a row of libcurl calls.
class Calls {
 public:
  Calls& operator<<(CURLcode code) {
    if (code_ == CURLE_OK) code_ = code;
    return *this;
  }
  absl::Status status() const {
    if (code_ == CURLE_OK) return absl::OkStatus();
    return absl::InternalError(
        absl::StrCat("libcurl: ", curl_easy_strerror(code_)));
  }

 private:
  CURLcode code_ = CURLE_OK;
};

// Of CURLOPT_DEBUGFUNCTION: hears each command that is sent. RCPT comes once
// the server takes us as a sender, so what it refuses from there on is this
// mail.
int NoteCommand(CURL* /*handle*/, curl_infotype type, char* data,
                std::size_t size, void* named_recipient) {
  if (type == CURLINFO_HEADER_OUT &&
      absl::StartsWith(absl::string_view(data, size), "RCPT")) {
    *static_cast<bool*>(named_recipient) = true;
  }
  return 0;
}

bool Append(curl_slist*& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list, line.c_str());
  if (longer == nullptr) return false;
  list = longer;
  return true;
}

void AddText(curl_mime* to, const std::string& text, const char* type,
             Calls& calls) {
  curl_mimepart* part = curl_mime_addpart(to);
  calls << curl_mime_data(part, text.data(), text.size())
        << curl_mime_type(part, type)
        << curl_mime_encoder(part, "quoted-printable");
}

// Our own method, which stands on a line of its own: lines that go on begin
// with a blank, so no text in the calendar can look like it.
const char* CalendarType(absl::string_view calendar) {
  return absl::StrContains(calendar, "\nMETHOD:CANCEL\r")
             ? "text/calendar; charset=utf-8; method=CANCEL"
             : "text/calendar; charset=utf-8; method=PUBLISH";
}

}  // namespace

MailTransfer::~MailTransfer() {
  curl_easy_cleanup(handle_);
  curl_mime_free(body_);
  curl_slist_free_all(headers_);
  curl_slist_free_all(recipients_);
}

absl::StatusOr<std::unique_ptr<MailTransfer>> MailTransfer::Create(
    const MailRoute& route, const omzien::v1::Notice& notice,
    const core::Letter& letter, absl::Time now) {
  OMZIEN_RETURN_IF_ERROR(CheckAddress(notice.recipient_email()));
  std::unique_ptr<MailTransfer> transfer(new MailTransfer());
  transfer->handle_ = curl_easy_init();
  if (transfer->handle_ == nullptr) {
    return absl::UnavailableError("libcurl has no memory for a mail");
  }
  OMZIEN_RETURN_IF_ERROR(transfer->AddHead(route, notice, letter, now));
  OMZIEN_RETURN_IF_ERROR(transfer->AddBody(letter));
  OMZIEN_RETURN_IF_ERROR(transfer->SetRoute(route, notice));
  return transfer;
}

absl::Status MailTransfer::AddHead(const MailRoute& route,
                                   const omzien::v1::Notice& notice,
                                   const core::Letter& letter, absl::Time now) {
  MailHead head{.from = route.from,
                .to = notice.recipient_email(),
                .subject = letter.subject,
                .message_id = "",
                .language = notice.language(),
                .date = now};
  OMZIEN_ASSIGN_OR_RETURN(head.message_id, MessageId(notice.id(), route.from));
  for (const std::string& line : HeaderLines(head)) {
    if (!Append(headers_, line)) {
      return absl::UnavailableError("libcurl has no memory for a header");
    }
  }
  return absl::OkStatus();
}

absl::Status MailTransfer::AddBody(const core::Letter& letter) {
  Calls calls;
  body_ = curl_mime_init(handle_);
  curl_mime* words = curl_mime_init(handle_);
  AddText(words, letter.text, "text/plain; charset=utf-8", calls);
  AddText(words, letter.html, "text/html; charset=utf-8", calls);
  curl_mimepart* part = curl_mime_addpart(body_);
  // From here on `body_` owns `words`.
  calls << curl_mime_subparts(part, words)
        << curl_mime_type(part, "multipart/alternative");
  if (!letter.calendar.empty()) {
    curl_mimepart* attachment = curl_mime_addpart(body_);
    calls << curl_mime_data(attachment, letter.calendar.data(),
                            letter.calendar.size())
          << curl_mime_type(attachment, CalendarType(letter.calendar))
          << curl_mime_filename(attachment, "afspraak.ics")
          << curl_mime_encoder(attachment, "base64");
  }
  return calls.status();
}

absl::Status MailTransfer::SetRoute(const MailRoute& route,
                                    const omzien::v1::Notice& notice) {
  if (!Append(recipients_, absl::StrCat("<", notice.recipient_email(), ">"))) {
    return absl::UnavailableError("libcurl has no memory for a recipient");
  }
  const std::string sender = absl::StrCat("<", route.from.address, ">");
  const auto timeout_ms =
      static_cast<long>(absl::ToInt64Milliseconds(route.timeout));
  Calls calls;
  calls << curl_easy_setopt(handle_, CURLOPT_URL, route.url.c_str())
        << curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        << curl_easy_setopt(handle_, CURLOPT_PROXY, "")
        << curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L)
        << curl_easy_setopt(handle_, CURLOPT_QUICK_EXIT, 1L)
        << curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, timeout_ms)
        << curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms)
        << curl_easy_setopt(handle_, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                            static_cast<long>(absl::ToInt64Seconds(
                                absl::Ceil(route.timeout, absl::Seconds(1)))))
        << curl_easy_setopt(
               handle_, CURLOPT_USE_SSL,
               static_cast<long>(route.require_tls ? CURLUSESSL_ALL
                                                   : CURLUSESSL_NONE))
        << curl_easy_setopt(handle_, CURLOPT_MAIL_FROM, sender.c_str())
        << curl_easy_setopt(handle_, CURLOPT_MAIL_RCPT, recipients_)
        << curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_)
        << curl_easy_setopt(handle_, CURLOPT_MIMEPOST, body_)
        << curl_easy_setopt(handle_, CURLOPT_PRIVATE, this)
        // Without it the next has nothing to tell.
        << curl_easy_setopt(handle_, CURLOPT_VERBOSE, 1L)
        << curl_easy_setopt(handle_, CURLOPT_DEBUGFUNCTION, &NoteCommand)
        << curl_easy_setopt(handle_, CURLOPT_DEBUGDATA, &named_recipient_);
  if (!route.ca_file.empty()) {
    calls << curl_easy_setopt(handle_, CURLOPT_CAINFO, route.ca_file.c_str());
  }
  if (!route.user.empty()) {
    calls << curl_easy_setopt(handle_, CURLOPT_USERNAME, route.user.c_str())
          << curl_easy_setopt(handle_, CURLOPT_PASSWORD,
                              route.password.c_str());
  }
  return calls.status();
}

absl::Status MailTransfer::Result(CURLcode code) const {
  if (code == CURLE_OK) return absl::OkStatus();
  long answer = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &answer);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return absl::DeadlineExceededError(
          "the mail server did not answer in time (notify.smtp.timeout)");
    case CURLE_LOGIN_DENIED:
      return absl::UnavailableError(
          absl::StrCat("the mail server refuses our sign-in (", answer,
                       "); check notify.smtp.user and the password"));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return absl::UnavailableError(
          "the mail server's certificate is not trusted; check "
          "notify.smtp.ca_file and the host in notify.smtp.url");
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
      return absl::UnavailableError(
          "the mail server offers no TLS that we can use "
          "(notify.smtp.require_tls)");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return absl::UnavailableError(
          "the mail server of notify.smtp.url cannot be reached");
    default:
      break;
  }
  if (answer >= 500 && answer < 600 && !named_recipient_) {
    return absl::UnavailableError(absl::StrCat(
        "the mail server takes no mail from us (", answer,
        "); ask whoever runs it whether this machine and the address of "
        "notify.smtp.from may send"));
  }
  if (answer >= 500 && answer < 600) {
    return absl::FailedPreconditionError(
        absl::StrCat("the mail server refuses this mail (", answer, ")"));
  }
  if (answer >= 400 && answer < 500) {
    return absl::UnavailableError(
        absl::StrCat("the mail server asks to try later (", answer, ")"));
  }
  return absl::UnavailableError(
      absl::StrCat("the mail did not get through: ", curl_easy_strerror(code)));
}

}  // namespace omzien::notify
