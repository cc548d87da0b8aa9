#include "server/api/listener.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/error.hpp"
#include "boost/asio/ip/address.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/strand.hpp"
#include "boost/system/error_code.hpp"

namespace omzien::api {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// Between two tries while the system refuses. Connections wait meanwhile.
constexpr auto kPause = std::chrono::milliseconds(100);

// Files that connections leave to the rest of the process, at most; of a small
// limit a quarter. The store keeps its files open and makes new ones.
constexpr int kSpareFiles = 512;

// A new handle is the lowest that is free, so its number tells how many files
// are open.
int HandlesMax() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 ||
      files.rlim_cur > std::numeric_limits<int>::max()) {
    return std::numeric_limits<int>::max();
  }
  const int all = static_cast<int>(files.rlim_cur);
  return all - std::min(all / 4, kSpareFiles);
}

// Of what the configuration's check let through.
tcp::endpoint ToEndpoint(absl::string_view listen) {
  const auto colon = listen.rfind(':');
  absl::string_view host = listen.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  if (host == "localhost") host = "127.0.0.1";
  int port = 0;
  const bool number = absl::SimpleAtoi(listen.substr(colon + 1), &port);
  return {boost::asio::ip::make_address(std::string(host)),
          static_cast<boost::asio::ip::port_type>(number ? port : 0)};
}

}  // namespace

absl::Status CheckLoopback(absl::string_view listen) {
  const auto colon = listen.rfind(':');
  int port = 0;
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat(
        "server.listen: \"", listen,
        R"(" must be an address and a port, such as "127.0.0.1:7400")"));
  }
  absl::string_view host = listen.substr(0, colon);
  if (host == "localhost") return absl::OkStatus();
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  error_code error;
  const auto address = boost::asio::ip::make_address(std::string(host), error);
  if (!error && address.is_loopback()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "server.listen: \"", listen,
      "\" must be a loopback address, such as \"127.0.0.1:7400\", as long as "
      "calls are not encrypted: give server.tls"));
}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(
    const boost::asio::any_io_executor& executor, const std::string& listen,
    Warn warn) {
  std::unique_ptr<Listener> self(new Listener(executor, std::move(warn)));
  const tcp::endpoint endpoint = ToEndpoint(listen);
  error_code error;
  self->acceptor_.open(endpoint.protocol(), error);
  // A restart need not wait for the last one's connections to be forgotten.
  if (!error) self->acceptor_.set_option(tcp::acceptor::reuse_address(true));
  if (!error) self->acceptor_.bind(endpoint, error);
  if (!error) {
    self->acceptor_.listen(tcp::acceptor::max_listen_connections, error);
  }
  if (error == boost::asio::error::address_in_use) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", listen,
        ": the port is taken, perhaps by another omziend; stop that one, or "
        "set another server.listen"));
  }
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", listen,
                                               " (", error.message(),
                                               "): set another server.listen"));
  }
  return self;
}

Listener::Listener(const boost::asio::any_io_executor& executor, Warn warn)
    : warn_(std::move(warn)),
      handles_max_(HandlesMax()),
      acceptor_(boost::asio::make_strand(executor)),
      pause_(acceptor_.get_executor()) {}

Listener::~Listener() { Stop(); }

void Listener::Start(Take take) {
  take_ = std::move(take);
  started_ = true;
  boost::asio::post(acceptor_.get_executor(), [this] { Accept(); });
}

void Listener::Stop() {
  if (!started_ || ended_.HasBeenNotified()) return;
  boost::asio::post(acceptor_.get_executor(), [this] {
    error_code ignored;  // A socket that is gone is as good.
    acceptor_.close(ignored);
    pause_.cancel();
  });
  ended_.WaitForNotification();
}

void Listener::Accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (!acceptor_.is_open()) return ended_.Notify();
    if (error) return OnRefused(error.message());
    if (socket.native_handle() >= handles_max_) {
      return OnRefused("Too many open files");
    }
    refused_ = false;
    // As gRPC sets its own: it reads without waiting, and sends at once.
    socket.non_blocking(true, error);
    socket.set_option(tcp::no_delay(true), error);
    const int handle = socket.release(error);
    if (!error) take_(handle);
    Accept();
  });
}

void Listener::OnRefused(const std::string& why) {
  if (!refused_ && warn_) {
    warn_(absl::StrCat("no further connections can be taken (", why,
                       "); new callers are turned away until others leave. "
                       "Raise the limit of open files (LimitNOFILE), or look "
                       "for a client that opens too many"));
  }
  refused_ = true;
  pause_.expires_after(kPause);
  pause_.async_wait([this](error_code) {
    if (!acceptor_.is_open()) return ended_.Notify();
    Accept();
  });
}

}  // namespace omzien::api
