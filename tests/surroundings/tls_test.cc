// Calls that nobody can read along with: which files a start takes, how a new
// certificate counts without one, and what is said of one that does not do.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpc/grpc.h"
#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/generic_call.h"
#include "tests/surroundings/attempt.h"
#include "tests/surroundings/logged.h"
#include "tests/testing/certificate.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::surroundings {
namespace {

using config::v1::Config;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::WriteCertificate;

class Tls : public ::testing::Test {
 protected:
  std::unique_ptr<scenarios::Binary> Start() const {
    return scenarios::MakeOpenBinary(
        {.configure = [this](Config& config) { UseFiles(config); },
         .believing = false});
  }

  void UseFiles(Config& config) const {
    auto& tls = *config.mutable_server()->mutable_tls();
    tls.set_certificate_file(certificate_);
    tls.set_private_key_file(key_);
  }

  static bool IsAnswered(const std::shared_ptr<grpc::Channel>& channel) {
    v1::ListMunicipalitiesResponse response;
    return scenarios::GenericCall(channel, absl::Seconds(5),
                                  "ListMunicipalities", {},
                                  v1::ListMunicipalitiesRequest(), response)
        .ok();
  }

  // On a connection of its own, by somebody who trusts `root`.
  static bool Answers(const scenarios::Binary& world, const std::string& root) {
    grpc::SslCredentialsOptions trust;
    trust.pem_root_certs = root;
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride("localhost");
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return IsAnswered(
        grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", world.port()),
                                  grpc::SslCredentials(trust), arguments));
  }

  const testing::TemporaryFolder folder_;
  const std::string certificate_ = folder_.path() + "/certificate.pem";
  const std::string key_ = folder_.path() + "/key.pem";
  const std::string other_ = folder_.path() + "/other.pem";
};

TEST_F(Tls, ANewCertificateCountsWithoutARestart) {
  const std::string trusted = WriteCertificate(certificate_, key_);
  const auto world = Start();
  EXPECT_TRUE(Answers(*world, trusted));
  // In the open it says nothing.
  EXPECT_FALSE(IsAnswered(world->channel()));
  const std::string renewed = WriteCertificate(certificate_, key_);
  EXPECT_TRUE(world->Eventually([&] { return Answers(*world, renewed); }));
  EXPECT_FALSE(Answers(*world, trusted));
  EXPECT_THAT(world->Log(), Not(HasSubstr("the certificate of")));
}

TEST_F(Tls, APairThatDoesNotFitStopsTheStart) {
  WriteCertificate(certificate_, key_);
  WriteCertificate(other_, key_);
  const Attempts attempts;
  const Attempt attempt =
      attempts.Serve([this](Config& config) { UseFiles(config); });
  EXPECT_EQ(attempt.code, 1);
  EXPECT_THAT(attempt.said,
              AllOf(HasSubstr(certificate_), HasSubstr(key_),
                    HasSubstr("do not belong together"), HasSubstr("put the")));
}

// Who renews one file and forgets the other loses no caller.
TEST_F(Tls, APairThatDoesNotFitIsNotTakenLater) {
  const std::string trusted = WriteCertificate(certificate_, key_);
  const auto world = Start();
  const std::string renewed = WriteCertificate(certificate_, other_);
  constexpr absl::string_view kRefused = "do not belong together";
  EXPECT_TRUE(
      world->Eventually([&] { return TimesLogged(*world, kRefused) == 1; }));
  EXPECT_THAT(world->Log(), AllOf(HasSubstr(certificate_), HasSubstr(key_)));
  EXPECT_TRUE(Answers(*world, trusted));
  EXPECT_FALSE(Answers(*world, renewed));
  // The other file follows; a reload need not wait.
  std::filesystem::rename(other_, key_);
  ASSERT_EQ(kill(world->pid(), SIGHUP), 0);
  EXPECT_TRUE(world->Eventually([&] { return Answers(*world, renewed); }));
  EXPECT_FALSE(Answers(*world, trusted));
  EXPECT_EQ(TimesLogged(*world, kRefused), 1);
}

TEST_F(Tls, ItsTimeIsSpokenOf) {
  constexpr auto kDay = absl::Hours(24);
  WriteCertificate(certificate_, key_, {-2 * kDay, -kDay});
  const auto world = Start();
  EXPECT_EQ(TimesLogged(*world, "has ended"), 1);
  WriteCertificate(certificate_, key_, {kDay, 2 * kDay});
  EXPECT_TRUE(world->Eventually(
      [&] { return TimesLogged(*world, "is not valid yet") == 1; }));
  WriteCertificate(certificate_, key_, {-kDay, 13 * kDay});
  EXPECT_TRUE(world->Eventually(
      [&] { return TimesLogged(*world, "ends within 14 days") == 1; }));
  WriteCertificate(certificate_, key_);
  EXPECT_TRUE(world->Eventually(
      [&] { return TimesLogged(*world, "a new certificate counts") == 3; }));
  EXPECT_EQ(TimesLogged(*world, "the certificate of server.tls"), 3);
}

}  // namespace
}  // namespace omzien::surroundings
