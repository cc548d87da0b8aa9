// Whoever reads Dutch reads it of every refusal: of each reason that the server
// knows, and of each kind of rule that a field can break. That each field of
// each RPC does so is held by fields_test, with trial.cc.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/problem_words.h"
#include "clients/cli/refusal_words.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/options.pb.h"
#include "server/api/notation.h"
#include "server/api/validator.h"
#include "server/core/error.h"

namespace omzien::input {
namespace {

using v1::FieldRules;

TEST(Dutch, EveryReasonHasWords) {
  int reasons = 0;
  for (;; ++reasons) {
    const auto name = core::ReasonName(static_cast<core::Reason>(reasons));
    if (name == "UNKNOWN_REASON") break;
    ASSERT_TRUE(cli::IsKnownReason(name))
        << "clients/cli/refusal_words.cc has no words for " << name;
    const auto words = cli::WordsForRefusal(name, absl::StatusCode::kInternal);
    EXPECT_FALSE(words.what.dutch.empty()) << name;
    EXPECT_NE(words.what.dutch, words.what.english) << name;
    EXPECT_EQ(words.advice.dutch.empty(), words.advice.english.empty()) << name;
  }
  EXPECT_GT(reasons, 30);
}

TEST(Dutch, EveryNotationHasWords) {
  const auto& formats = *FieldRules::Format_descriptor();
  for (int i = 0; i < formats.value_count(); ++i) {
    FieldRules rules;
    rules.set_format(
        static_cast<FieldRules::Format>(formats.value(i)->number()));
    rules.add_resource("people");
    rules.add_resource("municipalities");
    std::vector<std::string> wrong = {"a\tb", "\xff", std::string(300, 'x')};
    if (rules.format() != FieldRules::FORMAT_UNSPECIFIED)
      wrong.emplace_back("?");
    for (const std::string& text : wrong) {
      const std::string problem = api::NotationProblem(rules, text);
      ASSERT_NE(problem, "") << formats.value(i)->name();
      EXPECT_TRUE(cli::DutchForProblem(problem).has_value()) << problem;
    }
    rules.set_chars_max(1'000);
    const std::string lines = api::NotationProblem(rules, "a\tb");
    EXPECT_TRUE(cli::DutchForProblem(lines).has_value()) << lines;
  }
}

// Required, a list too long, numbers and spans out of range, words that are
// none of the choices, and moments that are none.
TEST(Dutch, EveryOtherRuleHasWords) {
  v1::PostNeedRequest request;
  v1::Job& job = *request.mutable_need()->add_jobs();
  job.set_helpers_needed(-1);
  job.set_risk(static_cast<v1::RiskClass>(99));
  job.mutable_duration()->set_seconds(-5);
  job.mutable_description()->assign("mijn bsn is 111222333");
  job.add_skills("");
  auto& window = *job.add_windows();
  window.mutable_start_time()->set_seconds(-1);
  window.mutable_end_time()->set_seconds(0);
  for (int i = 0; i < 200; ++i) request.mutable_need()->add_contacts();
  const auto violations = api::FindViolations(request);
  EXPECT_GE(violations.size(), 8U);
  for (const auto& violation : violations) {
    EXPECT_TRUE(cli::DutchForProblem(violation.description).has_value())
        << violation.field << ": " << violation.description;
  }
}

}  // namespace
}  // namespace omzien::input
