#include "server/runtime/reload_signal.h"

#include <signal.h>
#include <csignal>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/system/error_code.hpp"

namespace omzien::runtime {

ReloadSignal::ReloadSignal(const boost::asio::any_io_executor& pool)
    : signals_(pool, SIGHUP) {}

void ReloadSignal::Start(absl::AnyInvocable<void()> reload) {
  reload_ = std::move(reload);
  Listen();
}

void ReloadSignal::Listen() {
  signals_.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    reload_();
    Listen();
  });
}

}  // namespace omzien::runtime
