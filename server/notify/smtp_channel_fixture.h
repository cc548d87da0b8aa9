// A channel against a real mail server, for its tests.

#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/notify/sample_notice.h"
#include "server/notify/smtp_channel.h"
#include "server/notify/text_writer.h"
#include "tests/testing/manual_clock.h"

namespace omzien::notify {

inline config::v1::Notify Config(const std::string& url) {
  config::v1::Notify config;
  config.set_in_flight_max(8);
  config.mutable_smtp()->set_url(url);
  config.mutable_smtp()->set_from(
      "Omzien Coöperatie <omzien@roerdalen.example>");
  config.mutable_smtp()->mutable_timeout()->set_seconds(20);
  return config;
}

inline core::Letter LetterFor(const omzien::v1::Notice& notice) {
  const auto writer = TextWriter::Load(OMZIEN_TEXTS_DIR, "");
  EXPECT_TRUE(writer.ok()) << writer.status();
  const auto letter = (*writer)->Write(notice);
  EXPECT_TRUE(letter.ok()) << letter.status();
  return *letter;
}

class SmtpChannelFixture : public ::testing::Test {
 protected:
  std::unique_ptr<SmtpChannel> Open(const config::v1::Notify& config) {
    auto channel = SmtpChannel::Create(config, clock_);
    EXPECT_TRUE(channel.ok()) << channel.status();
    return *std::move(channel);
  }

  // Delivers and waits for the answer.
  static absl::Status Deliver(SmtpChannel& channel,
                              const omzien::v1::Notice& notice,
                              const core::Letter& letter) {
    absl::Status result = absl::UnknownError("no answer in a minute");
    absl::Notification answered;
    channel.Deliver(notice, letter, [&](absl::Status status) {
      result = std::move(status);
      answered.Notify();
    });
    answered.WaitForNotificationWithTimeout(absl::Minutes(1));
    return result;
  }

  absl::Status DeliverSample(const config::v1::Notify& config) {
    const auto channel = Open(config);
    const omzien::v1::Notice notice =
        SampleNotice(omzien::v1::Notice::KIND_INVITED, "nl");
    const absl::Status result = Deliver(*channel, notice, LetterFor(notice));
    EXPECT_THAT(std::string(result.message()),
                ::testing::Not(::testing::HasSubstr("noor")));
    return result;
  }

  testing::ManualClock clock_{SampleTime(24, 10)};
};

}  // namespace omzien::notify
