#include "server/api/grpc_server.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "grpc/grpc.h"
#include "grpc/support/time.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "matcher/status_macros.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_front.h"
#include "server/api/listener.h"
#include "server/api/tls_credentials.h"
#include "server/api/watches.h"

namespace omzien::api {
namespace {

// For a new connection to say that it speaks HTTP/2.
constexpr absl::Duration kSilenceMax = absl::Seconds(10);
// Without a call; clients connect anew by themselves.
constexpr absl::Duration kIdleMax = absl::Minutes(10);

// Health and reflection of this process's servers; gRPC keeps both settings for
// the whole process.
void EnableStandardServices() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
}

}  // namespace

absl::StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(
    const Options& options, Dispatcher& dispatcher) {
  if (options.tls_pairs == nullptr && !options.insecure) {
    OMZIEN_RETURN_IF_ERROR(CheckLoopback(options.listen));
  }
  std::unique_ptr<GrpcServer> self(new GrpcServer);
  OMZIEN_ASSIGN_OR_RETURN(
      self->listener_,
      Listener::Open(options.executor, options.listen, options.warn));
  self->port_ = self->listener_->port();
  EnableStandardServices();
  self->watches_ = std::make_unique<Watches>(dispatcher, options.watches);
  self->services_ = GrpcServices(dispatcher, *self->watches_);

  self->credentials_ = options.tls_pairs == nullptr
                           ? grpc::InsecureServerCredentials()
                           : TlsCredentials(*options.tls_pairs);
  grpc::ServerBuilder builder;
  self->connections_ = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
      self->credentials_);
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  // Connections that say nothing, and those that have said all, cost memory.
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                             absl::ToInt64Milliseconds(kSilenceMax));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                             absl::ToInt64Milliseconds(kIdleMax));
  // Reflection is the only synchronous service; it needs few threads.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  for (const auto& service : self->services_) {
    builder.RegisterService(service.get());
  }
  self->server_ = builder.BuildAndStart();
  if (self->server_ == nullptr) {
    return absl::InternalError("gRPC does not start");
  }
  auto& health = *self->server_->GetHealthCheckService();
  health.SetServingStatus(true);
  for (const auto* service : dispatcher.table().services()) {
    health.SetServingStatus(service->full_name(), true);
  }
  self->listener_->Start([&connections = *self->connections_](int socket) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters
        connection;
    connection.fd = socket;
    connections.HandleNewConnection(&connection);
  });
  return self;
}

GrpcServer::~GrpcServer() { Shutdown(absl::ZeroDuration()); }

void GrpcServer::Shutdown(absl::Duration drain) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  listener_->Stop();
  watches_->Shutdown();
  server_->Shutdown(
      gpr_time_from_millis(absl::ToInt64Milliseconds(drain), GPR_TIMESPAN));
  server_.reset();
}

}  // namespace omzien::api
