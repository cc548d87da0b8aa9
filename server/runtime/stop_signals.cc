#include "server/runtime/stop_signals.h"

#include <csignal>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/signal_set.hpp"
#include "boost/system/error_code.hpp"

namespace omzien::runtime {

// Finish() runs on the thread in Wait() only, so reason_ needs no lock.
class StopSignals::State {
 public:
  State() : signals_(io_, SIGTERM, SIGINT) {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
      if (!error) Finish(signal == SIGTERM ? "SIGTERM" : "SIGINT");
    });
  }

  std::string Wait() {
    io_.run();
    return reason_;
  }

  void Stop(std::string reason) {
    boost::asio::post(io_, [this, reason] { Finish(reason); });
  }

 private:
  void Finish(absl::string_view reason) {
    if (!reason_.empty()) return;
    reason_ = std::string(reason);
    boost::system::error_code ignored;  // A signal set that is gone is as good.
    signals_.clear(ignored);
    io_.stop();
  }

  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  std::string reason_;
};

StopSignals::StopSignals() : state_(std::make_unique<State>()) {}

StopSignals::~StopSignals() = default;

std::string StopSignals::Wait() { return state_->Wait(); }

void StopSignals::Stop(absl::string_view reason) {
  state_->Stop(std::string(reason));
}

}  // namespace omzien::runtime
