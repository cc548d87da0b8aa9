// For tests: a gRPC server on a free port of loopback, and a client.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "omzien/v1/watch_service.grpc.pb.h"
#include "server/api/dispatcher.h"
#include "server/api/fake_engine.h"
#include "server/api/fake_places.h"
#include "server/api/fake_rows.h"
#include "server/api/grpc_server.h"
#include "tests/testing/manual_clock.h"

namespace omzien::api {

using WatchReader = std::unique_ptr<grpc::ClientReader<v1::WatchResponse>>;

// Everything must be over long before; only a hang takes so long.
inline constexpr auto kPatience = std::chrono::seconds(30);

class GrpcServerTest : public ::testing::Test {
 protected:
  void Start(absl::Duration heartbeat = absl::InfiniteDuration(),
             int watches_max = 3) {
    GrpcServer::Options options;
    options.listen = "127.0.0.1:0";
    options.message_bytes_max = 100'000;
    options.watches = {watches_max, heartbeat};
    auto server = GrpcServer::Start(options, dispatcher_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                   grpc::InsecureChannelCredentials());
    needs_ = v1::NeedService::NewStub(channel_);
  }

  static void Name(grpc::ClientContext& context) {
    context.AddMetadata("authorization", "Bearer good");
    context.AddMetadata("omzien-role", "desk");
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
  }

  grpc::Status GetNeed(const std::string& name, v1::Need* need = nullptr) {
    grpc::ClientContext context;
    Name(context);
    v1::GetNeedRequest request;
    request.set_name(name);
    v1::Need ignored;
    return needs_->GetNeed(&context, request, need ? need : &ignored);
  }

  WatchReader Watch(grpc::ClientContext& context, std::int64_t after) {
    Name(context);
    v1::WatchRequest request;
    request.set_parent("municipalities/GM0000");
    request.set_after_sequence(after);
    return v1::WatchService::NewStub(channel_)->Watch(&context, request);
  }

  // A unary call without generated code.
  grpc::Status Raw(const std::string& method, const std::string& bytes,
                   std::string* answer = nullptr) {
    grpc::GenericStub stub(channel_);
    grpc::ClientContext context;
    Name(context);
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    grpc::Status status;
    absl::Notification done;
    stub.UnaryCall(&context, method, {}, &request, &response,
                   [&](grpc::Status result) {
                     status = std::move(result);
                     done.Notify();
                   });
    done.WaitForNotification();
    if (answer != nullptr && status.ok()) {
      grpc::Slice all;
      EXPECT_TRUE(response.DumpToSingleSlice(&all).ok());
      answer->assign(reinterpret_cast<const char*>(all.begin()), all.size());
    }
    return status;
  }

  testing::ManualClock clock_;
  FakeEngine engine_;
  FakePlaces places_;
  MethodTable table_ = *MethodTable::Create(
      FakeRows([](core::Transaction&, const google::protobuf::Message&,
                  google::protobuf::Message&) { return absl::OkStatus(); }));
  SessionCallers callers_{engine_};
  Dispatcher dispatcher_{{table_, engine_, places_, clock_, callers_},
                         {absl::Seconds(20), nullptr}};
  std::unique_ptr<GrpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::NeedService::Stub> needs_;
};

}  // namespace omzien::api
