#include "server/notify/smtp_channel.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/notify/mail_route.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {
namespace {

using Done = absl::AnyInvocable<void(absl::Status) &&>;

// libcurl wakes us for sockets, its own timers and curl_multi_wakeup(); this
// bounds the wait should it ever forget.
constexpr int kPollMsMax = 10'000;

struct Delivery {
  std::unique_ptr<MailTransfer> transfer;
  Done done;
};

}  // namespace

// The thread and what it works on.
class SmtpChannel::Loop {
 public:
  Loop(MailRoute route, int in_flight_max, core::Clock& clock)
      : route_(std::move(route)),
        in_flight_max_(in_flight_max),
        clock_(clock),
        multi_(curl_multi_init()) {
    // As many as can be busy, so that none is closed while others work.
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS,
                      static_cast<long>(in_flight_max_));
    boost::asio::post(thread_, [this] { Run(); });
  }

  // Libcurl waits inside a call: for the answer to a mail that was handed over,
  // and for the answer to QUIT, each up to minutes. With the sockets shut it
  // finds them dead and waits for none.
  ~Loop() {
    {
      const absl::MutexLock lock(&mutex_);
      stopping_ = true;
      for (const curl_socket_t socket : sockets_) shutdown(socket, SHUT_RDWR);
    }
    curl_multi_wakeup(multi_);
    thread_.join();
    curl_multi_cleanup(multi_);  // Last: the wake-up above needs it.
  }

  void Add(const omzien::v1::Notice& notice, const core::Letter& letter,
           Done done) {
    auto transfer =
        MailTransfer::Create(route_, notice, letter, clock_.TimeNow());
    if (!transfer.ok()) {
      std::move(done)(transfer.status());
      return;
    }
    CURL* handle = (*transfer)->handle();
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Loop::OpenSocket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &Loop::CloseSocket);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this);
    if (!Enqueue({*std::move(transfer), nullptr}, done)) {
      std::move(done)(absl::UnavailableError(
          absl::StrCat("more than ", in_flight_max_,
                       " mails are on their way (notify.in_flight_max)")));
      return;
    }
    curl_multi_wakeup(multi_);
  }

 private:
  // Takes `done` only when there is room.
  bool Enqueue(Delivery delivery, Done& done) {
    const absl::MutexLock lock(&mutex_);
    if (in_flight_ >= in_flight_max_) return false;
    ++in_flight_;
    delivery.done = std::move(done);
    waiting_.push_back(std::move(delivery));
    return true;
  }

  void Run() {
    while (Begin()) {
      int running = 0;
      curl_multi_perform(multi_, &running);
      Finish();
      curl_multi_poll(multi_, nullptr, 0, kPollMsMax, nullptr);
    }
    Abandon();
  }

  // Hands what waits to libcurl; false when it is time to stop.
  bool Begin() {
    std::vector<Delivery> fresh;
    {
      const absl::MutexLock lock(&mutex_);
      fresh.swap(waiting_);
      if (stopping_) {
        for (Delivery& delivery : fresh) Keep(std::move(delivery));
        return false;
      }
    }
    for (Delivery& delivery : fresh) {
      curl_multi_add_handle(multi_, Keep(std::move(delivery)));
    }
    return true;
  }

  CURL* Keep(Delivery delivery) {
    CURL* handle = delivery.transfer->handle();
    active_.emplace(handle, std::move(delivery));
    return handle;
  }

  void Finish() {
    int more = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &more)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      auto node = active_.extract(message->easy_handle);
      Delivery delivery = std::move(node.mapped());
      const absl::Status result = delivery.transfer->Result(code);
      curl_multi_remove_handle(multi_, delivery.transfer->handle());
      Answer(std::move(delivery), result);
    }
  }

  void Answer(Delivery delivery, const absl::Status& result) {
    {
      const absl::MutexLock lock(&mutex_);
      --in_flight_;
    }
    delivery.transfer.reset();
    std::move(delivery.done)(result);
  }

  void Abandon() {
    while (!active_.empty()) {
      auto node = active_.extract(active_.begin());
      Delivery delivery = std::move(node.mapped());
      curl_multi_remove_handle(multi_, delivery.transfer->handle());
      Answer(std::move(delivery),
             absl::UnavailableError("the server is stopping"));
    }
  }

  // Both are called by libcurl, on the loop's thread and at last by who stops.
  static curl_socket_t OpenSocket(void* loop, curlsocktype /*purpose*/,
                                  curl_sockaddr* address) {
    Loop& self = *static_cast<Loop*>(loop);
    const absl::MutexLock lock(&self.mutex_);
    if (self.stopping_) return CURL_SOCKET_BAD;
    const curl_socket_t socket = ::socket(
        address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket != CURL_SOCKET_BAD) self.sockets_.insert(socket);
    return socket;
  }
  // Locked until it is closed: its number may be another's right after.
  static int CloseSocket(void* loop, curl_socket_t socket) {
    Loop& self = *static_cast<Loop*>(loop);
    const absl::MutexLock lock(&self.mutex_);
    self.sockets_.erase(socket);
    return close(socket);
  }

  const MailRoute route_;
  const int in_flight_max_;
  core::Clock& clock_;
  CURLM* const multi_;

  // Of the loop's thread alone.
  std::map<CURL*, Delivery> active_;

  absl::Mutex mutex_;
  std::set<curl_socket_t> sockets_ ABSL_GUARDED_BY(mutex_);  // Open.
  std::vector<Delivery> waiting_ ABSL_GUARDED_BY(mutex_);
  int in_flight_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  // Last: its thread uses all of the above.
  boost::asio::thread_pool thread_{1};
};

SmtpChannel::SmtpChannel(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}

SmtpChannel::~SmtpChannel() = default;

absl::StatusOr<std::unique_ptr<SmtpChannel>> SmtpChannel::Create(
    const omzien::config::v1::Notify& config, core::Clock& clock) {
  std::unique_ptr<Loop> loop;
  if (!config.smtp().url().empty()) {
    if (config.in_flight_max() < 1) {
      return absl::InvalidArgumentError(
          "notify.in_flight_max must be 1 or more, such as 8");
    }
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) {
      return absl::InternalError("libcurl does not start");
    }
    OMZIEN_ASSIGN_OR_RETURN(MailRoute route, ReadMailRoute(config.smtp()));
    loop =
        std::make_unique<Loop>(std::move(route), config.in_flight_max(), clock);
  }
  return std::unique_ptr<SmtpChannel>(new SmtpChannel(std::move(loop)));
}

void SmtpChannel::Deliver(const omzien::v1::Notice& notice,
                          const core::Letter& letter, Done done) {
  if (loop_ == nullptr) {
    std::move(done)(absl::FailedPreconditionError(
        "no mail server is configured (notify.smtp.url)"));
    return;
  }
  loop_->Add(notice, letter, std::move(done));
}

}  // namespace omzien::notify
