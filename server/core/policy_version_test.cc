#include "server/core/policy_version.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/formula.h"
#include "omzien/config/v1/municipality.pb.h"

namespace omzien::core {
namespace {

using ::testing::MatchesRegex;

TEST(PolicyVersionTest, TellsTheNumbersAndTheFormula) {
  config::v1::AskPolicy numbers;
  const std::string version = PolicyVersionOf(numbers);
  EXPECT_THAT(version, MatchesRegex("[0-9a-f]{12}-[0-9]+"));
  EXPECT_EQ(FormulaOf(version), matcher::kFormula);
  EXPECT_EQ(absl::StrCat(NumbersOf(version), "-", matcher::kFormula), version);
  numbers.set_waves_max(9);
  EXPECT_NE(NumbersOf(PolicyVersionOf(numbers)), NumbersOf(version));
}

TEST(PolicyVersionTest, WhatDoesNotSayHasNone) {
  for (const char* version : {"", "3f2a90c1d7be", "3f2a90c1d7be-", "-", "-x"}) {
    EXPECT_EQ(FormulaOf(version), 0) << version;
  }
  EXPECT_EQ(NumbersOf("3f2a90c1d7be"), "3f2a90c1d7be");
  EXPECT_EQ(FormulaOf("3f2a90c1d7be-12"), 12);
}

}  // namespace
}  // namespace omzien::core
