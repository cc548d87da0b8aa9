#include "clients/cli/retention_telling.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/admin_telling.h"
#include "clients/cli/language.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration_service.pb.h"

namespace omzien::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

v1::PreviewRetentionResponse Page(const char* text) {
  v1::PreviewRetentionResponse page;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &page));
  return page;
}

std::vector<std::string> Told(const v1::PreviewRetentionResponse& all,
                              Language language) {
  std::vector<std::string> lines;
  for (const InkedLine& line :
       TellRetention(all, {absl::UTCTimeZone(), language, absl::UnixEpoch()})) {
    lines.push_back(line.text);
  }
  return lines;
}

TEST(RetentionTellingTest, PagesAddUpAndTheOldestCounts) {
  v1::PreviewRetentionResponse all;
  AddUp(Page(R"pb(rows {
                    kind: "needs"
                    municipality: "municipalities/GM1669"
                    count: 2
                    oldest_time { seconds: 2000 }
                  })pb"),
        all);
  AddUp(Page(R"pb(rows {
                    kind: "needs"
                    municipality: "municipalities/GM1669"
                    count: 3
                    oldest_time { seconds: 1000 }
                  }
                  rows {
                    kind: "needs"
                    municipality: "municipalities/GM0001"
                    to_be_told: 1
                  })pb"),
        all);
  ASSERT_THAT(all.rows(), SizeIs(2));
  EXPECT_EQ(all.rows(0).count(), 5);
  EXPECT_EQ(all.rows(0).oldest_time().seconds(), 1000);
  EXPECT_EQ(all.rows(1).to_be_told(), 1);
}

TEST(RetentionTellingTest, SaysWhatGoesAndWhoIsToldFirst) {
  const auto all = Page(R"pb(
    rows {
      kind: "residents"
      municipality: "municipalities/GM1669"
      count: 4
      oldest_time { seconds: 1000 }
      to_be_told: 7
    }
    rows { kind: "of later" count: 1 })pb");
  EXPECT_THAT(Told(all, Language::kEnglish),
              ElementsAre("This goes the next time:",
                          HasSubstr("4 residents of whom nothing was heard for "
                                    "long (GM1669), since "),
                          HasSubstr("7 residents of whom nothing was heard for "
                                    "long (GM1669) are told first"),
                          HasSubstr("1 of later, since ")));
  EXPECT_THAT(Told({}, Language::kDutch), ElementsAre("Er gaat nu niets weg."));
}

}  // namespace
}  // namespace omzien::cli
