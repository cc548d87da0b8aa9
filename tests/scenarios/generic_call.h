// A call over gRPC by the name of its method, as a program outside makes it.

#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

void NameCaller(const As& as, grpc::ClientContext& context);

// See World::Call(). Thread-safe. UNAVAILABLE when the server is gone.
absl::Status GenericCall(const std::shared_ptr<grpc::Channel>& channel,
                         absl::Duration patience, const std::string& method,
                         const As& as, const google::protobuf::Message& request,
                         google::protobuf::Message& response);

}  // namespace omzien::scenarios
