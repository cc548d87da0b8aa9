#include "server/places/http_client.h"

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "boost/asio/awaitable.hpp"
#include "boost/asio/co_spawn.hpp"
#include "boost/asio/detached.hpp"
#include "boost/asio/executor_work_guard.hpp"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/ssl/context.hpp"
#include "boost/asio/ssl/host_name_verification.hpp"
#include "boost/asio/ssl/stream_base.hpp"
#include "boost/asio/ssl/verify_mode.hpp"
#include "boost/asio/steady_timer.hpp"
#include "boost/asio/use_awaitable.hpp"
#include "boost/beast/core/flat_buffer.hpp"
#include "boost/beast/core/stream_traits.hpp"
#include "boost/beast/core/tcp_stream.hpp"
#include "boost/beast/http/empty_body.hpp"
#include "boost/beast/http/field.hpp"
#include "boost/beast/http/message.hpp"
#include "boost/beast/http/parser.hpp"
#include "boost/beast/http/read.hpp"
#include "boost/beast/http/status.hpp"
#include "boost/beast/http/string_body.hpp"
#include "boost/beast/http/verb.hpp"
#include "boost/beast/http/write.hpp"
#include "boost/beast/ssl/ssl_stream.hpp"
#include "boost/system/error_code.hpp"
#include "boost/system/system_error.hpp"
#include "boost/url/parse.hpp"
#include "boost/url/url_view.hpp"

namespace omzien::places {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;
using asio::ip::tcp;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Deadline = std::chrono::steady_clock::time_point;

constexpr int kHttp11 = 11;

template <typename Stream>
asio::awaitable<absl::StatusOr<std::string>> Exchange(Stream& stream,
                                                      std::string host,
                                                      std::string target) {
  http::request<http::empty_body> request(http::verb::get, target, kHttp11);
  request.set(http::field::host, host);
  request.set(http::field::user_agent, "omzien");
  request.set(http::field::accept, "application/json");
  request.set(http::field::connection, "close");
  co_await http::async_write(stream, request, use_awaitable);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(HttpClient::kBodyBytesMax);
  co_await http::async_read(stream, buffer, parser, use_awaitable);
  http::response<http::string_body> response = parser.release();
  if (response.result() != http::status::ok) {
    co_return absl::UnavailableError(
        absl::StrCat(host, " answered ", response.result_int()));
  }
  co_return std::move(response.body());
}

}  // namespace

absl::StatusOr<HttpUrl> ParseHttpUrl(absl::string_view text) {
  const auto parsed = boost::urls::parse_uri(
      boost::core::string_view(text.data(), text.size()));
  if (!parsed.has_value() || parsed->host().empty() || parsed->has_query()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text,
                     "\" is not an address like "
                     "\"https://api.pdok.nl/bzk/locatieserver/"
                     "search/v3_1\""));
  }
  const std::string host = parsed->host_address();
  const bool is_here =
      host == "localhost" || host == "127.0.0.1" || host == "::1";
  const bool is_tls = parsed->scheme() == "https";
  if (!is_tls && !(parsed->scheme() == "http" && is_here)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" must begin with https://"));
  }
  std::string port(parsed->port());
  if (port.empty()) {
    port = is_tls ? "443" : "80";
  }
  const std::string path = parsed->path();
  return HttpUrl{.is_tls = is_tls,
                 .host = host,
                 .port = port,
                 .path = std::string(absl::StripSuffix(path, "/"))};
}

// All that lives on the client's thread.
class HttpClient::Loop {
 public:
  explicit Loop(HttpUrl url)
      : url_(std::move(url)), work_(context_.get_executor()) {
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
    thread_ = std::thread([this] { context_.run(); });
  }

  ~Loop() {
    asio::post(context_, [this] {
      // Finish() takes the session out of live_.
      while (!live_.empty()) {
        const std::shared_ptr<Session> session = *live_.begin();
        session->Finish(absl::CancelledError("shutting down"));
      }
      context_.stop();
    });
    thread_.join();
  }

  const HttpUrl& url() const { return url_; }

