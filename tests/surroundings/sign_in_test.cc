// The program itself, whose callers must sign in: from an empty folder to the
// first administrator, and with calls that nobody can read along with.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/voice.h"
#include "tests/surroundings/attempt.h"
#include "tests/testing/certificate.h"

namespace omzien::surroundings {
namespace {

using config::v1::Config;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kEmail[] = "ada@welzijn.example";

class SignIn : public ::testing::Test {
 protected:
  static int AddAdministrator(scenarios::Binary& world,
                              const std::vector<std::string>& more,
                              std::string& said) {
    std::vector<std::string> line = {
        OMZIEND_PATH, "add-administrator",
        "--config",   world.Path("omzien.textproto"),
        "--name",     "Ada"};
    line.insert(line.end(), more.begin(), more.end());
    const std::string path = world.Path("said");
    std::filesystem::remove(path);
    scenarios::Child child(line, path);
    const int code = child.Wait();
    std::ifstream file(path);
    said.assign(std::istreambuf_iterator<char>(file), {});
    return code;
  }

  static void Stop(scenarios::Binary& world) {
    ASSERT_EQ(kill(world.pid(), SIGTERM), 0);
    ASSERT_EQ(world.WaitForEnd(), 0);
  }
};

TEST_F(SignIn, FromAnEmptyFolderToTheFirstAdministrator) {
  const auto world = scenarios::MakeOpenBinary({.believing = false});
  // Nobody is believed, and nobody is there.
  v1::Identity identity;
  EXPECT_TRUE(
      absl::IsUnauthenticated(world->Call("GetIdentity", scenarios::Desk().as,
                                          v1::GetIdentityRequest(), identity)));
  std::string said;
  EXPECT_EQ(AddAdministrator(*world,
                             {"--email", kEmail, "--organisation",
                              scenarios::Desk().as.actor},
                             said),
            1);
  EXPECT_THAT(said, HasSubstr("another omziend is running"));

  Stop(*world);
  EXPECT_EQ(AddAdministrator(*world, {"--email", kEmail}, said), 1);
  EXPECT_THAT(said, HasSubstr("--organisation must be one of"));
  EXPECT_EQ(AddAdministrator(*world,
                             {"--email", "no address", "--organisation",
                              scenarios::Desk().as.actor},
                             said),
            1);
  EXPECT_THAT(said, HasSubstr("email"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(AddAdministrator(*world,
                               {"--email", kEmail, "--organisation",
                                scenarios::Desk().as.actor},
                               said),
              i == 0 ? 0 : 1)
        << said;
  }
  EXPECT_THAT(said, HasSubstr("has this role already"));

  world->Start();
  v1::RequestSignInCodeRequest ask;
  ask.set_email(kEmail);
  v1::SignInAttempt attempt;
  ASSERT_TRUE(world->Call("RequestSignInCode", {}, ask, attempt).ok());
  std::string code;
  ASSERT_TRUE(world->Eventually([&] {
    for (const auto& mail : world->Mails()) code = mail.subject.substr(0, 9);
    return !code.empty();
  }));
  v1::SignInRequest request;
  request.set_attempt(attempt.attempt());
  request.set_secret(attempt.secret());
  request.set_code(code);
  v1::SignInResponse begun;
  const auto signed_in = world->Call("SignIn", {}, request, begun);
  ASSERT_TRUE(signed_in.ok()) << signed_in;
  ASSERT_TRUE(world
                  ->Call("GetIdentity", {"Bearer " + begun.token(), ""},
                         v1::GetIdentityRequest(), identity)
                  .ok());
  EXPECT_EQ(identity.actor().role(), v1::ROLE_ADMINISTRATOR);
  EXPECT_EQ(identity.given_name(), "Ada");
  // The log names neither her nor her code.
  EXPECT_THAT(world->Log(), Not(AnyOf(HasSubstr(kEmail), HasSubstr(code),
                                      HasSubstr(begun.token()))));
}

TEST_F(SignIn, OneAddressCanTryOnlySoOften) {
  const auto world = scenarios::MakeOpenBinary(
      {.configure =
           [](Config& config) {
             config.mutable_sign_in()->set_tries_per_hour_max(10);
           },
       .believing = false});
  v1::SignInRequest request;
  request.set_attempt("a");
  request.set_secret("b");
  request.set_code("12345678");
  v1::SignInResponse begun;
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    refused +=
        absl::IsResourceExhausted(world->Call("SignIn", {}, request, begun))
            ? 1
            : 0;
  }
  EXPECT_GE(refused, 9);
}

TEST_F(SignIn, OthersAreReachedOnlyEncryptedOrAsSpelledOut) {
  const Attempts attempts;
  const auto check = [&](const std::function<void(config::v1::Server&)>& set) {
    return attempts.Run(
        {"check-config", "--config", attempts.Write([&](Config& config) {
           config.mutable_server()->set_listen("0.0.0.0:7400");
           set(*config.mutable_server());
         })});
  };
  EXPECT_THAT(check([](auto&) {}).said,
              AllOf(HasSubstr("server.listen"), HasSubstr("server.tls")));
  EXPECT_EQ(check([](auto& server) { server.set_insecure(true); }).code, 0);
  testing::WriteCertificate(attempts.Path("certificate"), attempts.Path("key"));
  const auto with_files = [&](auto& server) {
    server.mutable_tls()->set_certificate_file(attempts.Path("certificate"));
    server.mutable_tls()->set_private_key_file(attempts.Path("key"));
  };
  EXPECT_EQ(check(with_files).code, 0);
  std::filesystem::permissions(attempts.Path("key"),
                               std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(check(with_files).said, HasSubstr("chmod 600"));
  std::filesystem::remove(attempts.Path("key"));
  EXPECT_THAT(check(with_files).said, HasSubstr("there is no file"));
}

}  // namespace
}  // namespace omzien::surroundings
