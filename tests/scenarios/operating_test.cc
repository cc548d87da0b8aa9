// Looking after the real server: its status, its figures over HTTP, a backup
// while it runs, and a server that starts on that backup.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "boost/asio/buffer.hpp"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/read.hpp"
#include "boost/asio/write.hpp"
#include "boost/system/error_code.hpp"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.grpc.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.grpc.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/demo_config.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::scenarios {
namespace {

using ::testing::HasSubstr;
using v1::AdministrationService;

std::string Get(int port, const std::string& target) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect(
      {asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(port)});
  asio::write(socket,
              asio::buffer(absl::StrCat("GET ", target,
                                        " HTTP/1.0\r\nHost: localhost\r\n"
                                        "\r\n")));
  std::string answer;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  return answer;
}

class OperatingTest : public ::testing::Test {
 protected:
  std::string Path(absl::string_view name) const {
    return absl::StrCat(folder_.path(), "/", name);
  }
  std::string Log() const {
    std::ifstream file(Path("server.log"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // The number at the end of the line on stdout; 0 when it did not start.
  int Start(const std::string& data_dir, const std::string& metrics_listen) {
    auto settings =
        runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
    EXPECT_TRUE(settings.ok()) << settings.status();
    auto& config = settings->config;
    config.mutable_server()->set_listen("127.0.0.1:0");
    config.mutable_server()->set_metrics_listen(metrics_listen);
    config.mutable_storage()->set_data_dir(data_dir);
    config.mutable_storage()->set_backup_dir(Path("backups"));
    SetUpVault(folder_.path(), config);
    config.mutable_notify()->clear_smtp();
    config.mutable_places()->set_address_dir(Path("addresses"));
    std::string text;
    google::protobuf::TextFormat::PrintToString(config, &text);
    std::ofstream(Path("omzien.textproto")) << text;
    server_.reset();
    server_ = std::make_unique<Child>(
        std::vector<std::string>{BELIEVING_OMZIEND_PATH, "serve", "--config",
                                 Path("omzien.textproto")},
        Path("server.log"));
    const int port = server_->PortAfter("listening on port ");
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials());
    return port;
  }

  template <class Stub, class Request, class Response>
  grpc::Status Call(Stub stub,
                    grpc::Status (Stub::element_type::*method)(
                        grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    context.AddMetadata("authorization",
                        "Believed organisations/welzijn-roerdalen");
    context.AddMetadata("omzien-role", role_);
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    return ((*stub).*method)(&context, request, &response);
  }

  v1::ServerStatus Status() {
    v1::ServerStatus status;
    const grpc::Status said =
        Call(AdministrationService::NewStub(channel_),
             &AdministrationService::Stub::GetServerStatus,
             v1::GetServerStatusRequest(), status);
    EXPECT_TRUE(said.ok()) << said.error_message();
    return status;
  }

  testing::TemporaryFolder folder_;
  std::string role_ = "administrator";
  std::unique_ptr<Child> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(OperatingTest, ABackupOfARunningServerIsAServerAgain) {
  ASSERT_GT(Start(Path("store"), "127.0.0.1:0"), 0) << Log();
  const int metrics_port = server_->PortAfter("metrics on port ");
  ASSERT_GT(metrics_port, 0);
  EXPECT_EQ(Status().concerns(0).kind(), v1::Concern::KIND_NO_BACKUP);

  role_ = "desk";
  v1::CreatePersonRequest create;
  create.set_request_id("00000000-0000-4000-8000-000000000001");
  create.mutable_origin()->set_channel(v1::CHANNEL_VISIT);
  create.mutable_person()->set_municipality("municipalities/GM1669");
  create.mutable_person()->set_given_name("Voorbeeld");
  create.mutable_person()->set_contact(v1::Person::CONTACT_APP);
  create.mutable_person()->mutable_home()->mutable_address()->set_village(
      "Melick");
  v1::Person person;
  const grpc::Status created =
      Call(v1::PersonService::NewStub(channel_),
           &v1::PersonService::Stub::CreatePerson, create, person);
  ASSERT_TRUE(created.ok()) << created.error_message() << Log();
  role_ = "administrator";

  v1::Backup backup;
  const grpc::Status made = Call(AdministrationService::NewStub(channel_),
                                 &AdministrationService::Stub::CreateBackup,
                                 v1::CreateBackupRequest(), backup);
  ASSERT_TRUE(made.ok()) << made.error_message() << Log();
  EXPECT_GT(backup.sequence(), 0);
  EXPECT_GT(backup.bytes(), 0);
  const v1::ServerStatus status = Status();
  // Nobody works here yet, so nobody is told of signals.
  ASSERT_EQ(status.concerns_size(), 1) << status.ShortDebugString();
  EXPECT_EQ(status.concerns(0).kind(), v1::Concern::KIND_NO_SIGNAL_CONTACT);
  EXPECT_EQ(status.last_backup().dir(), backup.dir());
  // What goes as it should raises no voice in the log.
  EXPECT_THAT(Log(), ::testing::Not(HasSubstr("rocksdb:")));
  const std::string metrics = Get(metrics_port, "/metrics");
  EXPECT_THAT(metrics, HasSubstr("omzien_calls_total{code=\"OK\",method="
                                 "\"CreatePerson\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("omzien_concern{kind=\"no-backup\"} 0\n"));
  EXPECT_EQ(server_->Stop(SIGTERM), 0) << Log();

  ASSERT_GT(Start(backup.dir(), ""), 0) << Log();
  // It serves already while it reads people, and says when it has.
  const absl::Time until = absl::Now() + absl::Seconds(60);
  while (!absl::StrContains(Log(), " people=1 ") && absl::Now() < until) {
    absl::SleepFor(absl::Milliseconds(20));
  }
  EXPECT_THAT(Log(), HasSubstr("message=started"));
  EXPECT_THAT(Log(), HasSubstr(" people=1 volunteers=0 needs=0"));
  // The one that it runs on now is also the newest there is.
  EXPECT_EQ(Status().last_backup().sequence(), backup.sequence());
  EXPECT_EQ(server_->Stop(SIGTERM), 0) << Log();
}

TEST_F(OperatingTest, OnlyAnAdministratorLooksAfterIt) {
  ASSERT_GT(Start(Path("store"), ""), 0) << Log();
  role_ = "coordinator";
  v1::Backup backup;
  EXPECT_EQ(Call(AdministrationService::NewStub(channel_),
                 &AdministrationService::Stub::CreateBackup,
                 v1::CreateBackupRequest(), backup)
                .error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(server_->Stop(SIGTERM), 0) << Log();
}

TEST_F(OperatingTest, APortForMetricsThatIsTakenStopsTheStart) {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor taken(
      io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  const std::string listen =
      absl::StrCat("127.0.0.1:", taken.local_endpoint().port());
  EXPECT_EQ(Start(Path("store"), listen), 0);
  EXPECT_EQ(server_->Stop(SIGTERM), 1);
  EXPECT_THAT(Log(),
              HasSubstr(absl::StrCat("cannot serve metrics on ", listen)));
}

}  // namespace
}  // namespace omzien::scenarios
