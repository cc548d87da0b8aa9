// The world outside: the real omziend over loopback, with a real mail server,
// and time that goes by as a file says.

#include "tests/scenarios/binary_world.h"

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
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
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

class BinaryWorld final : public Binary {
 public:
  explicit BinaryWorld(BinaryOptions options) : options_(std::move(options)) {
    StartMail(options_.mail_flags);
    WriteDemoConfig(folder_.path(), mail_port_, options_.configure);
    Start();
  }

  ~BinaryWorld() override {
    channel_.reset();
    if (server_ != nullptr) {
      EXPECT_EQ(server_->Stop(SIGTERM), 0) << Said();
    }
    if (::testing::Test::HasFailure()) std::cerr << Said();
  }

  absl::Status Call(const std::string& method, const As& as,
                    const Message& request, Message& response) override {
    return GenericCall(channel_, kPatience, method, as, request, response);
  }

  absl::Time Now() override { return absl::Now() + shift_; }

  void Advance(absl::Duration step) override {
    shift_ += step;
    WriteTime();
  }

  void SetClockOff(absl::Duration distance) override {
    off_ = distance;
    WriteTime();
  }

  std::vector<Mail> Mails() override { return ReadMails(Path("mails.jsonl")); }

  void Restart(bool kill) override {
    channel_.reset();
    const int code = server_->Stop(kill ? SIGKILL : SIGTERM);
    EXPECT_EQ(code, kill ? -SIGKILL : 0) << Said();
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

  int pid() const override { return server_->pid(); }
  int port() const override { return port_; }
  std::shared_ptr<grpc::Channel> channel() const override { return channel_; }

  std::string Path(const std::string& name) const override {
    return absl::StrCat(folder_.path(), "/", name);
  }

  std::string Log() const override {
    std::ifstream file(Path("server.log"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // What is no line of the log comes first, such as what a sanitizer says: a
  // long log is cut by whoever shows it.
  std::string Said() const {
    std::string first;
    std::string rest;
    for (const absl::string_view line : absl::StrSplit(Log(), '\n')) {
      absl::StrAppend(absl::StartsWith(line, "time=") ? &rest : &first, line,
                      "\n");
    }
    return absl::StrCat(first, rest);
  }

  std::vector<std::string> Line(const std::string& config) const override {
    std::vector<std::string> line = options_.launcher;
    for (const std::string& word :
         {std::string(options_.believing ? BELIEVING_OMZIEND_PATH
                                         : OMZIEND_PATH),
          std::string("serve"), std::string("--config"), config,
          std::string("--time-file"), Path("time")}) {
      line.push_back(word);
    }
    return line;
  }

  void StopMail() override { mail_server_.reset(); }

  void StartMail(const std::vector<std::string>& flags) override {
    std::vector<std::string> line = {
        "/usr/bin/python3", OMZIEN_SOURCE_DIR "/scripts/mail_server.py",
        "--jsonl",          Path("mails.jsonl"),
        "--port",           absl::StrCat(mail_port_)};
    line.insert(line.end(), flags.begin(), flags.end());
    mail_server_ = std::make_unique<Child>(line, Path("mail.log"));
    mail_port_ = mail_server_->PortAfter("listening on ");
    ASSERT_GT(mail_port_, 0);
  }

  int WaitForEnd() override {
    channel_.reset();
    const int code = server_->Wait();
    server_.reset();
    return code;
  }

  void Start() override {
    server_.reset();
    server_ = std::make_unique<Child>(Line(Path("omzien.textproto")),
                                      Path("server.log"));
    port_ = server_->PortAfter("listening on port ");
    ASSERT_GT(port_, 0) << Log();
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port_),
                                   grpc::InsecureChannelCredentials());
  }

 private:
  // Whole, or not at all: the server reads at any time.
  void WriteTime() {
    std::ofstream(Path("time.new")) << absl::ToInt64Seconds(shift_) << "\njump "
                                    << absl::ToInt64Seconds(off_) << "\n";
    std::rename(Path("time.new").c_str(), Path("time").c_str());
  }

  const BinaryOptions options_;
  testing::TemporaryFolder folder_;
  std::unique_ptr<Child> mail_server_;
  int mail_port_ = 0;
  std::unique_ptr<Child> server_;
  int port_ = 0;
  std::shared_ptr<grpc::Channel> channel_;
  absl::Duration shift_ = absl::ZeroDuration();
  absl::Duration off_ = absl::ZeroDuration();
};

}  // namespace

std::unique_ptr<World> MakeBinaryWorld() { return MakeOpenBinary({}); }

std::unique_ptr<Binary> MakeOpenBinary(BinaryOptions options) {
  return std::make_unique<BinaryWorld>(std::move(options));
}

}  // namespace omzien::scenarios
