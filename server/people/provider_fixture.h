// For tests: a real OpenID provider, and its client that is under test.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/open_id.h"
#include "server/people/jose.h"
#include "server/people/provider_threads.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/open_id_server.h"

namespace omzien::people {

inline constexpr char kOurs[] = "organisations/welzijn";
inline constexpr char kReturn[] = "http://127.0.0.1:40123/callback";
inline constexpr char kVerifier[] =
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
inline constexpr char kNonce[] = "the-nonce-of-this-attempt";
inline const testing::Visitor kAda = {.email = "ada@welzijn.example"};

inline std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(core::kReasonPayload);
  return reason.has_value() ? std::string(*reason) : status.ToString();
}

class Providers {
 public:
  explicit Providers(
      const std::vector<omzien::config::v1::OpenIdProvider>& providers) {
    omzien::config::v1::Config config;
    for (const auto& each : providers) *config.add_open_id_providers() = each;
    auto made =
        ProviderThreads::Create(config, clock, [this](absl::string_view line) {
          const absl::MutexLock lock(&mutex_);
          told_ = std::string(line);
        });
    EXPECT_TRUE(made.ok()) << made.status();
    threads = *std::move(made);
  }

  absl::StatusOr<std::string> Endpoint(const std::string& organisation) {
    std::optional<absl::StatusOr<std::string>> found;
    absl::Notification done;
    threads->FindEndpoint(organisation, [&](absl::StatusOr<std::string> got) {
      found = std::move(got);
      done.Notify();
    });
    done.WaitForNotification();
    return *found;
  }

  absl::StatusOr<core::OpenIdSubject> Redeem(const core::OpenIdAnswer& answer) {
    std::optional<absl::StatusOr<core::OpenIdSubject>> vouched;
    absl::Notification done;
    threads->Redeem(answer, [&](absl::StatusOr<core::OpenIdSubject> got) {
      vouched = std::move(got);
      done.Notify();
    });
    done.WaitForNotification();
    return *vouched;
  }

  std::string told() {
    const absl::MutexLock lock(&mutex_);
    return told_;
  }

  // The provider's clock is the machine's.
  testing::ManualClock clock{absl::Now()};
  std::unique_ptr<ProviderThreads> threads;

 private:
  absl::Mutex mutex_;
  std::string told_ ABSL_GUARDED_BY(mutex_);
};

class WithProvider : public ::testing::Test {
 protected:
  explicit WithProvider(const std::string& algorithm = "RS256")
      : server_(algorithm), providers_({server_.Config(kOurs)}) {}

  // What comes back when somebody signs in, in another browser each time.
  core::OpenIdAnswer SignIn(const testing::Visitor& visitor) {
    const auto endpoint = providers_.Endpoint(kOurs);
    EXPECT_TRUE(endpoint.ok()) << endpoint.status();
    const auto back = testing::Visit(
        absl::StrCat(*endpoint,
                     "?response_type=code&client_id=omzien&scope=openid%20email"
                     "&redirect_uri=http%3A%2F%2F127.0.0.1%3A40123%2Fcallback"
                     "&state=the-state-of-this-attempt-that-is-long-enough"
                     "&code_challenge_method=S256&code_challenge=",
                     Base64Url(core::Fingerprint(kVerifier)), "&nonce=", kNonce,
                     "&acr_values=http%3A%2F%2Feidas.europa.eu%2FLoA%2F"
                     "substantial"),
        visitor);
    EXPECT_TRUE(back.ok()) << back.status();
    if (!back.ok()) return {};
    return {.organisation = kOurs,
            .redirect_uri = kReturn,
            .verifier = kVerifier,
            .nonce = kNonce,
            .code = back->code,
            .iss = back->iss};
  }

  absl::StatusOr<core::OpenIdSubject> Come(const testing::Visitor& visitor) {
    return providers_.Redeem(SignIn(visitor));
  }

  void ExpectRefused(const core::OpenIdAnswer& answer, const std::string& why) {
    EXPECT_EQ(ReasonOf(providers_.Redeem(answer).status()),
              "CODE_NOT_ACCEPTED");
    EXPECT_THAT(providers_.told(), ::testing::HasSubstr(why));
    EXPECT_THAT(providers_.told(),
                ::testing::Not(::testing::HasSubstr("ada@")));
  }

  testing::OpenIdServer server_;
  Providers providers_;
};

}  // namespace omzien::people
