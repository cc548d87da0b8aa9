#include "server/core/catalogue.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/skill_set.h"
#include "server/core/sample_settings.h"
#include "server/core/settings.h"

namespace omzien::core {
namespace {

using ::testing::ElementsAre;

Catalogue Make() { return *Catalogue::Make(SampleSettings()); }

TEST(CatalogueTest, FindsByNameAndListsInOrder) {
  const Catalogue catalogue = Make();
  ASSERT_NE(catalogue.FindMunicipality(kRoerdalen), nullptr);
  EXPECT_EQ(catalogue.FindMunicipality(kRoerdalen)->resource.display_name(),
            "Roerdalen");
  EXPECT_EQ(catalogue.FindMunicipality("municipalities/GM9999"), nullptr);
  EXPECT_EQ(catalogue.FindOrganisation("organisations/none"), nullptr);
  EXPECT_EQ(catalogue.FindSkill("skills/none"), nullptr);
  std::vector<std::string> names;
  for (const auto* each : catalogue.municipalities()) {
    names.push_back(each->resource.name());
  }
  EXPECT_THAT(names, ElementsAre(kElsewhere, kRoerdalen));
  names.clear();
  for (const auto* each : catalogue.skills()) names.push_back(each->name());
  EXPECT_THAT(names, ElementsAre(kCompany, kGarden, kLamp));
  EXPECT_TRUE(catalogue.has_mail());
}

TEST(CatalogueTest, SkillsBecomeASetAndBack) {
  const Catalogue catalogue = Make();
  const std::vector<std::string> names = {std::string(kLamp),
                                          std::string(kGarden)};
  const auto set = catalogue.SkillsOf(names, "skills");
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->count(), 2U);
  EXPECT_THAT(catalogue.SkillNames(*set), ElementsAre(kGarden, kLamp));
  const std::vector<std::string> unknown = {"skills/none"};
  EXPECT_EQ(catalogue.SkillsOf(unknown, "skills").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(CatalogueTest, ASkillIsNamedInTheLanguageOrTheDefaultOne) {
  const Catalogue catalogue = Make();
  EXPECT_EQ(catalogue.DisplayName(kGarden, "en"), "gardening");
  EXPECT_EQ(catalogue.DisplayName(kLamp, "en"), "lamp vervangen");
  EXPECT_EQ(catalogue.DisplayName("skills/gone", "nl"), "skills/gone");
}

TEST(CatalogueTest, TheVersionOfAPolicyFollowsItsFigures) {
  Settings settings = SampleSettings();
  const std::string before =
      Make().FindMunicipality(kRoerdalen)->policy_version;
  settings.config.mutable_municipalities(0)->set_display_name("Anders");
  EXPECT_EQ(
      Catalogue::Make(settings)->FindMunicipality(kRoerdalen)->policy_version,
      before);
  settings.config.mutable_municipalities(0)
      ->mutable_ask_policy()
      ->mutable_weights()
      ->set_distance(99);
  EXPECT_NE(
      Catalogue::Make(settings)->FindMunicipality(kRoerdalen)->policy_version,
      before);
}

TEST(CatalogueTest, AMistakeThatTheChecksLetThroughIsOurs) {
  Settings zone = SampleSettings();
  zone.config.mutable_municipalities(0)->set_time_zone("Europe/Nergens");
  EXPECT_EQ(Catalogue::Make(zone).status().code(), absl::StatusCode::kInternal);
  Settings many = SampleSettings();
  for (std::size_t i = 0; i < matcher::kSkillsMax; ++i) {
    many.skills.add_skills()->set_name("skills/" + std::to_string(i));
  }
  EXPECT_EQ(Catalogue::Make(many).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace omzien::core
