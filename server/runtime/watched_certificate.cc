#include "server/runtime/watched_certificate.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/core/clock.h"
#include "server/core/tls_pair.h"
#include "server/runtime/certificate.h"
#include "server/runtime/log.h"

namespace omzien::runtime {
namespace {

constexpr absl::Duration kLookInterval = absl::Seconds(10);

}  // namespace

absl::StatusOr<std::unique_ptr<WatchedCertificate>> WatchedCertificate::Open(
    CertificateFiles files, core::Clock& clock, Log& log) {
  OMZIEN_ASSIGN_OR_RETURN(Certificate first, ReadCertificate(files));
  return std::unique_ptr<WatchedCertificate>(
      new WatchedCertificate(std::move(files), std::move(first), clock, log));
}

WatchedCertificate::WatchedCertificate(CertificateFiles files,
                                       Certificate first, core::Clock& clock,
                                       Log& log)
    : files_(std::move(files)),
      clock_(clock),
      log_(log),
      current_(std::move(first)),
      pair_(std::make_shared<core::TlsPair>(current_.pair)) {
  const absl::MutexLock lock(&mutex_);
  Warn();
}

std::shared_ptr<const core::TlsPair> WatchedCertificate::Newest() const {
  const absl::MutexLock lock(&mutex_);
  return pair_;
}

void WatchedCertificate::Beat() {
  {
    const absl::MutexLock lock(&mutex_);
    const absl::Duration now = clock_.SteadyNow();
    if (now < next_look_) return;
    next_look_ = now + kLookInterval;
  }
  Look();
}

void WatchedCertificate::Look() {
  auto read = ReadCertificate(files_);
  const absl::MutexLock lock(&mutex_);
  if (!read.ok()) {
    const std::string why(read.status().message());
    if (why != refusal_) {
      log_.Error(
          "the files of server.tls cannot be used; the pair from before goes "
          "on",
          {{"error", why}});
    }
    refusal_ = why;
  } else {
    refusal_.clear();
    if (read->pair.certificate != pair_->certificate ||
        read->pair.private_key != pair_->private_key) {
      current_ = *std::move(read);
      pair_ = std::make_shared<core::TlsPair>(current_.pair);
      concern_.clear();
      log_.Info("a new certificate counts for new connections",
                {{"until", absl::FormatTime(absl::RFC3339_sec, current_.end,
                                            absl::UTCTimeZone())}});
    }
  }
  Warn();
}

void WatchedCertificate::Warn() {
  const absl::string_view concern = ConcernOf(current_, clock_.TimeNow());
  if (!concern.empty() && concern != concern_) {
    log_.Warning(concern,
                 {{"file", files_.certificate},
                  {"from", absl::FormatTime(absl::RFC3339_sec, current_.begin,
                                            absl::UTCTimeZone())},
                  {"until", absl::FormatTime(absl::RFC3339_sec, current_.end,
                                             absl::UTCTimeZone())}});
  }
  concern_ = std::string(concern);
}

}  // namespace omzien::runtime
