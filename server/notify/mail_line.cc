#include "server/notify/mail_line.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {
namespace {

// Libcurl wakes us for sockets, its own timers and curl_multi_wakeup(); this
// bounds the wait should it ever forget.
constexpr int kPollMsMax = 10'000;

}  // namespace

MailLine::MailLine() : multi_(curl_multi_init()) {
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 1L);
}

// With the sockets shut libcurl finds them dead, and waits for none.
MailLine::~MailLine() {
  {
    const absl::MutexLock lock(&mutex_);
    stopping_ = true;
    for (const curl_socket_t socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  curl_multi_wakeup(multi_);
  thread_.join();
  curl_multi_cleanup(multi_);  // Last: the wake-up above needs it.
}

void MailLine::Send(std::unique_ptr<MailTransfer> transfer, Done done) {
  boost::asio::post(thread_, [this, transfer = std::move(transfer),
                              done = std::move(done)]() mutable {
    absl::Status result = Perform(*transfer);
    transfer.reset();
    std::move(done)(std::move(result));
  });
}

absl::Status MailLine::Perform(const MailTransfer& transfer) {
  CURL* const handle = transfer.handle();
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &MailLine::OpenSocket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &MailLine::CloseSocket);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this);
  if (curl_multi_add_handle(multi_, handle) != CURLM_OK) {
    return absl::InternalError("libcurl does not take the mail");
  }
  std::optional<CURLcode> outcome;
  while (!outcome.has_value() && !is_stopping()) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    outcome = Outcome();
    if (outcome.has_value()) break;
    curl_multi_poll(multi_, nullptr, 0, kPollMsMax, nullptr);
  }
  curl_multi_remove_handle(multi_, handle);
  const CURLcode code = outcome.value_or(CURLE_ABORTED_BY_CALLBACK);
  if (code != CURLE_OK && is_stopping()) {
    return absl::UnavailableError("the server is stopping");
  }
  return transfer.Result(code);
}

// Of the one mail that is on its way; none yet when it still is.
std::optional<CURLcode> MailLine::Outcome() {
  int more = 0;
  const CURLMsg* const message = curl_multi_info_read(multi_, &more);
  if (message == nullptr || message->msg != CURLMSG_DONE) return std::nullopt;
  return message->data.result;
}

bool MailLine::is_stopping() {
  const absl::MutexLock lock(&mutex_);
  return stopping_;
}

curl_socket_t MailLine::OpenSocket(void* line, curlsocktype /*purpose*/,
                                   curl_sockaddr* address) {
  MailLine& self = *static_cast<MailLine*>(line);
  const absl::MutexLock lock(&self.mutex_);
  if (self.stopping_) return CURL_SOCKET_BAD;
  const curl_socket_t socket = ::socket(
      address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket != CURL_SOCKET_BAD) self.sockets_.insert(socket);
  return socket;
}

// Locked until it is closed: its number may be another's right after.
int MailLine::CloseSocket(void* line, curl_socket_t socket) {
  MailLine& self = *static_cast<MailLine*>(line);
  const absl::MutexLock lock(&self.mutex_);
  self.sockets_.erase(socket);
  return close(socket);
}

}  // namespace omzien::notify
