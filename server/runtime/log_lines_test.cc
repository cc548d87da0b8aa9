// What the parts have to say, as log lines.

#include "server/runtime/log_lines.h"

#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/core/observer.h"
#include "server/runtime/log.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Deliveries final : public core::Observer {
 public:
  void OnDelivery(bool delivered) override { all.push_back(delivered); }
  std::vector<bool> all;
};

// As api::CallEnd.
struct End {
  absl::string_view method;
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string unexpected;
  absl::Duration took;
  std::string reason = {};
};

class LogLinesTest : public ::testing::Test {
 protected:
  std::vector<std::string> Lines() {
    return absl::StrSplit(out_.str(), '\n', absl::SkipEmpty());
  }

  std::ostringstream out_;
  Log log_{out_, {}};
};

TEST_F(LogLinesTest, OfFailuresInARowOnlyTheFirstIsNamed) {
  Deliveries deliveries;
  auto tell = DeliveryLines(log_, deliveries);
  tell("a", absl::OkStatus());
  tell("b", absl::UnavailableError("no answer"));
  tell("c", absl::UnavailableError("no answer"));
  tell("d", absl::OkStatus());
  tell("e", absl::UnavailableError("no answer"));
  EXPECT_THAT(deliveries.all, ElementsAre(true, false, false, true, false));
  EXPECT_THAT(Lines(), ElementsAre(HasSubstr("message-id=b"),
                                   HasSubstr("message-id=e")));
}

TEST_F(LogLinesTest, SlowCallsAreNamedButNotThoseThatMayTakeLong) {
  auto tell = CallLines(log_);
  tell(End{"GetNeed", absl::StatusCode::kNotFound, "", absl::Seconds(1)});
  tell(End{"Watch", absl::StatusCode::kOk, "", absl::Hours(1)});
  tell(End{"CreateBackup", absl::StatusCode::kOk, "", absl::Minutes(5)});
  EXPECT_THAT(Lines(), IsEmpty());
  tell(End{"GetNeed", absl::StatusCode::kOk, "", absl::Milliseconds(1500)});
  tell(End{"GetNeed", absl::StatusCode::kInternal, "why", absl::Seconds(0)});
  EXPECT_THAT(Lines(), ElementsAre(AllOf(HasSubstr("level=warning"),
                                         HasSubstr("method=GetNeed ms=1500")),
                                   AllOf(HasSubstr("level=error"),
                                         HasSubstr("error=why"))));
}

// Goal: what goes wrong all the time does not fill the disk or hide the rest.
TEST_F(LogLinesTest, WhatIsSaidAgainAndAgainIsHeldBackAndCounted) {
  absl::Time now = absl::UnixEpoch();
  Log log(out_, {.repeats_max = 2, .now = [&now] { return now; }});
  for (int i = 0; i < 5; ++i) log.Error("one", {{"i", std::to_string(i)}});
  for (int i = 0; i < 5; ++i) log.Info("news");
  log.Warning("two");
  EXPECT_THAT(Lines(), SizeIs(2 + 5 + 1));
  out_.str("");
  now += absl::Minutes(1);
  log.Error("one");
  log.Warning("two");
  log.Error("one");
  const std::vector<std::string> lines = Lines();
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_THAT(lines[0], HasSubstr("held-back=3"));
  EXPECT_THAT(lines[1], ::testing::Not(HasSubstr("held-back")));
  EXPECT_THAT(lines[2], ::testing::Not(HasSubstr("held-back")));
}

}  // namespace
}  // namespace omzien::runtime
