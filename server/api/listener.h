// The listening socket. gRPC's own stops listening for good when the process
// has no file left for one more connection. This one stops short of that, since
// the store needs files too, waits, and goes on when others have closed.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/steady_timer.hpp"

namespace omzien::api {

// Owned by one thread; takes connections on the executor.
class Listener {
 public:
  // Gets a connected socket, to own; called on the executor.
  using Take = absl::AnyInvocable<void(int socket)>;
  // Gets a text for the operator; called on the executor.
  using Warn = std::function<void(absl::string_view text)>;

  // Takes the port, and lets connections wait until Start(). `listen` has
  // passed CheckLoopback(). UNAVAILABLE when the port cannot be had.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(
      const boost::asio::any_io_executor& executor, const std::string& listen,
      Warn warn);

  ~Listener();  // Stops.
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return acceptor_.local_endpoint().port(); }

  // Call once. `take` outlives Stop().
  void Start(Take take);

  // Gives the port back; no connection is taken any more. The executor must
  // still run, and this must not be one of its threads. Again is a no-op.
  void Stop();

 private:
  Listener(const boost::asio::any_io_executor& executor, Warn warn);

  void Accept();
  void OnRefused(const std::string& why);

  const Warn warn_;
  const int handles_max_;  // Connections have handles below it.
  Take take_;
  // Both on one strand; at any time one of them waits.
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  bool refused_ = false;
  bool started_ = false;
  absl::Notification ended_;
};

// OK for a numeric loopback address or "localhost", with a port.
absl::Status CheckLoopback(absl::string_view listen);

}  // namespace omzien::api
