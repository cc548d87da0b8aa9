#include "clients/cli/problem_words.h"

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/field_words.h"
#include "clients/cli/language.h"
#include "clients/cli/refusal_words.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

TEST(ProblemWordsTest, ValuesStandInTheirPlace) {
  const struct {
    absl::string_view said;
    absl::string_view dutch;
  } kCases[] = {
      {"is required", "moet u invullen."},
      {"is required with job_id", "moet u invullen bij job_id."},
      {"must be from 1 to 50", "moet van 1 tot en met 50 zijn."},
      {"must be at least 15m", "moet minstens 15m zijn."},
      {"is 201 characters long; at most 200 are kept",
       "is 201 tekens lang. Er passen er 200: maak het korter."},
      {"has 101 entries; at most 100 are taken",
       "heeft 101 regels. Er mogen er hoogstens 100 zijn."},
      {"must be \"people/{id}\" or \"municipalities/GM0000\", as the server "
       "gave it",
       "moet een naam zijn die de server gaf, zo geschreven: \"people/{id}\" "
       "of \"municipalities/GM0000\"."},
      {"was not found; did you mean 6075 AB 12, Herkenbosch; or 6075 AB 14?",
       "is niet gevonden. Bedoelt u 6075 AB 12, Herkenbosch; of 6075 AB 14?"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(DutchForProblem(test.said), std::string(test.dutch)) << test.said;
  }
}

TEST(ProblemWordsTest, WhatIsNotKnownStaysAsItWasSaid) {
  EXPECT_EQ(DutchForProblem("is required by a newer server"), std::nullopt);
  EXPECT_EQ(DutchForProblem(""), std::nullopt);
  EXPECT_EQ(WordsForProblem("is too new", Language::kDutch), "is too new");
  EXPECT_EQ(WordsForProblem("is required", Language::kEnglish), "is required");
}

// No row is hidden behind another, and each is a sentence that ends.
TEST(ProblemWordsTest, EveryRowCountsForItself) {
  for (const FieldWords& row : AllFieldWords()) {
    const auto dutch = DutchForProblem(row.said);
    ASSERT_TRUE(dutch.has_value()) << row.said;
    std::string expected(row.dutch);
    for (const char* const value : {"$0", "$1"}) {
      if (const auto at = expected.find(value); at != std::string::npos) {
        expected.replace(at, 2, "*");
      }
    }
    EXPECT_EQ(dutch, expected) << row.said;
  }
}

}  // namespace
}  // namespace omzien::cli
