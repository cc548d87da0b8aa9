// Watches over a real connection: order, resuming, heartbeats, slow clients.

#include "server/api/watches.h"

#include <atomic>
#include <cstdint>
#include <thread>

#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/grpc_fixture.h"
#include "server/api/watch_reactor.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using WatchesTest = GrpcServerTest;

TEST_F(WatchesTest, StreamsWhatHappens) {
  Start();
  grpc::ClientContext context;
  WatchReader reader = Watch(context, -1);
  v1::WatchResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.method(), "");  // From here on.
  EXPECT_EQ(response.sequence(), 0);
  for (const std::int64_t sequence : {3, 4, 9}) {
    engine_.Happen(sequence);
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_EQ(response.sequence(), sequence);
    EXPECT_EQ(response.method(), "PostNeed");
  }
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchesTest, ResumesAfterASequenceOverManyPages) {
  Start();
  for (int i = 1; i <= 300; ++i) engine_.Happen(i);
  grpc::ClientContext context;
  WatchReader reader = Watch(context, 20);
  v1::WatchResponse response;
  for (int i = 21; i <= 300; ++i) {
    ASSERT_TRUE(reader->Read(&response));
    ASSERT_EQ(response.sequence(), i);
  }
  context.TryCancel();
  reader->Finish();
}

TEST_F(WatchesTest, BeatsWithTheSequenceToResumeFrom) {
  Start(absl::Milliseconds(20));
  engine_.Happen(7);
  grpc::ClientContext context;
  WatchReader reader = Watch(context, 0);
  v1::WatchResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.method(), "PostNeed");
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(reader->Read(&response));
    EXPECT_EQ(response.method(), "");
    EXPECT_EQ(response.sequence(), 7);
  }
  context.TryCancel();
  reader->Finish();
}

TEST_F(WatchesTest, ReadsNoFurtherThanItsClientAndCutsItOff) {
  Start();
  // More than a connection holds, in two pages.
  for (int i = 1; i <= kWatchPageMax + 1; ++i) {
    engine_.Happen(i, /*bytes=*/400'000);
  }
  grpc::ClientContext context;
  WatchReader reader = Watch(context, 0);
  v1::WatchResponse response;
  ASSERT_TRUE(reader->Read(&response));
  while (server_->watches().size() > 0) {
    server_->watches().Beat();
    std::this_thread::yield();
  }
  EXPECT_EQ(engine_.reads(), 1);
  while (reader->Read(&response)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchesTest, RefusesWatchesThatAreNotWhole) {
  Start();
  grpc::ClientContext context;
  WatchReader reader = Watch(context, -2);
  v1::WatchResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(WatchesTest, EndsAWatchThatTheEngineRefuses) {
  Start();
  engine_.set_watch_error(
      core::Refuse(core::Reason::kSequenceTooOld, "list anew"));
  grpc::ClientContext context;
  WatchReader reader = Watch(context, 1);
  v1::WatchResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(WatchesTest, OpensSoManyWatchesAndNoMore) {
  Start(absl::InfiniteDuration(), /*watches_max=*/1);
  v1::WatchResponse response;
  grpc::ClientContext first_context;
  WatchReader first = Watch(first_context, -1);
  ASSERT_TRUE(first->Read(&response));
  grpc::ClientContext second_context;
  WatchReader second = Watch(second_context, -1);
  EXPECT_FALSE(second->Read(&response));
  EXPECT_EQ(second->Finish().error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  first_context.TryCancel();
  first->Finish();
  while (server_->watches().size() > 0) std::this_thread::yield();
  grpc::ClientContext third_context;
  WatchReader third = Watch(third_context, -1);
  EXPECT_TRUE(third->Read(&response));
  third_context.TryCancel();
  third->Finish();
}

TEST_F(WatchesTest, EndsWatchesAtShutdown) {
  Start(absl::Milliseconds(5));
  grpc::ClientContext context;
  WatchReader reader = Watch(context, -1);
  v1::WatchResponse response;
  ASSERT_TRUE(reader->Read(&response));
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    for (int i = 1; !stop; ++i) engine_.Happen(i);
  });
  std::thread client([&] {
    while (reader->Read(&response)) {
    }
  });
  server_->Shutdown(absl::Seconds(10));
  client.join();
  stop = true;
  busy.join();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(engine_.watchers(), 0);
}

}  // namespace
}  // namespace omzien::api
