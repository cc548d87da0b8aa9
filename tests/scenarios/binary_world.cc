// The world outside: the real omziend over loopback, with a real mail server,
// and time that goes by as a file says.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "omzien/v1/watch_service.grpc.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/demo_config.h"
#include "tests/scenarios/generic_call.h"
#include "tests/scenarios/world.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::scenarios {
namespace {

using google::protobuf::Message;

// Longest wait for what must happen; far above what a slow machine needs.
constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr absl::Duration kGlance = absl::Milliseconds(20);

class BinaryWorld final : public World {
 public:
  BinaryWorld()
      : mail_server_(
            {"/usr/bin/python3", OMZIEN_SOURCE_DIR "/scripts/mail_server.py",
             "--jsonl", Path("mails.jsonl")},
            Path("mail.log")) {
    WriteDemoConfig(folder_.path(), mail_server_.PortAfter("listening on "));
    Start();
  }

  ~BinaryWorld() override {
    channel_.reset();
    if (server_ != nullptr) {
      EXPECT_EQ(server_->Stop(SIGTERM), 0) << Log();
    }
    if (::testing::Test::HasFailure()) std::cerr << Log();
  }

  absl::Status Call(const std::string& method, const As& as,
                    const Message& request, Message& response) override {
    return GenericCall(channel_, kPatience, method, as, request, response);
  }

  absl::Time Now() override { return absl::Now() + shift_; }

  void Advance(absl::Duration step) override {
    shift_ += step;
    // Whole, or not at all: the server reads at any time.
    std::ofstream(Path("time.new")) << absl::ToInt64Seconds(shift_);
    std::rename(Path("time.new").c_str(), Path("time").c_str());
  }

  std::vector<Mail> Mails() override { return ReadMails(Path("mails.jsonl")); }

  void Restart(bool kill) override {
    channel_.reset();
    const int code = server_->Stop(kill ? SIGKILL : SIGTERM);
    EXPECT_EQ(code, kill ? -SIGKILL : 0) << Log();
    Start();
  }

  std::vector<omzien::v1::WatchResponse> Watch(const As& as,
                                               const std::string& parent,
                                               std::int64_t after,
                                               int at_least) override {
    grpc::ClientContext context;
    NameCaller(as, context);
    context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
    omzien::v1::WatchRequest request;
    request.set_parent(parent);
    request.set_after_sequence(after);
    const auto stub = omzien::v1::WatchService::NewStub(channel_);
    const auto stream = stub->Watch(&context, request);
    std::vector<omzien::v1::WatchResponse> events;
    omzien::v1::WatchResponse event;
    while (static_cast<int>(events.size()) < at_least && stream->Read(&event)) {
      if (!event.method().empty()) events.push_back(event);
    }
    context.TryCancel();
    stream->Finish();
    return events;
  }

  bool Eventually(const std::function<bool()>& holds) override {
    const absl::Time until = absl::Now() + kPatience;
    while (!holds()) {
      if (absl::Now() > until) return false;
      absl::SleepFor(kGlance);
    }
    return true;
  }

 private:
  std::string Path(const std::string& name) const {
    return absl::StrCat(folder_.path(), "/", name);
  }

  std::string Log() const {
    std::ifstream file(Path("server.log"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void Start() {
    server_.reset();
    server_ = std::make_unique<Child>(
        std::vector<std::string>{OMZIEND_PATH, "serve", "--config",
                                 Path("omzien.textproto"), "--time-file",
                                 Path("time")},
        Path("server.log"));
    const int port = server_->PortAfter("listening on port ");
    ASSERT_GT(port, 0) << Log();
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials());
  }

  testing::TemporaryFolder folder_;
  Child mail_server_;
  std::unique_ptr<Child> server_;
  std::shared_ptr<grpc::Channel> channel_;
  absl::Duration shift_ = absl::ZeroDuration();
};

}  // namespace

std::unique_ptr<World> MakeBinaryWorld() {
  return std::make_unique<BinaryWorld>();
}

}  // namespace omzien::scenarios
