// Goal: a mail server that does not answer makes nobody wait but its own mail.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
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
using ::testing::HasSubstr;
using testing::MailServer;
using ::testing::SizeIs;

using SmtpChannelWaitingTest = SmtpChannelFixture;

// A stop does not wait for the server, and forgets no answer; also not once the
// mails are handed over, when libcurl waits in the middle of a call.
TEST_F(SmtpChannelWaitingTest, AnswersAllWhenDestroyed) {
  const MailServer server({"--hang"});
  Notify config = Config(server.url());
  config.set_in_flight_max(3);
  config.mutable_smtp()->mutable_timeout()->set_seconds(600);
  const Notice notice = SampleNotice(Notice::KIND_INVITED, "nl");
  for (const int patience_s : {0, 2}) {
    std::vector<absl::Status> results;  // The last writer is the destructor.
    {
      const auto channel = Open(config);
      for (int i = 0; i < 4; ++i) {
        channel->Deliver(notice, LetterFor(notice),
                         [&results](absl::Status status) {
                           results.push_back(std::move(status));
                         });
      }
      ASSERT_EQ(results.size(), 1U) << "the fourth is refused at once";
      EXPECT_THAT(results[0].ToString(), HasSubstr("notify.in_flight_max"));
      absl::SleepFor(absl::Seconds(patience_s));
    }
    EXPECT_EQ(results.size(), 4U);
    EXPECT_TRUE(std::ranges::all_of(results, absl::IsUnavailable));
  }
}

// A filter for unwanted mail may ponder over one of them for minutes.
TEST_F(SmtpChannelWaitingTest, AMailThatIsNotAnsweredHoldsUpNoOther) {
  const MailServer server({"--hang-at", "Geduld"});
  Notify config = Config(server.url());
  config.set_in_flight_max(2);
  config.mutable_smtp()->mutable_timeout()->set_seconds(600);
  const Notice notice = SampleNotice(Notice::KIND_INVITED, "nl");
  core::Letter pondered = LetterFor(notice);
  pondered.subject = "Geduld";
  absl::Status late = absl::UnknownError("not answered");
  {
    const auto channel = Open(config);
    channel->Deliver(notice, pondered,
                     [&](absl::Status status) { late = std::move(status); });
    absl::SleepFor(absl::Seconds(1));  // It is handed over.
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(Deliver(*channel, notice, LetterFor(notice)).ok());
    }
    EXPECT_THAT(server.Mails(), SizeIs(3));
  }
  EXPECT_TRUE(absl::IsUnavailable(late)) << late;
}

}  // namespace
}  // namespace omzien::notify
