// The channel that brings letters by e-mail, over SMTP with libcurl.
//
// Each mail on its way has a line (mail_line.h): a thread, and a connection
// that is kept open. The line that was free last is taken first, so that a mail
// server that keeps up sees few connections, and one that answers a single mail
// late holds up no other.

#pragma once

#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"

namespace omzien::notify {

// Thread-safe. Lets go of what is on its way within a second or so when
// destroyed: each is answered with UNAVAILABLE first.
class SmtpChannel final : public core::Channel {
 public:
  // Checks the configuration and reads the password from the environment.
  // INVALID_ARGUMENT names the setting that is wrong. An empty `smtp.url` is no
  // e-mail: every delivery is then refused finally, so that the desk phones.
  // `clock` gives the mails' dates; it outlives the channel.
  static absl::StatusOr<std::unique_ptr<SmtpChannel>> Create(
      const omzien::config::v1::Notify& config, core::Clock& clock);
  ~SmtpChannel() override;

  // See core::Channel; `done` runs on a thread of the channel, or before
  // Deliver() returns when the letter cannot go at all. INVALID_ARGUMENT: no
  // address; FAILED_PRECONDITION: the server refuses it; UNAVAILABLE also when
  // more than `in_flight_max` are on their way.
  void Deliver(const omzien::v1::Notice& notice, const core::Letter& letter,
               absl::AnyInvocable<void(absl::Status) &&> done) override;

 private:
  class Lines;

  explicit SmtpChannel(std::unique_ptr<Lines> lines);

  std::unique_ptr<Lines> lines_;  // Null: no e-mail.
};

}  // namespace omzien::notify
