// The gRPC front end to end: calls, the standard services, the address.

#include "server/api/grpc_server.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "server/api/fake_rows.h"
#include "server/api/grpc_fixture.h"
#include "server/api/listener.h"

namespace omzien::api {
namespace {

using ::testing::HasSubstr;

TEST_F(GrpcServerTest, AnswersACall) {
  Start();
  engine_.set_answer([](const google::protobuf::Message& request,
                        google::protobuf::Message& response) {
    static_cast<v1::Need&>(response).set_name(
        static_cast<const v1::GetNeedRequest&>(request).name());
    return absl::OkStatus();
  });
  v1::Need need;
  const grpc::Status status = GetNeed("needs/a", &need);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(need.name(), "needs/a");
  EXPECT_EQ(engine_.TakeLast().actor.name(), "organisations/a");
}

TEST_F(GrpcServerTest, SaysWhatIsWrongInDetails) {
  Start();
  const grpc::Status status = GetNeed("people/a");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  google::rpc::BadRequest bad_request;
  ASSERT_EQ(details.details_size(), 2);
  ASSERT_TRUE(details.details(1).UnpackTo(&bad_request));
  EXPECT_EQ(bad_request.field_violations(0).field(), "name");
}

TEST_F(GrpcServerTest, AsksWhoIsCalling) {
  Start();
  grpc::ClientContext context;
  v1::Need need;
  const grpc::Status status = needs_->GetNeed(&context, {}, &need);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(status.error_message(), HasSubstr("Bearer TOKEN"));
}

TEST_F(GrpcServerTest, HidesErrorsOfItsOwn) {
  Start();
  engine_.set_answer(
      [](const auto&, auto&) { return absl::DataLossError("a secret"); });
  const grpc::Status status = GetNeed("needs/a");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(status.error_message(), "internal error");
}

TEST_F(GrpcServerTest, RefusesBytesThatAreNoMessage) {
  Start();
  EXPECT_EQ(Raw("/omzien.v1.NeedService/GetNeed", "\x0A\x05").error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  // Text that is not UTF-8.
  EXPECT_EQ(Raw("/omzien.v1.NeedService/GetNeed", "\x0A\x02\xC3(").error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(GrpcServerTest, KnowsNoOtherMethods) {
  Start();
  EXPECT_EQ(Raw("/omzien.v1.NeedService/Conjure", "").error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(GrpcServerTest, RefusesMessagesOverTheLimit) {
  Start();
  EXPECT_EQ(GetNeed(std::string(100'000, 'a')).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(GrpcServerTest, OutlivesACancelledCall) {
  Start();
  engine_.set_hold(true);
  grpc::ClientContext context;
  Name(context);
  v1::GetNeedRequest request;
  request.set_name("needs/a");
  v1::Need need;
  absl::Notification done;
  grpc::Status status;
  needs_->async()->GetNeed(&context, &request, &need, [&](grpc::Status result) {
    status = std::move(result);
    done.Notify();
  });
  engine_.AwaitCalls(1);
  context.TryCancel();
  done.WaitForNotification();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::CANCELLED);
  engine_.Release();  // The answer comes too late, and is dropped.
  engine_.set_hold(false);
  EXPECT_TRUE(GetNeed("needs/b").ok());
}

TEST_F(GrpcServerTest, WaitsForCallsInProgressAtShutdown) {
  Start();
  engine_.set_hold(true);
  grpc::Status status;
  std::thread client([&] { status = GetNeed("needs/a"); });
  engine_.AwaitCalls(1);
  std::thread release([&] { engine_.Release(); });
  server_->Shutdown(absl::Seconds(30));
  client.join();
  release.join();
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(GrpcServerTest, TellsItsHealth) {
  Start();
  std::string answer;
  const grpc::Status status = Raw("/grpc.health.v1.Health/Check", "", &answer);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(answer, std::string("\x08\x01"));  // status: SERVING
  // For one service: field 1, "omzien.v1.NeedService".
  EXPECT_TRUE(Raw("/grpc.health.v1.Health/Check",
                  "\x0A\x15omzien.v1.NeedService", &answer)
                  .ok());
  EXPECT_EQ(answer, std::string("\x08\x01"));
}

TEST_F(GrpcServerTest, ListsItsServicesByReflection) {
  Start();
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  Name(context);
  grpc::CompletionQueue queue;
  auto stream = stub.PrepareCall(
      &context,
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  stream->StartCall(nullptr);
  ASSERT_TRUE(next());
  const grpc::Slice slice("\x3A\x00", 2);  // list_services: ""
  stream->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  ASSERT_TRUE(next());
  grpc::ByteBuffer response;
  stream->Read(&response, nullptr);
  ASSERT_TRUE(next());
  grpc::Slice all;
  ASSERT_TRUE(response.DumpToSingleSlice(&all).ok());
  const std::string text(reinterpret_cast<const char*>(all.begin()),
                         all.size());
  for (const auto* service : AllServices()) {
    EXPECT_THAT(text, HasSubstr(service->full_name()));
  }
  context.TryCancel();
  grpc::Status status;
  stream->Finish(&status, nullptr);
  next();
}

TEST_F(GrpcServerTest, SaysWhenThePortIsTaken) {
  Start();
  GrpcServer::Options options;
  options.listen = absl::StrCat("127.0.0.1:", server_->port());
  options.message_bytes_max = 1000;
  options.watches = {1, absl::InfiniteDuration()};
  const auto second = GrpcServer::Start(options, dispatcher_);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("the port is taken"));
}

TEST_F(GrpcServerTest, ServesOnAnyLoopbackAddress) {
  struct Case {
    std::string listen;
    std::string call;  // By number: the client's look-ups leak ten bytes.
  };
  for (const auto& [listen, call] :
       {Case{"localhost", "127.0.0.1"}, Case{"127.9.9.9", "127.9.9.9"}}) {
    GrpcServer::Options options;
    options.listen = listen + ":0";
    options.message_bytes_max = 100'000;
    options.watches = {1, absl::InfiniteDuration()};
    const auto server = GrpcServer::Start(options, dispatcher_);
    ASSERT_TRUE(server.ok()) << server.status();
    channel_ = grpc::CreateChannel(absl::StrCat(call, ":", (*server)->port()),
                                   grpc::InsecureChannelCredentials());
    needs_ = v1::NeedService::NewStub(channel_);
    EXPECT_TRUE(GetNeed("needs/1").ok()) << listen;
  }
}

TEST(CheckLoopback, RefusesOtherAddresses) {
  for (const char* right :
       {"127.0.0.1:7400", "127.9.9.9:0", "[::1]:7400", "localhost:7400"}) {
    EXPECT_TRUE(CheckLoopback(right).ok()) << right;
  }
  for (const char* wrong :
       {"0.0.0.0:7400", "[::]:7400", "192.168.1.4:7400", "127.0.0.1", ":7400",
        "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1.omzien.example:7400", ""}) {
    EXPECT_EQ(CheckLoopback(wrong).code(), absl::StatusCode::kInvalidArgument)
        << wrong;
  }
}

}  // namespace
}  // namespace omzien::api
