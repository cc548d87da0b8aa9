// Tells the operator when the machine's clock has jumped, and takes the word
// that it is right: SIGUSR1.

#pragma once

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/signal_set.hpp"
#include "server/core/engine.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// Check() is called by one thread at a time; the signal comes on the pool. The
// engine and the log outlive the pool's last task.
class ClockWatch {
 public:
  ClockWatch(const boost::asio::any_io_executor& pool, core::Engine& engine,
             Log& log);

  // Logs a change since the last call.
  void Check();

 private:
  void Listen();

  core::Engine& engine_;
  Log& log_;
  boost::asio::signal_set signals_;
  bool jumped_ = false;
};

}  // namespace omzien::runtime
