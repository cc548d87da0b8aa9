// Goal: every postcode survives the way to a number and back in order, nothing
// else is taken for one, and the likeliest typing errors come first.

#include "server/places/postcode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::places {
namespace {

TEST(PostcodeTest, ReadsWhatPeopleWrite) {
  const struct {
    absl::string_view text;
    absl::string_view want;  // Empty: no postcode.
  } kCases[] = {
      {"6075AB", "6075AB"}, {"6075 ab", "6075AB"}, {" 6075  Ab ", "6075AB"},
      {"1000AA", "1000AA"}, {"9999ZZ", "9999ZZ"},  {"0999AB", ""},
      {"6075A", ""},        {"6075ABC", ""},       {"60 75AB", ""},
      {"6075A B", ""},      {"AB6075", ""},        {"", ""},
      {"6075AB 12", ""},    {"60755AB", ""},       {"6075\xc3\xab", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.text));
    const auto postcode = Postcode::Parse(c.text);
    EXPECT_EQ(postcode.has_value() ? postcode->ToString() : "",
              std::string(c.want));
  }
}

TEST(PostcodeTest, CodesSortAsTheTextAndHaveNoGaps) {
  const uint32_t last = Postcode::Parse("9999ZZ")->code();
  EXPECT_EQ(Postcode::Parse("1000AA")->code(), 0U);
  EXPECT_EQ(last + 1, Postcode::kCodeEnd);
  EXPECT_FALSE(Postcode::FromCode(last + 1).has_value());
  std::string before;
  for (uint32_t code = 0; code <= last; code += 997) {
    const std::string text = Postcode::FromCode(code)->ToString();
    EXPECT_LT(before, text);
    EXPECT_EQ(Postcode::Parse(text)->code(), code);
    before = text;
  }
}

TEST(PostcodeTest, ErrorsAreOrderedByLikelihood) {
  std::vector<std::string> texts;
  for (const Postcode postcode :
       PostcodesOneErrorAway(*Postcode::Parse("6075AB"))) {
    texts.push_back(postcode.ToString());
  }
  EXPECT_THAT(texts, ::testing::Not(::testing::Contains("6075AB")));
  // Swaps first ("0675AB" is no postcode), then a neighbouring key.
  EXPECT_EQ(texts[0], "6057AB");
  EXPECT_EQ(texts[1], "6075BA");
  EXPECT_EQ(texts[2], "6705AB");
  const auto at = [&](absl::string_view text) {
    return std::ranges::find(texts, std::string(text)) - texts.begin();
  };
  EXPECT_LT(at("6075AN"), at("6075AX"));
  EXPECT_LT(at("6074AB"), at("6071AB"));
  EXPECT_GT(texts.size(), 80U);
}

}  // namespace
}  // namespace omzien::places
