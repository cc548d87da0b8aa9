// Goal: a village is found however its name is written, and a choice is left to
// the person when there is one.

#include "server/places/village_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/places.h"
#include "server/places/place_query.h"
#include "server/places/village_name.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::places {
namespace {

TEST(FoldNameTest, MakesSpellingsAlike) {
  const struct {
    absl::string_view name;
    absl::string_view folded;
  } kCases[] = {{"Sint Odili\xc3\xabnberg", "sint odilienberg"},
                {"St. ODILIENBERG", "sint odilienberg"},
                {"'s-Gravenhage", "s gravenhage"},
                {"s gravenhage", "s gravenhage"},
                {"Hengelo (Gld)", "hengelo"},
                {"  Y\xc3\xbf  x ", "yy x"},
                {"\xc3", "\xc3"},
                {"\xc3\x86 \xc5\x81", "\xc3\x86 \xc5\x81"},
                {"", ""}};
  for (const auto& c : kCases) {
    EXPECT_EQ(FoldName(c.name), std::string(c.folded));
  }
}

TEST(EditDistanceTest, CountsTypingErrors) {
  EXPECT_EQ(EditDistance("melick", "melick", 2), 0);
  EXPECT_EQ(EditDistance("melik", "melick", 2), 1);
  EXPECT_EQ(EditDistance("meilck", "melick", 2), 1);
  EXPECT_EQ(EditDistance("mallick", "melick", 2), 2);
  EXPECT_EQ(EditDistance("vlodrop", "melick", 2), 3);
  EXPECT_EQ(EditDistance("", "ab", 2), 2);
}

class VillageTableTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<VillageTable>> Load(const std::string& text) {
    std::ofstream(path_) << text;
    return VillageTable::Load(path_, {"GM0001"});
  }

  const testing::TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/villages.csv";
};

TEST_F(VillageTableTest, FindsOrSuggests) {
  const auto table = Load(
      "# A note.\n"
      "Zonnedorp;GM0001;51.1;6.1\n"
      "Sint Proefberg;GM0001;51.2;6.2\n"
      "Zonnedaal;GM0002;51.3;6.3\n"
      "Tweeling;GM0002;52.0;5.0\n"
      "Tweeling;GM0003;52.1;5.1\n"
      "Dubbeldorp;GM0002;52.2;5.2\n"
      "Dubbeldorp;GM0001;52.3;5.3\n"
      "Es;GM0002;52.4;5.4\n");
  ASSERT_TRUE(table.ok()) << table.status();
  const struct {
    absl::string_view text;
    double latitude;  // 0: not found.
    std::vector<std::string> suggestions;
  } kCases[] = {
      {"zonnedorp", 51.1, {}},
      {"ST PROEFBERG", 51.2, {}},
      {"Dubbeldorp", 52.3, {}},  // The one that is served.
      {"Tweeling", 0, {"Tweeling", "Tweeling"}},
      {"Markt 5 Zonnedorp", 0, {"Zonnedorp"}},
      {"zonedorp", 0, {"Zonnedorp"}},
      {"Zonnedarp", 0, {"Zonnedorp", "Zonnedaal"}},
      {"Zonnedapl", 0, {"Zonnedaal"}},
      {"ex", 0, {}},  // Two letters: anything would be near.
      {"Verweg", 0, {}},
      {"", 0, {}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.text));
    core::PlaceAnswer answer;
    (*table)->Ask(
        ReadQuery(c.text),
        [&](absl::StatusOr<core::PlaceAnswer> got) { answer = *got; });
    EXPECT_EQ(answer.place.location().latitude_deg(), c.latitude);
    std::vector<std::string> names;
    for (const auto& suggestion : answer.suggestions) {
      names.push_back(suggestion.address().village());
      EXPECT_EQ(suggestion.location().source(), "village");
    }
    EXPECT_EQ(names, c.suggestions);
    if (answer.place.has_location()) {
      EXPECT_EQ(answer.place.location().precision(),
                omzien::v1::Location::PRECISION_VILLAGE);
    }
  }
}

TEST_F(VillageTableTest, AWrongLineIsNamed) {
  const std::string good = "# Note\nZonnedorp;GM0001;51.1;6.1\n";
  for (const std::string wrong :
       {"Zonnedorp", "Zonnedorp;GM0001;51.1", ";GM0001;51.1;6.1",
        "Zonnedorp;GM0001;north;6.1", "Zonnedorp;GM0001;6.1;51.1"}) {
    const absl::Status status = Load(good + wrong + "\n").status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong;
    EXPECT_THAT(std::string(status.message()),
                ::testing::HasSubstr("villages.csv:3:"));
  }
  EXPECT_FALSE(Load("# Nothing\n").ok());
  EXPECT_EQ(VillageTable::Load(path_ + "x", {}).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace omzien::places
