#include "server/api/grpc_bytes.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "grpcpp/support/slice.h"
#include "server/api/caller.h"
#include "server/core/error.h"

namespace omzien::api {

using google::protobuf::Message;

absl::StatusOr<std::unique_ptr<Message>> FromBytes(
    const Message& prototype, const grpc::ByteBuffer& bytes) {
  std::unique_ptr<Message> message(prototype.New());
  grpc::ByteBuffer copy(bytes);  // Shares the slices; the reader wants its own.
  grpc::ProtoBufferReader reader(&copy);
  if (!reader.status().ok() || !message->ParseFromZeroCopyStream(&reader)) {
    return core::RefuseFields(
        {{"", absl::StrCat("the request is no ",
                           prototype.GetDescriptor()->full_name(),
                           ", or holds text that is not UTF-8")}});
  }
  return message;
}

grpc::ByteBuffer ToBytes(const Message& message) {
  const std::string bytes = message.SerializeAsString();
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

CallerNames CallerOf(const grpc::CallbackServerContext& context) {
  CallerNames names;
  for (const auto& [key, value] : context.client_metadata()) {
    const absl::string_view name(key.data(), key.size());
    if (name == kActorKey) names.actor.assign(value.data(), value.size());
    if (name == kRoleKey) names.role.assign(value.data(), value.size());
  }
  return names;
}

}  // namespace omzien::api
