#include "server/runtime/retention_check.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/duration.pb.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/retention.pb.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

using ::testing::HasSubstr;

// The clocks that a file of this text gives.
absl::StatusOr<omzien::config::v1::Retention> Check(absl::string_view text) {
  Problems problems;
  omzien::config::v1::Config config;
  TextprotoFile file("f", problems);
  if (file.Read(
          [&](const std::string&) -> absl::StatusOr<std::string> {
            return std::string(text);
          },
          config)) {
    CheckRetention(file.Root(config));
  }
  if (!problems.empty()) return problems.ToStatus();
  return config.retention();
}

TEST(RetentionCheckTest, WhatIsLeftOutHasAClockAllTheSame) {
  const auto clocks = Check("");
  ASSERT_TRUE(clocks.ok()) << clocks.status();
  const auto& fields = *omzien::config::v1::Retention::descriptor();
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i)->message_type() == nullptr) continue;
    const auto& clock = static_cast<const google::protobuf::Duration&>(
        omzien::config::v1::Retention::GetReflection()->GetMessage(
            *clocks, fields.field(i)));
    EXPECT_GT(clock.seconds(), 0) << fields.field(i)->name();
  }
  EXPECT_EQ(clocks->told_a_day_max(), 25);
}

TEST(RetentionCheckTest, NoClockIsEndlessOrTooShort) {
  const auto& fields = *omzien::config::v1::Retention::descriptor();
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i)->message_type() == nullptr) continue;
    const std::string& name = fields.field(i)->name();
    for (const char* seconds : {"0", "86400", "900000000"}) {
      EXPECT_THAT(
          std::string(Check(absl::StrCat("retention { ", name,
                                         " { seconds: ", seconds, " } }"))
                          .status()
                          .message()),
          HasSubstr(absl::StrCat("retention.", name, ": ")));
    }
  }
}

TEST(RetentionCheckTest, NoticeComesBeforeTheEnd) {
  EXPECT_THAT(std::string(Check("retention { residents { seconds: 15552000 } "
                                "notice { seconds: 15552000 } }")
                              .status()
                              .message()),
              HasSubstr("retention.residents: is not longer than `notice`"));
}

}  // namespace
}  // namespace omzien::runtime
