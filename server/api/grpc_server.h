// The listening gRPC server: the front's services, health and reflection.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/system_executor.hpp"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "server/api/dispatcher.h"
#include "server/api/listener.h"
#include "server/api/watches.h"
#include "server/core/tls_pair.h"

namespace omzien::api {

// Thread-safe, except that Shutdown() is called once, by the owner.
class GrpcServer {
 public:
  struct Options {
    std::string listen;  // "127.0.0.1:7400", "[::1]:7400"; port 0: a free one.
    int message_bytes_max = 0;  // Of a request; more is RESOURCE_EXHAUSTED.
    Watches::Options watches;
    Listener::Warn warn = nullptr;  // When no connection can be taken.
    // What calls are encrypted with, and outlives the server; null: nothing.
    const core::TlsPairs* tls_pairs = nullptr;
    // Without it on another address than loopback as well.
    bool insecure = false;
    // Takes the connections; runs until Shutdown() has returned. By itself: a
    // thread of Asio's.
    boost::asio::any_io_executor executor = boost::asio::system_executor();
  };

  // Serves when it returns. INVALID_ARGUMENT for an address that is not
  // loopback, unless calls are encrypted or `insecure` says that they need not
  // be. UNAVAILABLE when the port is taken. Borrows the dispatcher, which
  // outlives the server.
  static absl::StatusOr<std::unique_ptr<GrpcServer>> Start(
      const Options& options, Dispatcher& dispatcher);

  // Shuts down without waiting for calls in progress, if nobody did before.
  ~GrpcServer();
  GrpcServer(const GrpcServer&) = delete;
  GrpcServer& operator=(const GrpcServer&) = delete;

  int port() const { return port_; }
  Watches& watches() { return *watches_; }

  // Health says NOT_SERVING and watches end at once; calls in progress get
  // `drain` to end, new ones are refused. Returns when all have ended: the
  // engine must still answer, or have answered all.
  void Shutdown(absl::Duration drain);

 private:
  GrpcServer() = default;

  std::unique_ptr<Watches> watches_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::shared_ptr<grpc::ServerCredentials> credentials_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> connections_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Listener> listener_;
  int port_ = 0;
};

}  // namespace omzien::api
