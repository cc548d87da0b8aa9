#include "tests/scenarios/generic_call.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "server/core/error.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using google::protobuf::Message;

absl::Status ToStatus(const grpc::Status& from) {
  if (from.ok()) return absl::OkStatus();
  absl::Status status(static_cast<absl::StatusCode>(from.error_code()),
                      from.error_message());
  google::rpc::Status details;
  details.ParseFromString(from.error_details());
  for (const auto& any : details.details()) {
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&info)) {
      status.SetPayload(core::kReasonPayload, absl::Cord(info.reason()));
    }
    google::rpc::BadRequest violations;
    if (any.UnpackTo(&violations)) {
      status.SetPayload(core::kViolationsPayload,
                        absl::Cord(violations.SerializeAsString()));
    }
  }
  return status;
}

std::string PathOf(const Message& request, const std::string& method) {
  const auto& file = *request.GetDescriptor()->file();
  return absl::StrCat("/", file.service(0)->full_name(), "/", method);
}

}  // namespace

void NameCaller(const As& as, grpc::ClientContext& context) {
  context.AddMetadata("authorization", AuthorizationOf(as));
  context.AddMetadata("omzien-role", as.role);
}

absl::Status GenericCall(const std::shared_ptr<grpc::Channel>& channel,
                         absl::Duration patience, const std::string& method,
                         const As& as, const Message& request,
                         Message& response) {
  grpc::ClientContext context;
  NameCaller(as, context);
  context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request.SerializeAsString());
  const grpc::ByteBuffer bytes(&slice, 1);
  grpc::ByteBuffer answer;
  grpc::Status status;
  grpc::GenericStub stub(channel);
  const auto call =
      stub.PrepareUnaryCall(&context, PathOf(request, method), bytes, &queue);
  call->StartCall();
  call->Finish(&answer, &status, &queue);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  if (!status.ok()) return ToStatus(status);
  grpc::ProtoBufferReader reader(&answer);
  return response.ParseFromZeroCopyStream(&reader)
             ? absl::OkStatus()
             : absl::DataLossError("not a response");
}

}  // namespace omzien::scenarios
