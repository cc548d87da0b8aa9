#include "server/notify/smtp_channel.h"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/blocking_counter.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/notify/sample_notice.h"
#include "server/notify/smtp_channel_fixture.h"
#include "tests/testing/mail_server.h"

namespace omzien::notify {
namespace {

using omzien::config::v1::Notify;
using omzien::v1::Notice;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::MailServer;
using ::testing::Not;

using SmtpChannelTest = SmtpChannelFixture;

TEST_F(SmtpChannelTest, BringsTheWholeLetter) {
  const MailServer server;
  const Notice notice = SampleNotice(Notice::KIND_APPOINTMENT_CONFIRMED, "nl");
  core::Letter letter = LetterFor(notice);
  letter.subject = "Zoë bedankt je voor alle hulp bij het ophangen van de lamp";
  const auto channel = Open(Config(server.url()));
  ASSERT_TRUE(Deliver(*channel, notice, letter).ok());
  // Again, as after a crash: the same Message-ID tells a mailbox so.
  ASSERT_TRUE(Deliver(*channel, notice, letter).ok());
  const auto mails = server.Mails();
  ASSERT_EQ(mails.size(), 2U);
  for (const auto& mail : mails) {
    const auto& fields = mail.fields();
    const auto& headers = fields.at("headers").struct_value().fields();
    EXPECT_EQ(fields.at("mail_from").string_value(),
              "omzien@roerdalen.example");
    ASSERT_EQ(fields.at("rcpt_to").list_value().values_size(), 1);
    EXPECT_EQ(fields.at("rcpt_to").list_value().values(0).string_value(),
              "noor@vrijwilliger.example");
    EXPECT_EQ(headers.at("Subject").string_value(), letter.subject);
    EXPECT_EQ(headers.at("From").string_value(),
              "Omzien Coöperatie <omzien@roerdalen.example>");
    EXPECT_EQ(headers.at("Message-ID").string_value(),
              "<01hs3k8dm2@roerdalen.example>");
    EXPECT_EQ(headers.at("Date").string_value(),
              "Tue, 24 Nov 2026 09:00:00 +0000");
    EXPECT_EQ(headers.at("Auto-Submitted").string_value(), "auto-generated");
    std::vector<std::string> parts;
    for (const auto& part : fields.at("parts").list_value().values()) {
      parts.push_back(part.string_value());
    }
    EXPECT_THAT(parts, ElementsAre("multipart/mixed", "multipart/alternative",
                                   "text/plain", "text/html", "text/calendar"));
    EXPECT_EQ(fields.at("text").string_value(), letter.text);
    EXPECT_EQ(fields.at("html").string_value(), letter.html);
    EXPECT_EQ(absl::StrReplaceAll(letter.calendar, {{"\r\n", "\n"}}),
              absl::StrReplaceAll(fields.at("calendar").string_value(),
                                  {{"\r\n", "\n"}}));
    EXPECT_EQ(fields.at("calendar_method").string_value(), "PUBLISH");
  }
}

TEST_F(SmtpChannelTest, TellsACancelledAppointment) {
  const MailServer server;
  const Notice notice = SampleNotice(Notice::KIND_APPOINTMENT_CANCELLED, "nl");
  ASSERT_TRUE(
      Deliver(*Open(Config(server.url())), notice, LetterFor(notice)).ok());
  EXPECT_EQ(server.Mails().at(0).fields().at("calendar_method").string_value(),
            "CANCEL");
}

TEST_F(SmtpChannelTest, TellsRefusalsApart) {
  const struct {
    std::string option;
    absl::StatusCode want;
    absl::string_view number;
  } cases[] = {
      {"--reject", absl::StatusCode::kFailedPrecondition, "(550)"},
      // About us, not about this mail.
      {"--refuse-sender", absl::StatusCode::kUnavailable, "(550)"},
      {"--tempfail", absl::StatusCode::kUnavailable, "(451)"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.option);
    const MailServer server({c.option});
    const absl::Status result = DeliverSample(Config(server.url()));
    EXPECT_EQ(result.code(), c.want) << result;
    EXPECT_THAT(std::string(result.message()),
                HasSubstr(std::string(c.number)));
  }
}

TEST_F(SmtpChannelTest, GivesUpOnAServerThatDoesNotAnswer) {
  const MailServer server({"--hang"});
  Notify config = Config(server.url());
  config.mutable_smtp()->mutable_timeout()->set_seconds(0);
  config.mutable_smtp()->mutable_timeout()->set_nanos(300'000'000);
  EXPECT_EQ(DeliverSample(config).code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(SmtpChannelTest, SaysWhenNobodyListens) {
  // Port 1 (tcpmux) is served nowhere.
  const absl::Status result = DeliverSample(Config("smtp://127.0.0.1:1"));
  EXPECT_EQ(result.code(), absl::StatusCode::kUnavailable) << result;
  EXPECT_THAT(std::string(result.message()), HasSubstr("cannot be reached"));
}

TEST_F(SmtpChannelTest, SpeaksTlsAndInsistsOnIt) {
  const std::string folder = absl::StrCat(::testing::TempDir(), "/omzien_tls");
  std::filesystem::create_directories(folder);
  const std::string certificate = folder + "/cert.pem";
  const std::string key = folder + "/key.pem";
  const std::string make = absl::StrCat(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
      "-nodes -days 2 -subj /CN=mail.example -addext "
      "subjectAltName=IP:127.0.0.1 -keyout ",
      key, " -out ", certificate, " 2>/dev/null");
  ASSERT_EQ(std::system(make.c_str()), 0) << "needs the command openssl";
  const MailServer with_tls({"--tls", certificate, key});
  const MailServer without_tls;

  Notify config = Config(with_tls.url());
  config.mutable_smtp()->set_require_tls(true);
  config.mutable_smtp()->set_ca_file(certificate);
  EXPECT_TRUE(DeliverSample(config).ok());
  ASSERT_EQ(with_tls.Mails().size(), 1U);
  EXPECT_TRUE(with_tls.Mails()[0].fields().at("tls").bool_value());

  config.mutable_smtp()->set_ca_file("");
  const absl::Status untrusted = DeliverSample(config);
  EXPECT_EQ(untrusted.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(untrusted.message()), HasSubstr("not trusted"));

  config.mutable_smtp()->set_url(without_tls.url());
  const absl::Status no_tls = DeliverSample(config);
  EXPECT_EQ(no_tls.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(no_tls.message()), HasSubstr("no TLS"));
  EXPECT_TRUE(without_tls.Mails().empty());
}

TEST_F(SmtpChannelTest, RefusesAddressesThatAreNone) {
  const MailServer server;
  const auto channel = Open(Config(server.url()));
  for (const std::string address :
       {"", "noor", "noor@b.example\r\nRCPT TO:<x@y.example>"}) {
    SCOPED_TRACE(address);
    Notice notice = SampleNotice(Notice::KIND_INVITED, "nl");
    notice.set_recipient_email(address);
    EXPECT_EQ(Deliver(*channel, notice, {}).code(),
              absl::StatusCode::kInvalidArgument);
  }
  EXPECT_TRUE(server.Mails().empty());
}

TEST_F(SmtpChannelTest, LetsNoHeaderIn) {
  const MailServer server;
  const auto channel = Open(Config(server.url()));
  const Notice notice = SampleNotice(Notice::KIND_INVITED, "nl\r\nX-Evil: 1");
  const core::Letter letter{.subject = "Hallo\r\nBcc: x@y.example\r\n\r\nhi",
                            .text = "a\r\n.\r\nQUIT\r\n",
                            .html = "<p>a</p>",
                            .say = "",
                            .calendar = ""};
  ASSERT_TRUE(Deliver(*channel, notice, letter).ok());
  const auto mails = server.Mails();
  ASSERT_EQ(mails.size(), 1U);
  const std::string head = mails[0].fields().at("raw_head").string_value();
  EXPECT_THAT(head, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(head, Not(HasSubstr("\nX-Evil")));
  EXPECT_THAT(mails[0].fields().at("text").string_value(), HasSubstr("QUIT"));
}

TEST_F(SmtpChannelTest, BringsManyAtOnceAndNoMoreThanItsBound) {
  const MailServer server;
  const Notify config = Config(server.url());
  const auto channel = Open(config);
  const Notice notice = SampleNotice(Notice::KIND_INVITED, "nl");
  for (int round = 0; round < 5; ++round) {
    absl::BlockingCounter left(config.in_flight_max());
    for (int i = 0; i < config.in_flight_max(); ++i) {
      channel->Deliver(notice, LetterFor(notice),
                       [&left](const absl::Status& status) {
                         EXPECT_TRUE(status.ok()) << status;
                         left.DecrementCount();
                       });
    }
    left.Wait();
  }
  EXPECT_EQ(server.Mails().size(),
            static_cast<std::size_t>(5 * config.in_flight_max()));
}

TEST_F(SmtpChannelTest, WithoutAServerTheDeskPhones) {
  const absl::Status result = DeliverSample(Config(""));
  EXPECT_EQ(result.code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(SmtpChannelTest, RefusesAConfigurationThatCannotWork) {
  Notify config = Config("smtp://mail.example:25");
  EXPECT_EQ(SmtpChannel::Create(config, clock_).status().code(),
            absl::StatusCode::kInvalidArgument);
  config = Config("smtp://127.0.0.1:25");
  config.set_in_flight_max(0);
  EXPECT_EQ(SmtpChannel::Create(config, clock_).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace omzien::notify
