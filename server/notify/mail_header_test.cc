#include "server/notify/mail_header.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/notify/sample_notice.h"

namespace omzien::notify {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(CheckAddressTest, TakesAddressesAndNothingElse) {
  const struct {
    absl::string_view address;
    bool want;
  } cases[] = {
      {"noor@vrijwilliger.example", true},
      {"noor.van+omzien@a-b.example", true},
      {"", false},
      {"noor", false},
      {"@vrijwilliger.example", false},
      {"noor@", false},
      {"a@b@c.example", false},
      {"-noor@vrijwilliger.example", false},
      {"noor@vrijwilliger.example\r\nBcc: x@y.example", false},
      {"noor@vrijwilliger.example\nDATA", false},
      {"noor @vrijwilliger.example", false},
      {"noor@vrijwilliger.example>", false},
      {"<noor@vrijwilliger.example", false},
      {"noor@vrijwilliger.example,x@y.example", false},
      {"\"noor\"@vrijwilliger.example", false},
      {"zo\xC3\xAB@vrijwilliger.example", false},
      {absl::string_view("noor\0@vrijwilliger.example", 26), false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.address));
    const absl::Status status = CheckAddress(c.address);
    EXPECT_EQ(status.ok(), c.want);
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("noor")));
  }
  EXPECT_FALSE(
      CheckAddress(absl::StrCat(std::string(250, 'a'), "@b.example")).ok());
}

TEST(ParseMailboxTest, ReadsNameAndAddress) {
  const auto named = ParseMailbox(" Omzien Roerdalen <omzien@a.example> ");
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->display_name, "Omzien Roerdalen");
  EXPECT_EQ(named->address, "omzien@a.example");
  const auto bare = ParseMailbox("omzien@a.example");
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(bare->display_name, "");
  EXPECT_FALSE(ParseMailbox("Omzien <omzien@a.example> x").ok());
  EXPECT_FALSE(ParseMailbox("Omzien").ok());
}

TEST(HeaderTextTest, EncodesWhatIsNotPlain) {
  const struct {
    absl::string_view why, text, want;
  } cases[] = {
      {"plain", "Kun je helpen?", "Kun je helpen?"},
      {"a letter beyond ASCII", "Zoë", "=?UTF-8?B?Wm/Dqw==?="},
      {"line breaks", "a\r\nBcc: b", "a Bcc: b"},
      {"what looks encoded", "=?a", "=?UTF-8?B?PT9h?="},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(HeaderText(c.text), c.want);
  }
}

TEST(HeaderTextTest, FoldsLongTextBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "ë€";
  const std::string folded = HeaderText(text);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end =
        std::min(folded.find("\r\n ", begin), folded.size());
    EXPECT_LE(end - begin, 75U);
    EXPECT_TRUE(absl::StartsWith(folded.substr(begin), "=?UTF-8?B?"));
    begin = end + 3;
  }
}

TEST(HeaderLinesTest, AreAllThatAMailNeeds) {
  const MailHead head{.from = {"Omzien, Roerdalen", "omzien@a.example"},
                      .to = "noor@b.example",
                      .subject = "Hallo",
                      .message_id = "x1@a.example",
                      .language = "nl",
                      .date = SampleTime(24, 10)};
  EXPECT_THAT(HeaderLines(head),
              ElementsAre("Date: Tue, 24 Nov 2026 09:00:00 +0000",
                          "From: \"Omzien, Roerdalen\" <omzien@a.example>",
                          "To: <noor@b.example>", "Subject: Hallo",
                          "Message-ID: <x1@a.example>", "Content-Language: nl",
                          "Auto-Submitted: auto-generated"));
}

TEST(MessageIdTest, IsTheNoticesOwn) {
  const Mailbox from{"", "omzien@a.example"};
  EXPECT_EQ(MessageId("01hs-3k", from).value(), "01hs-3k@a.example");
  EXPECT_FALSE(MessageId("", from).ok());
  EXPECT_FALSE(MessageId("a>\r\nBcc: b", from).ok());
}

}  // namespace
}  // namespace omzien::notify
