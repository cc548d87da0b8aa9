// Takes the operator's word that the machine's clock is right after a jump:
// SIGUSR1.

#pragma once

#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/signal_set.hpp"
#include "server/core/engine.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// The signal comes on the pool. The engine and the log outlive the pool's last
// task.
class ClockSignal {
 public:
  ClockSignal(const boost::asio::any_io_executor& pool, core::Engine& engine,
              Log& log);

 private:
  void Listen();

  core::Engine& engine_;
  Log& log_;
  boost::asio::signal_set signals_;
};

}  // namespace omzien::runtime
