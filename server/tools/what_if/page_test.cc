// The page, as docs/what-if.md shows it.

#include "server/tools/what_if/page.h"

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/core/catalogue.h"
#include "server/core/sample_settings.h"
#include "server/tools/what_if/figures.h"
#include "server/tools/what_if/month_fixture.h"

namespace omzien::what_if {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kManual[] = OMZIEN_CONFIG_DIR "/../docs/what-if.md";

class PageTest : public MonthFixture {
 protected:
  PageTest() : MonthFixture(core::Asking::kWaves) {}

  // What if they had asked one by one?
  Result Tried(int seeds) {
    const auto catalogue =
        *core::Catalogue::Make(core::SampleSettings(core::Asking::kOneByOne));
    const auto& other = *catalogue.FindMunicipality(core::kRoerdalen);
    Result result;
    result.municipality = "Voorbeeld";
    result.zone = Roerdalen().zone;
    result.now = Roerdalen().config.ask_policy();
    result.tried = other.config.ask_policy();
    result.past = ReadMonth(34);
    result.comparison =
        Compare({result.past, Roerdalen()}, {result.past, other}, seeds);
    return result;
  }
};

// Another processor may draw another luck in its last bits, so numbers are not
// compared, nor how wide they stand.
std::string WithoutNumbers(const std::string& page) {
  static const auto& numbers = *new std::regex(" *(±|[-+])?[0-9]+(,[0-9]+)?");
  return std::regex_replace(page, numbers, " #");
}

TEST_F(PageTest, IsWhatTheManualShows) {
  Live(20, 30, 20);
  std::ifstream in(kManual);
  const std::string manual{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(WithoutNumbers(manual),
              HasSubstr(WithoutNumbers(
                  absl::StrCat("```text\n", PageOf(Tried(20), "nl"), "```"))));
}

// In both languages: what was left out, and what is not known.
TEST_F(PageTest, TellsWhatItDoesNotKnow) {
  Live(3, 6, 0);
  Result result = Tried(5);
  result.past.likely_customs = {};
  result.past.left_out.cancelled = 2;
  EXPECT_THAT(PageOf(result, "nl"), HasSubstr("nog niets geleerd"));
  EXPECT_THAT(PageOf(result, "nl"), HasSubstr("afgezegde klussen: 2"));
  EXPECT_THAT(PageOf(result, "nl"), HasSubstr("te weinig klussen"));
  EXPECT_THAT(PageOf(result, "en"), HasSubstr("Nothing was learned"));
  EXPECT_THAT(PageOf(result, "en"), HasSubstr("cancelled jobs: 2"));
  EXPECT_THAT(PageOf(result, "en"), HasSubstr("too few jobs"));
  EXPECT_THAT(PageOf(result, "en"), Not(HasSubstr("$")));
  result.past.jobs.clear();
  EXPECT_THAT(PageOf(result, "en"), HasSubstr("nothing to play again"));
}

}  // namespace
}  // namespace omzien::what_if
