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
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "gtest/gtest.h"
#include "omzien/v1/watch_service.grpc.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/error.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/demo_places.h"
#include "tests/scenarios/world.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::scenarios {
namespace {

using google::protobuf::Message;

// Longest wait for what must happen; far above what a slow machine needs.
constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr absl::Duration kGlance = absl::Milliseconds(20);

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

class BinaryWorld final : public World {
 public:
  BinaryWorld()
      : mail_server_(
            {"/usr/bin/python3", OMZIEN_SOURCE_DIR "/scripts/mail_server.py",
             "--jsonl", Path("mails.jsonl")},
            Path("mail.log")) {
    WriteConfig(mail_server_.PortAfter("listening on "));
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
    grpc::ClientContext context;
    Name(as, context);
    context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
    grpc::CompletionQueue queue;
    const grpc::Slice slice(request.SerializeAsString());
    const grpc::ByteBuffer bytes(&slice, 1);
    grpc::ByteBuffer answer;
    grpc::Status status;
    grpc::GenericStub stub(channel_);
    const auto call =
        stub.PrepareUnaryCall(&context, PathOf(request, method), bytes, &queue);
    call->StartCall();
    call->Finish(&answer, &status, this);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    if (!status.ok()) return ToStatus(status);
    grpc::ProtoBufferReader reader(&answer);
    return response.ParseFromZeroCopyStream(&reader)
               ? absl::OkStatus()
               : absl::DataLossError("not a response");
  }

  absl::Time Now() override { return absl::Now() + shift_; }

  void Advance(absl::Duration step) override {
    shift_ += step;
    // Whole, or not at all: the server reads at any time.
    std::ofstream(Path("time.new")) << absl::ToInt64Seconds(shift_);
    std::rename(Path("time.new").c_str(), Path("time").c_str());
  }

  std::vector<Mail> Mails() override {
    std::vector<Mail> mails;
    std::ifstream file(Path("mails.jsonl"));
    for (std::string line; std::getline(file, line);) {
      if (file.eof()) break;  // Still being written.
      google::protobuf::Struct record;
      EXPECT_TRUE(
          google::protobuf::util::JsonStringToMessage(line, &record).ok());
      const auto& fields = record.fields();
      mails.push_back(
          {fields.at("rcpt_to").list_value().values(0).string_value(),
           fields.at("headers")
               .struct_value()
               .fields()
               .at("Subject")
               .string_value(),
           fields.at("text").string_value(),
           !fields.at("calendar").string_value().empty()});
    }
    return mails;
  }

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
    Name(as, context);
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

  static void Name(const As& as, grpc::ClientContext& context) {
    context.AddMetadata("omzien-actor", as.actor);
    context.AddMetadata("omzien-role", as.role);
  }

  void WriteConfig(int mail_port) {
    auto settings =
        runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
    ASSERT_TRUE(settings.ok()) << settings.status();
    auto& config = settings->config;
    config.mutable_server()->set_listen("127.0.0.1:0");
    config.mutable_storage()->set_data_dir(Path("store"));
    config.mutable_places()->set_address_dir(DemoPlaces(folder_.path()));
    config.mutable_notify()->mutable_smtp()->set_url(
        absl::StrCat("smtp://127.0.0.1:", mail_port));
    std::string text;
    google::protobuf::TextFormat::PrintToString(config, &text);
    std::ofstream(Path("omzien.textproto")) << text;
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
