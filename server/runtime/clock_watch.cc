#include "server/runtime/clock_watch.h"

#include <csignal>

#include "boost/asio/any_io_executor.hpp"
#include "boost/system/error_code.hpp"
#include "server/core/engine.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

ClockWatch::ClockWatch(const boost::asio::any_io_executor& pool,
                       core::Engine& engine, Log& log)
    : engine_(engine), log_(log), signals_(pool, SIGUSR1) {
  Listen();
}

void ClockWatch::Listen() {
  signals_.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    log_.Info("the operator confirms the clock");
    engine_.ConfirmClock();
    Listen();
  });
}

void ClockWatch::Check() {
  const bool jumped = engine_.clock_jumped();
  if (jumped == jumped_) return;
  jumped_ = jumped;
  if (jumped) {
    log_.Error(
        "the machine's clock jumped by more than 5 minutes: nobody is asked "
        "and "
        "nothing lapses; set the clock right, or send SIGUSR1 if it is right");
  } else {
    log_.Info("the clock is trusted again; timers go on");
  }
}

}  // namespace omzien::runtime
