#include "server/notify/smtp_channel.h"

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/notify/mail_line.h"
#include "server/notify/mail_route.h"
#include "server/notify/mail_transfer.h"

namespace omzien::notify {

// The lines, made as they are needed.
class SmtpChannel::Lines {
 public:
  Lines(MailRoute route, int in_flight_max, core::Clock& clock)
      : route_(std::move(route)),
        in_flight_max_(in_flight_max),
        clock_(clock) {}

  ~Lines() {
    std::vector<std::unique_ptr<MailLine>> lines;  // Let go of unlocked.
    const absl::MutexLock lock(&mutex_);
    stopping_ = true;
    lines.swap(lines_);
  }

  void Send(const omzien::v1::Notice& notice, const core::Letter& letter,
            MailLine::Done done) {
    auto transfer =
        MailTransfer::Create(route_, notice, letter, clock_.TimeNow());
    if (!transfer.ok()) {
      std::move(done)(transfer.status());
      return;
    }
    const absl::StatusOr<MailLine*> line = Take();
    if (!line.ok()) {
      std::move(done)(line.status());
      return;
    }
    (*line)->Send(*std::move(transfer),
                  [this, line = *line,
                   done = std::move(done)](absl::Status result) mutable {
                    GiveBack(line);
                    std::move(done)(std::move(result));
                  });
  }

 private:
  // The one that was free last, as its connection is likely to be open still.
  absl::StatusOr<MailLine*> Take() {
    const absl::MutexLock lock(&mutex_);
    if (stopping_) return absl::UnavailableError("the server is stopping");
    if (!free_.empty()) {
      MailLine* const line = free_.back();
      free_.pop_back();
      return line;
    }
    if (lines_.size() >= in_flight_max_) {
      return absl::UnavailableError(
          absl::StrCat("more than ", in_flight_max_,
                       " mails are on their way (notify.in_flight_max)"));
    }
    return lines_.emplace_back(std::make_unique<MailLine>()).get();
  }

  void GiveBack(MailLine* line) {
    const absl::MutexLock lock(&mutex_);
    free_.push_back(line);
  }

  const MailRoute route_;
  const std::size_t in_flight_max_;
  core::Clock& clock_;

  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<MailLine*> free_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::unique_ptr<MailLine>> lines_ ABSL_GUARDED_BY(mutex_);
};

SmtpChannel::SmtpChannel(std::unique_ptr<Lines> lines)
    : lines_(std::move(lines)) {}

SmtpChannel::~SmtpChannel() = default;

absl::StatusOr<std::unique_ptr<SmtpChannel>> SmtpChannel::Create(
    const omzien::config::v1::Notify& config, core::Clock& clock) {
  std::unique_ptr<Lines> lines;
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
    lines = std::make_unique<Lines>(std::move(route), config.in_flight_max(),
                                    clock);
  }
  return std::unique_ptr<SmtpChannel>(new SmtpChannel(std::move(lines)));
}

void SmtpChannel::Deliver(const omzien::v1::Notice& notice,
                          const core::Letter& letter, MailLine::Done done) {
  if (lines_ == nullptr) {
    std::move(done)(absl::FailedPreconditionError(
        "no mail server is configured (notify.smtp.url)"));
    return;
  }
  lines_->Send(notice, letter, std::move(done));
}

}  // namespace omzien::notify
