// The certificate of server.tls, looked at again and again: a new pair of files
// is taken when it fits, and the one that was there goes on when it does not.

#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/tls_pair.h"
#include "server/runtime/certificate.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// Thread-safe. Borrows clock and log.
class WatchedCertificate final : public core::TlsPairs {
 public:
  // An error when the files cannot be used or do not fit each other.
  static absl::StatusOr<std::unique_ptr<WatchedCertificate>> Open(
      CertificateFiles files, core::Clock& clock, Log& log);

  std::shared_ptr<const core::TlsPair> Newest() const override;

  // Reads the files; what changed, and what is wrong, has one line in the log.
  void Look();

  // Looks when the last time was ten seconds ago.
  void Beat();

 private:
  WatchedCertificate(CertificateFiles files, Certificate first,
                     core::Clock& clock, Log& log);
  void Warn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const CertificateFiles files_;
  core::Clock& clock_;
  Log& log_;
  mutable absl::Mutex mutex_;
  Certificate current_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const core::TlsPair> pair_ ABSL_GUARDED_BY(mutex_);
  absl::Duration next_look_ ABSL_GUARDED_BY(mutex_) =  // Steady time.
      -absl::InfiniteDuration();
  // What was said last, to say it once.
  std::string refusal_ ABSL_GUARDED_BY(mutex_);
  std::string concern_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::runtime
