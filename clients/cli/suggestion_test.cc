#include "clients/cli/suggestion.h"

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

const std::vector<std::string> kKnown = {"need",  "needs",      "people",
                                         "watch", "--resident", "--request-id"};

TEST(SuggestionTest, FindsWhatWasMeant) {
  const struct {
    const char* typed;
    std::vector<std::string> nearest;
  } kCases[] = {
      {"nede", {"need"}},
      {"peple", {"people"}},
      {"WATHC", {"watch"}},
      {"--resdient", {"--resident"}},
      {"nee", {"need", "needs"}},
      {"zzzz", {}},
      {"fone", {}},
      {"", {}},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Nearest(test.typed, kKnown), test.nearest) << test.typed;
  }
}

TEST(SuggestionTest, AsksInTheReadersLanguage) {
  EXPECT_EQ(DidYouMean("nee", kKnown, Language::kDutch),
            " Bedoelde u need of needs?");
  EXPECT_EQ(DidYouMean("watsh", kKnown, Language::kEnglish),
            " Did you mean watch?");
  EXPECT_EQ(DidYouMean("zzzz", kKnown, Language::kEnglish), "");
}

}  // namespace
}  // namespace omzien::cli
