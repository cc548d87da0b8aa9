// A client that opens a watch and never reads it: it is ended, others go on,
// and what it has not read costs no memory.

#include <atomic>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpc/grpc.h"
#include "grpcpp/channel.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/channel_arguments.h"
#include "gtest/gtest.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/watch_service.grpc.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"
#include "tests/surroundings/main_job.h"
#include "tests/surroundings/process.h"

namespace omzien::surroundings {
namespace {

constexpr int kEvents = 2'000;
constexpr int kThreads = 4;
constexpr int kSleepers = 5;
constexpr long kMegabyte = 1L << 20;
constexpr absl::Duration kPatience = absl::Seconds(60);

void NameDesk(grpc::ClientContext& context) {
  context.AddMetadata("authorization",
                      scenarios::AuthorizationOf(scenarios::Desk().as));
  context.AddMetadata("omzien-role", scenarios::Desk().as.role);
}

v1::WatchRequest WholeMunicipality() {
  v1::WatchRequest request;
  request.set_parent(scenarios::kRoerdalen);
  request.set_after_sequence(-1);
  return request;
}

// Opens a watch on a connection of its own and takes nothing from it.
class Sleeper {
 public:
  explicit Sleeper(int port) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    stub_ = std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
        absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials(),
        arguments));
    NameDesk(context_);
    call_ =
        stub_->PrepareCall(&context_, "/omzien.v1.WatchService/Watch", &queue_);
    call_->StartCall(this);
    EXPECT_TRUE(Next());
    const grpc::Slice slice(WholeMunicipality().SerializeAsString());
    call_->WriteLast(grpc::ByteBuffer(&slice, 1), {}, this);
    EXPECT_TRUE(Next());
  }

  ~Sleeper() {
    context_.TryCancel();
    queue_.Shutdown();
    while (Next()) continue;
  }

 private:
  bool Next() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.AsyncNext(&tag, &ok,
                            absl::ToChronoTime(absl::Now() + kPatience)) ==
           grpc::CompletionQueue::GOT_EVENT;
  }

  grpc::CompletionQueue queue_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::GenericStub> stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

// Reads a watch until it has seen enough events.
class Reader {
 public:
  Reader(const std::shared_ptr<grpc::Channel>& channel, int enough)
      : stub_(v1::WatchService::NewStub(channel)) {
    NameDesk(context_);
    context_.set_deadline(absl::ToChronoTime(absl::Now() + 2 * kPatience));
    stream_ = stub_->Watch(&context_, WholeMunicipality());
    v1::WatchResponse greeting;
    EXPECT_TRUE(stream_->Read(&greeting));
    thread_ = std::thread([this, enough] {
      v1::WatchResponse event;
      while (seen_ < enough && stream_->Read(&event)) {
        if (event.method() == "UpdatePerson") ++seen_;
      }
    });
  }

  int Seen() {
    thread_.join();
    context_.TryCancel();
    stream_->Finish();
    return seen_;
  }

 private:
  std::unique_ptr<v1::WatchService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
  std::atomic<int> seen_ = 0;
  std::thread thread_;
};

int Count(const std::string& text, const std::string& words) {
  int count = 0;
  for (auto at = text.find(words); at != std::string::npos;
       at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

// One change to one person; each is an event to those who watch.
void Change(scenarios::World& world, const std::string& person, int number) {
  v1::UpdatePersonRequest request;
  request.mutable_person()->set_name(person);
  request.mutable_person()->set_family_name(absl::StrCat("Voorbeeld", number));
  request.set_request_id(
      absl::StrCat("5ce4a210-0000-4000-9000-", 100'000'000'000 + number));
  *request.mutable_origin() = scenarios::DeskFor(person).origin;
  v1::Person changed;
  const auto status =
      world.Call("UpdatePerson", scenarios::Desk().as, request, changed);
  EXPECT_TRUE(status.ok()) << status;
}

TEST(Watch, ThatNobodyReadsIsEndedAndCostsNoMemory) {
  const auto world = scenarios::MakeOpenBinary({.configure = [](auto& config) {
    config.mutable_server()->mutable_heartbeat()->set_seconds(1);
  }});
  MainJob job(*world);
  job.GoesOnByMail();
  const std::string person = job.here().EnterResident("Truida");
  for (int i = 0; i < 200; ++i) Change(*world, person, i);  // Warms up.
  const long before = MemoryOf(world->pid());
  std::vector<std::unique_ptr<Sleeper>> sleepers;
  sleepers.reserve(kSleepers);
  for (int i = 0; i < kSleepers; ++i) {
    sleepers.push_back(std::make_unique<Sleeper>(world->port()));
  }
  Reader reader(world->channel(), kEvents);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEvents / kThreads; ++i) {
        Change(*world, person, 1'000 + thread * kEvents + i);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(reader.Seen(), kEvents);
  job.GoesOnByMail();
  EXPECT_TRUE(world->Eventually(
      [&] { return Count(world->Log(), "a watch was ended") == kSleepers; }));
  const long grown = MemoryOf(world->pid()) - before;
  std::cout << kEvents << " events, " << kSleepers
            << " watches not read: memory grew by " << grown / kMegabyte
            << " MB" << std::endl;
  // The sanitizer keeps what was let go, to see whether it is used again.
  EXPECT_LT(grown, (IsSanitized() ? 300 : 30) * kMegabyte);
  job.GoesOnByMail();
}

}  // namespace
}  // namespace omzien::surroundings
