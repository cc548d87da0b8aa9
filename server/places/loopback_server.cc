#include "server/places/loopback_server.h"

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "boost/asio/awaitable.hpp"
#include "boost/asio/co_spawn.hpp"
#include "boost/asio/detached.hpp"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/address_v4.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/use_awaitable.hpp"
#include "boost/beast/core/flat_buffer.hpp"
#include "boost/beast/http/empty_body.hpp"
#include "boost/beast/http/message.hpp"
#include "boost/beast/http/read.hpp"
#include "boost/beast/http/status.hpp"
#include "boost/beast/http/string_body.hpp"
#include "boost/beast/http/write.hpp"
#include "boost/system/system_error.hpp"

namespace omzien::places {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;
using asio::ip::tcp;

}  // namespace

class LoopbackServer::Loop {
 public:
  explicit Loop(Handler handler)
      : handler_(std::move(handler)),
        acceptor_(context_,
                  tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    asio::co_spawn(context_, Accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }

  ~Loop() {
    context_.stop();
    thread_.join();
  }

  std::string url() const {
    return absl::StrCat("http://127.0.0.1:", acceptor_.local_endpoint().port(),
                        "/search");
  }

  std::vector<std::string> asked() const {
    const absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  asio::awaitable<void> Accept() {
    while (true) {
      co_await Serve(co_await acceptor_.async_accept(use_awaitable));
    }
  }

  asio::awaitable<void> Serve(tcp::socket socket) {
    beast::flat_buffer buffer;
    http::request<http::empty_body> request;
    Reply reply;
    try {
      co_await http::async_read(socket, buffer, request, use_awaitable);
      const std::string target(request.target());
      {
        const absl::MutexLock lock(&mutex_);
        asked_.push_back(target);
      }
      reply = handler_(target);
      if (reply.hangs) {
        hanging_.push_back(std::move(socket));
        co_return;
      }
      http::response<http::string_body> response(
          static_cast<http::status>(reply.status), request.version());
      response.body() = reply.body;
      response.keep_alive(false);
      response.prepare_payload();
      co_await http::async_write(socket, response, use_awaitable);
    } catch (const boost::system::system_error&) {
      // The other side went away: its test says whether that is right.
    }
  }

  const Handler handler_;
  mutable absl::Mutex mutex_;
  std::vector<std::string> asked_ ABSL_GUARDED_BY(mutex_);
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  std::deque<tcp::socket> hanging_;
  std::thread thread_;
};

LoopbackServer::LoopbackServer(Handler handler)
    : loop_(std::make_unique<Loop>(std::move(handler))) {}

LoopbackServer::~LoopbackServer() = default;

std::string LoopbackServer::url() const { return loop_->url(); }

std::vector<std::string> LoopbackServer::asked() const {
  return loop_->asked();
}

}  // namespace omzien::places
