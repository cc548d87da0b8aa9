#include "clients/cli/skill_search.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "clients/cli/language.h"
#include "gtest/gtest.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {
namespace {

std::vector<v1::Skill> Catalogue() {
  std::vector<v1::Skill> skills(3);
  skills[0].set_name("skills/light-garden-work");
  (*skills[0].mutable_display_names())["nl"] = "Licht tuinwerk";
  (*skills[0].mutable_display_names())["en"] = "Light garden work";
  skills[0].add_synonyms("gras maaien");
  skills[1].set_name("skills/lamps");
  (*skills[1].mutable_display_names())["nl"] = "Lampen ophangen";
  skills[1].add_synonyms("gloeilamp");
  skills[2].set_name("skills/heavy-garden-work");
  (*skills[2].mutable_display_names())["nl"] = "Zwaar tuinwerk";
  return skills;
}

TEST(SkillSearchTest, SearchesNamesSynonymsAndIds) {
  EXPECT_EQ(SearchSkills(Catalogue(), "").size(), 3U);
  EXPECT_EQ(SearchSkills(Catalogue(), "TUIN").size(), 2U);
  EXPECT_EQ(SearchSkills(Catalogue(), "gras").size(), 1U);
  EXPECT_EQ(SearchSkills(Catalogue(), "dak").size(), 0U);
}

TEST(SkillSearchTest, PicksTheOneThatIsMeant) {
  for (const char* typed : {"skills/light-garden-work", "light-garden-work",
                            "Licht Tuinwerk", "gras maaien", "gras"}) {
    const absl::StatusOr<std::string> skill =
        PickSkill(Catalogue(), typed, Language::kDutch);
    ASSERT_TRUE(skill.ok()) << typed << ": " << skill.status();
    EXPECT_EQ(*skill, "skills/light-garden-work") << typed;
  }
}

TEST(SkillSearchTest, NamesWhatIsNearOrWhatCompetes) {
  const absl::Status wrong =
      PickSkill(Catalogue(), "lmaps", Language::kDutch).status();
  EXPECT_EQ(wrong.code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(absl::StrContains(wrong.message(), "lamps")) << wrong;
  const absl::Status several =
      PickSkill(Catalogue(), "tuinwerk", Language::kDutch).status();
  EXPECT_EQ(several.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(absl::StrContains(several.message(), "heavy-garden-work"));
}

TEST(SkillSearchTest, ShowsTheNameInTheReadersLanguageOrDutch) {
  EXPECT_EQ(DisplayName(Catalogue()[0], Language::kEnglish),
            "Light garden work");
  EXPECT_EQ(DisplayName(Catalogue()[1], Language::kEnglish), "Lampen ophangen");
}

}  // namespace
}  // namespace omzien::cli
