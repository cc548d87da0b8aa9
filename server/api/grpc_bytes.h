// Messages to and from the bytes that gRPC carries.

#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "server/api/caller.h"

namespace omzien::api {

// INVALID_FIELD when the bytes are no message of the prototype's type.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> FromBytes(
    const google::protobuf::Message& prototype, const grpc::ByteBuffer& bytes);

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message);

// Where a peer of gRPC ("ipv4:192.0.2.1:5000") calls from; see CallerNames.
std::string NetworkOf(absl::string_view peer);

// What the metadata says; the last value of a key counts.
CallerNames CallerOf(const grpc::CallbackServerContext& context);

}  // namespace omzien::api
