// How a municipality says that asks leave one by one, and within which bounds.

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// The demo's configuration, whose municipality asks in waves, with this in its
// ask_policy, and this before it.
absl::StatusOr<core::Settings> ReadWith(absl::string_view added,
                                        absl::string_view before = "") {
  const testing::TemporaryFolder folder;
  const std::string path = absl::StrCat(folder.path(), "/config");
  std::filesystem::copy(OMZIEN_CONFIG_DIR, path,
                        std::filesystem::copy_options::recursive);
  const std::string file = absl::StrCat(path, "/demo/omzien.textproto");
  std::ifstream in(file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(
      absl::StrReplaceAll(
          {{"  ask_policy {", absl::StrCat(before, "  ask_policy { ", added)}},
          &text),
      1);
  std::ofstream(file) << text;
  return ReadConfig(file);
}

TEST(MunicipalityCheckTest, AsksLeaveOneByOneOnlyWhereItSaysSo) {
  auto settings = ReadWith("");
  ASSERT_TRUE(settings.ok()) << settings.status().message();
  EXPECT_FALSE(
      settings->config.municipalities(0).ask_policy().has_one_by_one());
  settings = ReadWith("one_by_one {}");
  ASSERT_TRUE(settings.ok()) << settings.status().message();
  const auto& policy = settings->config.municipalities(0).ask_policy();
  ASSERT_TRUE(policy.has_one_by_one());
  EXPECT_EQ(policy.one_by_one().target_permille(), 995);
  EXPECT_EQ(policy.one_by_one().trouble_permille(), 10);
  EXPECT_EQ(policy.one_by_one().missed_days(), 182);
  EXPECT_EQ(policy.one_by_one().continuity_permille(), 50);
  EXPECT_EQ(policy.one_by_one().long_wait().seconds(), 30 * 86'400);
  EXPECT_EQ(policy.one_by_one().newcomer_wait().seconds(), 14 * 86'400);
}

TEST(MunicipalityCheckTest, WhatIsOutOfBoundsIsNamedWithTheBounds) {
  struct Row {
    absl::string_view set;
    absl::string_view field;
    absl::string_view bounds;
  };
  const Row rows[] = {
      {"target_permille: 1000", "target_permille", "500 to 999"},
      {"target_permille: 499", "target_permille", "500 to 999"},
      {"trouble_permille: 501", "trouble_permille", "1 to 500"},
      {"missed_days: 6", "missed_days", "7 to 730"},
      {"continuity_permille: -1", "continuity_permille", "1 to 500"},
      {"long_wait { seconds: 1 }", "long_wait", ""},
      {"newcomer_wait { seconds: 99999999 }", "newcomer_wait", ""},
  };
  for (const Row& row : rows) {
    const auto settings =
        ReadWith(absl::StrCat("one_by_one { ", row.set, " }"));
    EXPECT_THAT(
        std::string(settings.status().message()),
        AllOf(HasSubstr(absl::StrCat("municipalities[0].ask_policy.one_by_one.",
                                     row.field)),
              HasSubstr(row.bounds)))
        << row.set;
  }
}

TEST(MunicipalityCheckTest, WhoDecidedAndWhyIsShort) {
  const auto with = [](std::size_t by, std::size_t why) {
    return ReadWith(
        "", absl::StrCat("  ask_policy_decision { by: \"", std::string(by, 'a'),
                         "\" why: \"", std::string(why, 'b'), "\" }\n"));
  };
  EXPECT_TRUE(with(200, 500).ok()) << with(200, 500).status().message();
  EXPECT_THAT(std::string(with(201, 500).status().message()),
              HasSubstr("by: is longer than 200 characters"));
  EXPECT_THAT(std::string(with(200, 501).status().message()),
              HasSubstr("why: is longer than 500 characters"));
}

}  // namespace
}  // namespace omzien::runtime
