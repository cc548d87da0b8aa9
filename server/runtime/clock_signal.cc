#include "server/runtime/clock_signal.h"

#include <signal.h>
#include <csignal>

#include "boost/asio/any_io_executor.hpp"
#include "boost/system/error_code.hpp"
#include "server/core/engine.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

ClockSignal::ClockSignal(const boost::asio::any_io_executor& pool,
                         core::Engine& engine, Log& log)
    : engine_(engine), log_(log), signals_(pool, SIGUSR1) {
  Listen();
}

void ClockSignal::Listen() {
  signals_.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    log_.Info("the operator confirms the clock");
    engine_.ConfirmClock();
    Listen();
  });
}

}  // namespace omzien::runtime
