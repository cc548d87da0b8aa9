#include "server/api/grpc_front.h"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_method.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_bytes.h"
#include "server/api/grpc_status.h"
#include "server/api/method_table.h"
#include "server/api/watches.h"

namespace omzien::api {
namespace {

using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;
using grpc::ByteBuffer;
using grpc::internal::RpcMethod;
using grpc::internal::RpcServiceMethod;

// Far enough away to be none.
absl::Time DeadlineOf(const grpc::CallbackServerContext& context) {
  const auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max()
             ? absl::InfiniteFuture()
             : absl::FromChrono(deadline);
}

// Answers one unary call. `context` and `response` live until Finish().
grpc::ServerUnaryReactor* Serve(Dispatcher& dispatcher, const Method& method,
                                grpc::CallbackServerContext& context,
                                const ByteBuffer& request,
                                ByteBuffer& response) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  auto message = FromBytes(*method.request, request);
  if (!message.ok()) {
    reactor->Finish(ToGrpcStatus(message.status()));
    return reactor;
  }
  CallRequest call;
  call.method = &method;
  call.caller = CallerOf(context);
  call.message = *std::move(message);
  call.deadline = DeadlineOf(context);
  call.gone = [&context] { return context.IsCancelled(); };
  dispatcher.Call(
      std::move(call),
      [reactor, &response](absl::StatusOr<std::unique_ptr<Message>> answer) {
        if (answer.ok()) response = ToBytes(**answer);
        reactor->Finish(ToGrpcStatus(answer.status()));
      });
  return reactor;
}

// What generated code derives from grpc::Service for one proto service, made
// from its descriptor.
class ServiceFront final : public grpc::Service {
 public:
  ServiceFront(const ServiceDescriptor& service, Dispatcher& dispatcher,
               Watches& watches) {
    int index = 0;
    for (const Method& method : dispatcher.table().methods()) {
      if (method.descriptor->service() != &service) continue;
      const bool stream = method.descriptor->server_streaming();
      AddMethod(new RpcServiceMethod(
          method.path.c_str(),
          stream ? RpcMethod::SERVER_STREAMING : RpcMethod::NORMAL_RPC,
          nullptr));
      if (stream) {
        MarkMethodRawCallback(
            index,
            new grpc::internal::CallbackServerStreamingHandler<ByteBuffer,
                                                               ByteBuffer>(
                [&watches](grpc::CallbackServerContext* context,
                           const ByteBuffer* request) {
                  return watches.Open(context, *request);
                }));
      } else {
        MarkMethodRawCallback(
            index,
            new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
                [&dispatcher, &method](grpc::CallbackServerContext* context,
                                       const ByteBuffer* request,
                                       ByteBuffer* response) {
                  return Serve(dispatcher, method, *context, *request,
                               *response);
                }));
      }
      ++index;
    }
  }
};

}  // namespace

std::vector<std::unique_ptr<grpc::Service>> GrpcServices(Dispatcher& dispatcher,
                                                         Watches& watches) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  for (const ServiceDescriptor* service : dispatcher.table().services()) {
    services.push_back(
        std::make_unique<ServiceFront>(*service, dispatcher, watches));
  }
  return services;
}

}  // namespace omzien::api
