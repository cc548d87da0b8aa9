#include "server/notify/mail_route.h"

#include <stdlib.h>
#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"

namespace omzien::notify {
namespace {

using omzien::config::v1::Smtp;
using ::testing::HasSubstr;

Smtp Right() {
  Smtp smtp;
  smtp.set_url("smtp://mail.example:587");
  smtp.set_require_tls(true);
  smtp.set_from("Omzien <omzien@roerdalen.example>");
  smtp.mutable_timeout()->set_seconds(30);
  return smtp;
}

TEST(ReadMailRouteTest, SaysWhichSettingIsWrong) {
  ASSERT_EQ(setenv("OMZIEN_TEST_PASSWORD", "geheim", 1), 0);
  const struct {
    absl::string_view why;
    void (*change)(Smtp&);
    absl::string_view want;  // Empty: it is right.
  } cases[] = {
      {"right", [](Smtp&) {}, ""},
      {"smtps", [](Smtp& s) { s.set_url("smtps://mail.example"); }, ""},
      {"plain on loopback",
       [](Smtp& s) {
         s.set_url("smtp://127.0.0.1:25");
         s.set_require_tls(false);
       },
       ""},
      {"plain over the net", [](Smtp& s) { s.set_require_tls(false); },
       "notify.smtp.require_tls"},
      {"no url", [](Smtp& s) { s.set_url("mail example"); }, "notify.smtp.url"},
      {"http", [](Smtp& s) { s.set_url("http://mail.example"); },
       "notify.smtp.url must begin with smtp://"},
      {"a password in the url",
       [](Smtp& s) { s.set_url("smtp://a:b@mail.example"); },
       "notify.smtp.url must not hold"},
      {"no from", [](Smtp& s) { s.clear_from(); }, "notify.smtp.from"},
      {"no timeout", [](Smtp& s) { s.clear_timeout(); }, "notify.smtp.timeout"},
      {"user with password",
       [](Smtp& s) {
         s.set_user("omzien");
         s.set_password_env("OMZIEN_TEST_PASSWORD");
       },
       ""},
      {"user without password", [](Smtp& s) { s.set_user("omzien"); },
       "notify.smtp.password_env"},
      {"a variable that is not set",
       [](Smtp& s) {
         s.set_user("omzien");
         s.set_password_env("OMZIEN_TEST_NOT_SET");
       },
       "notify.smtp.password_env"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Smtp smtp = Right();
    c.change(smtp);
    const auto route = ReadMailRoute(smtp);
    if (c.want.empty()) {
      EXPECT_TRUE(route.ok()) << route.status();
      continue;
    }
    EXPECT_EQ(route.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(route.status().message()),
                HasSubstr(std::string(c.want)));
  }
}

}  // namespace
}  // namespace omzien::notify
