// Goal: with a real provider, whoever signs in there is known here, and one
// that is away or hangs keeps nobody else.

#include "server/people/provider_threads.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/open_id.h"
#include "server/people/provider_fixture.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/open_id_server.h"

namespace omzien::people {
namespace {

using ::testing::HasSubstr;
using testing::OpenIdServer;

TEST_F(WithProvider, WhoSignsInThereIsKnown) {
  const auto ada = Come(kAda);
  ASSERT_TRUE(ada.ok()) << providers_.told();
  EXPECT_EQ(ada->organisation, kOurs);
  EXPECT_EQ(ada->issuer, server_.Config(kOurs).issuer());
  EXPECT_EQ(ada->email, "ada@welzijn.example");
  // Pairwise: a name of its own for us, the same each time.
  EXPECT_NE(ada->subject, "1");
  EXPECT_EQ(Come(kAda)->subject, ada->subject);
  EXPECT_NE(Come({.id = "2"})->subject, ada->subject);
  EXPECT_EQ(Come({.id = "3", .email = "c@d.example", .verified = false})->email,
            "");
}

TEST_F(WithProvider, ACodeIsWorthOneSignIn) {
  const core::OpenIdAnswer answer = SignIn(kAda);
  EXPECT_TRUE(providers_.Redeem(answer).ok());
  ExpectRefused(answer, "does not take the code");
}

TEST_F(WithProvider, ACodeIsWorthNothingWithAnotherVerifierOrAddress) {
  core::OpenIdAnswer answer = SignIn(kAda);
  answer.verifier[0] = 'x';
  ExpectRefused(answer, "does not take the code");
  answer = SignIn(kAda);
  answer.redirect_uri = "http://127.0.0.1:40124/callback";
  ExpectRefused(answer, "does not take the code");
}

TEST_F(WithProvider, AnAnswerOfAnotherProviderIsRefusedUnseen) {
  core::OpenIdAnswer answer = SignIn(kAda);
  answer.iss = "https://login.elders.example";
  ExpectRefused(answer, "(iss)");
  answer.iss = "";
  ExpectRefused(answer, "(iss)");
  // The code was not spent on them.
  answer.iss = server_.Config(kOurs).issuer();
  EXPECT_TRUE(providers_.Redeem(answer).ok()) << providers_.told();
}

TEST_F(WithProvider, WhoIsAwayOrUnknownIsSaid) {
  EXPECT_EQ(ReasonOf(providers_.Endpoint("organisations/x").status()),
            "INVALID_FIELD");
  auto config = server_.Config(kOurs);
  config.set_issuer("http://127.0.0.1:1");
  Providers nobody({config});
  EXPECT_EQ(ReasonOf(nobody.Endpoint(kOurs).status()), "PROVIDER_AWAY");
  EXPECT_THAT(nobody.told(), HasSubstr("openid-configuration"));
  // A client that the provider does not know, or whose key is another.
  config = server_.Config(kOurs);
  config.set_client_id("somebody");
  Providers stranger({config});
  const core::OpenIdAnswer answer = SignIn(kAda);
  EXPECT_EQ(ReasonOf(stranger.Redeem(answer).status()), "PROVIDER_AWAY");
  EXPECT_THAT(stranger.told(), HasSubstr("client_id"));
  const OpenIdServer other;
  config = server_.Config(kOurs);
  config.set_private_key_file(other.Config(kOurs).private_key_file());
  Providers forger({config});
  EXPECT_EQ(ReasonOf(forger.Redeem(answer).status()), "PROVIDER_AWAY");
  config.set_private_key_file("/dev/null");
  omzien::config::v1::Config all;
  *all.add_open_id_providers() = config;
  testing::ManualClock clock;
  const auto refused =
      ProviderThreads::Create(all, clock, [](absl::string_view) {});
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("private_key_file"));
}

TEST_F(WithProvider, OneThatHangsKeepsNobodyElse) {
  server_.Pause();
  const OpenIdServer other;
  Providers both({server_.Config(kOurs), other.Config("organisations/b")});
  absl::Notification ended;
  both.threads->FindEndpoint(
      kOurs, [&](const absl::StatusOr<std::string>& got) {
        EXPECT_EQ(ReasonOf(got.status()), "PROVIDER_AWAY");
        ended.Notify();
      });
  EXPECT_TRUE(both.Endpoint("organisations/b").ok()) << both.told();
  // As many may wait as there is room for.
  int busy = 0;
  for (int i = 0; i < 40; ++i) {
    both.threads->FindEndpoint(
        kOurs, [&busy](const absl::StatusOr<std::string>& got) {
          busy += ReasonOf(got.status()) == "TOO_BUSY" ? 1 : 0;
        });
  }
  EXPECT_GE(busy, 8);
  EXPECT_FALSE(ended.HasBeenNotified());
  both.threads->Stop();
  EXPECT_TRUE(ended.HasBeenNotified());
  server_.Resume();
}

}  // namespace
}  // namespace omzien::people
