#include "server/api/grpc_server.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "boost/asio/ip/address.hpp"
#include "boost/system/error_code.hpp"
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
#include "server/api/watches.h"

namespace omzien::api {
namespace {

// Health and reflection of this process's servers; gRPC keeps both settings for
// the whole process.
void EnableStandardServices() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
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
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(host), error);
  if (!error && address.is_loopback()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "server.listen: \"", listen,
      "\" must be a loopback address, such as \"127.0.0.1:7400\": callers "
      "cannot sign in yet, so nobody else's machine may reach the server"));
}

absl::StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(
    const Options& options, Dispatcher& dispatcher) {
  OMZIEN_RETURN_IF_ERROR(CheckLoopback(options.listen));
  EnableStandardServices();
  std::unique_ptr<GrpcServer> self(new GrpcServer);
  self->watches_ = std::make_unique<Watches>(dispatcher, options.watches);
  self->services_ = GrpcServices(dispatcher, *self->watches_);

  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(),
                           &self->port_);
  // Else a second server would silently take half of the first one's calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  // Reflection is the only synchronous service; it needs few threads.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  for (const auto& service : self->services_) {
    builder.RegisterService(service.get());
  }
  self->server_ = builder.BuildAndStart();
  if (self->server_ == nullptr || self->port_ == 0) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", options.listen,
        ": the port is taken, perhaps by another omziend; stop that one, or "
        "set another server.listen"));
  }
  auto& health = *self->server_->GetHealthCheckService();
  health.SetServingStatus(true);
  for (const auto* service : dispatcher.table().services()) {
    health.SetServingStatus(service->full_name(), true);
  }
  return self;
}

GrpcServer::~GrpcServer() { Shutdown(absl::ZeroDuration()); }

void GrpcServer::Shutdown(absl::Duration drain) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  watches_->Shutdown();
  server_->Shutdown(
      gpr_time_from_millis(absl::ToInt64Milliseconds(drain), GPR_TIMESPAN));
  server_.reset();
}

}  // namespace omzien::api
