// Brings what core has to tell: takes due messages from the outbox, has them
// written and delivered, and records how that went.
//
// It sleeps until the outbox says that something is due, and holds no state
// that would be missed after a crash: what is not recorded is handed out again.

#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/core/outbox.h"

namespace omzien::notify {

// Thread-safe. The parts outlive the executor's last task of the deliverer:
// Stop() says when that is. The executor's context outlives the threads of the
// outbox and the channel, whose answers hold a strand of it. After its
// destruction wakes and answers that still come find nothing to do but to
// record.
class Deliverer {
 public:
  struct Parts {
    core::Outbox& outbox;
    const core::Writer& writer;
    core::Channel& channel;
    core::Clock& clock;
  };
  struct Options {
    int in_flight_max = 1;  // Messages on their way at once; at least 1.
    // Called for each message: OK when it was delivered, else why it could not
    // be written or delivered, without personal data. On the executor, one at a
    // time. May be empty.
    std::function<void(const std::string& id, const absl::Status& result)>
        on_result;
  };

  // Listens to the outbox from now on (Outbox::OnDue), so it is made before the
  // engine starts handing out; does nothing until Start().
  Deliverer(const boost::asio::any_io_executor& executor, Parts parts,
            Options options);
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;
  // Stops, without waiting.
  ~Deliverer();

  void Start();

  // Takes nothing more. `stopped` is called once, on the executor, when all
  // that was taken is recorded: at the latest when the channel has answered.
  void Stop(absl::AnyInvocable<void() &&> stopped);

 private:
  class Loop;

  // Shared with the callbacks that are on their way.
  std::shared_ptr<Loop> loop_;
};

}  // namespace omzien::notify
