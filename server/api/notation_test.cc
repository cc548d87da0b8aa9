// Each notation by examples that are right and examples that are nearly so.

#include "server/api/notation.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/options.pb.h"

namespace omzien::api {
namespace {

using v1::FieldRules;

struct Case {
  FieldRules::Format format;
  std::vector<std::string> right;
  std::vector<std::string> wrong;
};

const std::vector<Case>& Cases() {
  static const auto& cases = *new std::vector<Case>{
      {FieldRules::FORMAT_UUID,
       {"0123abcd-2222-4333-8444-55555555ffff"},
       {"0123ABCD-2222-4333-8444-55555555ffff",
        "0123abcd22224333844455555555ffff",
        "0123abcd-2222-4333-8444-55555555fff", "1"}},
      {FieldRules::FORMAT_EMAIL,
       {"a@b.example", "voor.naam+post@mail.dorp.example"},
       {"a@b", "a b@c.example", "@b.example", "a@", "a@b..example",
        "a@@b.example", "a@-b.example", "Naam <a@b.example>",
        std::string(65, 'a') + "@b.example",
        "a@" + std::string(250, 'b') + ".example"}},
      {FieldRules::FORMAT_PHONE,
       {"0475-00 00 00", "06 00000000", "+31 6 00 00 00 00", "(0475) 000000",
        "+32 2 555 12 12"},
       {"112", "0475", "06-0000000000000", "0800-HULP", "nul zes", "+"}},
      {FieldRules::FORMAT_POSTCODE,
       {"1234AB", "1234 ab"},
       {"0234AB", "1234A", "1234  AB", "AB1234", "12345"}},
      {FieldRules::FORMAT_LANGUAGE, {"nl", "lim"}, {"NL", "n", "nl-NL", "1a"}},
      {FieldRules::FORMAT_DATE,
       {"2026-12-05", "2028-02-29"},
       {"2026-02-29", "2026-13-01", "2026-00-10", "5-12-2026", "20261205",
        "0206-12-05", "2200-01-01", "2026-12-05T00:00"}},
      {FieldRules::FORMAT_TIME_OF_DAY,
       {"00:00", "09:15", "23:45", "24:00"},
       {"9:15", "09:10", "24:15", "25:00", "09.15", "09:15:00"}},
      {FieldRules::FORMAT_CODE,
       {"K7M-2QX", "k7m2qx"},
       {"ZZZ-ZZ", "Z0Z-ZZZ", "ZIZ-ZZZ", "ZZZ ZZZ"}},
  };
  return cases;
}

TEST(Notation, TellsRightFromNearlyRight) {
  for (const Case& test : Cases()) {
    FieldRules rules;
    rules.set_format(test.format);
    for (const std::string& text : test.right) {
      EXPECT_EQ(NotationProblem(rules, text), "") << text;
    }
    for (const std::string& text : test.wrong) {
      const std::string problem = NotationProblem(rules, text);
      EXPECT_NE(problem, "") << text;
      EXPECT_THAT(problem, ::testing::Not(::testing::HasSubstr(
                               text.size() > 3 ? text : "\x01")));
    }
  }
}

TEST(Notation, KnowsResourceNames) {
  FieldRules rules;
  rules.set_format(FieldRules::FORMAT_RESOURCE);
  rules.add_resource("people");
  rules.add_resource("municipalities");
  rules.add_resource("invitations");
  for (const char* right :
       {"people/7x", "municipalities/GM1669", "invitations/7x",
        "invitations/K7M-2QX", "invitations/K7M2QX"}) {
    EXPECT_EQ(NotationProblem(rules, right), "") << right;
  }
  for (const std::string wrong :
       {"people", "people/", "people/A", "people/a/b", "needs/7x", "/7x",
        "people/a b", "municipalities/gm1669", "municipalities/1669",
        "people/K7M-2QX"}) {
    EXPECT_NE(NotationProblem(rules, wrong), "") << wrong;
  }
  EXPECT_NE(NotationProblem(rules, "people/" + std::string(65, 'a')), "");
}

TEST(Notation, AllowsLineBreaksInLongTextsOnly) {
  FieldRules rules;
  EXPECT_NE(NotationProblem(rules, "een\ntwee"), "");
  rules.set_chars_max(1000);
  EXPECT_EQ(NotationProblem(rules, "een\ntwee"), "");
  EXPECT_NE(NotationProblem(rules, "een\ttwee"), "");
}

TEST(Notation, CountsCharactersNotBytes) {
  FieldRules rules;
  rules.set_chars_max(3);
  EXPECT_EQ(NotationProblem(rules, "één"), "");
  EXPECT_EQ(NotationProblem(rules, "één!"),
            "is 4 characters long; at most 3 are kept");
}

}  // namespace
}  // namespace omzien::api