  void Get(std::string target, Deadline deadline, Done done) {
    if (in_flight_.fetch_add(1) >= kInFlightMax) {
      in_flight_.fetch_sub(1);
      std::move(done)(absl::ResourceExhaustedError(
          absl::StrCat("more than ", kInFlightMax, " questions to ", url_.host,
                       " at once")));
      return;
    }
    auto session = std::make_shared<Session>(*this, deadline, std::move(done));
    asio::post(context_, [this, session, target = std::move(target)] {
      live_.insert(session);
      session->Start(target);
    });
  }

 private:
  // One question. Kept alive by what it waits for.
  class Session : public std::enable_shared_from_this<Session> {
   public:
    Session(Loop& loop, Deadline deadline, Done done)
        : loop_(loop),
          resolver_(loop.context_),
          stream_(loop.context_, loop.tls_),
          timer_(loop.context_, deadline),
          done_(std::move(done)) {}

    void Start(const std::string& target) {
      // A name that does not resolve cannot be cancelled, so the clock runs
      // beside the work.
      timer_.async_wait(
          [self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) {
              self->Finish(absl::DeadlineExceededError(
                  absl::StrCat(self->loop_.url_.host, " is too late")));
            }
          });
      asio::co_spawn(loop_.context_, Run(shared_from_this(), target),
                     asio::detached);
    }

    // The first result counts.
    void Finish(absl::StatusOr<std::string> result) {
      const std::shared_ptr<Session> self = shared_from_this();
      if (loop_.live_.erase(self) == 0) {
        return;
      }
      timer_.cancel();
      resolver_.cancel();
      beast::get_lowest_layer(stream_).close();
      std::move(done_)(std::move(result));
    }

   private:
    static asio::awaitable<void> Run(std::shared_ptr<Session> self,
                                     std::string target) {
      absl::StatusOr<std::string> result = absl::UnknownError("");
      try {
        result = co_await self->Fetch(std::move(target));
      } catch (const boost::system::system_error& error) {
        result = absl::UnavailableError(
            absl::StrCat(self->loop_.url_.host, ": ", error.code().message()));
      }
      self->Finish(std::move(result));
      // Only now: a name that is being looked up still occupies the resolver.
      self->loop_.in_flight_.fetch_sub(1);
    }

    asio::awaitable<absl::StatusOr<std::string>> Fetch(std::string target) {
      const HttpUrl& url = loop_.url_;
      const auto endpoints =
          co_await resolver_.async_resolve(url.host, url.port, use_awaitable);
      // The clock may have run out meanwhile, and closed what was not yet open.
      if (!loop_.live_.contains(shared_from_this())) {
        co_return absl::CancelledError("too late to be asked");
      }
      beast::tcp_stream& tcp_layer = beast::get_lowest_layer(stream_);
      co_await tcp_layer.async_connect(endpoints, use_awaitable);
      if (!url.is_tls) {
        co_return co_await Exchange(tcp_layer, url.host, std::move(target));
      }
      SSL_set_tlsext_host_name(stream_.native_handle(), url.host.c_str());
      stream_.set_verify_callback(asio::ssl::host_name_verification(url.host));
      co_await stream_.async_handshake(asio::ssl::stream_base::client,
                                       use_awaitable);
      co_return co_await Exchange(stream_, url.host, std::move(target));
    }

    Loop& loop_;
    tcp::resolver resolver_;
    TlsStream stream_;
    asio::steady_timer timer_;
    Done done_;
  };

  const HttpUrl url_;
  std::atomic<int> in_flight_ = 0;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  // On the client's thread only.
  absl::flat_hash_set<std::shared_ptr<Session>> live_;
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

HttpClient::HttpClient(HttpUrl url)
    : loop_(std::make_unique<Loop>(std::move(url))) {}

HttpClient::~HttpClient() = default;

void HttpClient::Get(std::string target, Deadline deadline, Done done) {
  loop_->Get(std::move(target), deadline, std::move(done));
}

const HttpUrl& HttpClient::url() const { return loop_->url(); }

}  // namespace omzien::places
