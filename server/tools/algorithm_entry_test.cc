#include "server/tools/algorithm_entry.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/runtime/config_file.h"
#include "server/tools/algorithm_words.h"

namespace omzien::tools {
namespace {

using config::v1::Config;
using config::v1::Municipality;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Config Shipped() {
  auto settings = runtime::ReadConfig(OMZIEN_CONFIG_DIR "/omzien.textproto");
  EXPECT_TRUE(settings.ok()) << settings.status();
  return settings.ok() ? settings->config : Config();
}

std::vector<std::string> NamesWhere(const std::vector<AlgorithmGroup>& groups,
                                    bool (*wanted)(const AlgorithmField&)) {
  std::vector<std::string> names;
  for (const AlgorithmGroup& group : groups) {
    for (const AlgorithmField& field : group.fields) {
      if (wanted(field)) names.emplace_back(field.name);
    }
  }
  return names;
}

// As the standard counts them: characters, not bytes.
std::size_t Chars(absl::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char each) { return (each & '\xC0') != '\x80'; }));
}

// The fields are those of the standard, in its groups and its order.
TEST(AlgorithmEntryTest, HasTheFieldsOfTheStandard) {
  const Config config = Shipped();
  std::vector<std::string> names;
  for (const AlgorithmGroup& group :
       AlgorithmEntry(config, config.municipalities(0), false)) {
    names.push_back(absl::StrCat("# ", group.name));
    for (const AlgorithmField& field : group.fields) {
      names.emplace_back(field.name);
    }
  }
  EXPECT_THAT(
      names,
      ElementsAre("# Algemene informatie", "Naam", "Korte omschrijving",
                  "Organisatie", "Thema", "Status", "Begindatum", "Einddatum",
                  "Contactgegevens", "Link naar publiekspagina",
                  "Publicatiecategorie", "Link naar bronregistratie",
                  "# Verantwoord gebruik", "Doel en impact", "Afwegingen",
                  "Menselijke tussenkomst", "Risicobeheer", "Wettelijke basis",
                  "Verwijzingen wettelijke basis",
                  "Link naar verwerkingsregister", "Impacttoetsen",
                  "Toelichting op impacttoetsen", "# Werking", "Gegevens",
                  "Verwijzingen gegevensbronnen", "Technische werking",
                  "Leverancier", "Link naar broncode", "# Metadata", "Taal",
                  "Versie publicatiestandaard", "Bron-ID", "Zoektermen"));
}

// The register refuses a text that is longer than its field, and no field is
// empty, asked in waves or one by one.
TEST(AlgorithmEntryTest, FitsTheFieldsOfTheStandard) {
  const Config config = Shipped();
  for (const bool learns : {false, true}) {
    for (const AlgorithmGroup& group :
         AlgorithmEntry(config, config.municipalities(0), learns)) {
      for (const AlgorithmField& field : group.fields) {
        EXPECT_FALSE(field.text.empty()) << field.name;
        if (field.chars_max == 0) continue;
        EXPECT_LT(Chars(field.text), field.chars_max) << field.name;
      }
    }
  }
}

// What no configuration can say is marked, and only that.
TEST(AlgorithmEntryTest, MarksWhatSomebodyHasToFillIn) {
  const Config config = Shipped();
  const auto groups = AlgorithmEntry(config, config.municipalities(0), false);
  EXPECT_THAT(
      NamesWhere(groups,
                 [](const AlgorithmField& field) {
                   return absl::StrContains(field.text, kMark);
                 }),
      ElementsAre("Thema", "Status", "Begindatum", "Contactgegevens",
                  "Link naar publiekspagina", "Publicatiecategorie",
                  "Link naar bronregistratie", "Afwegingen", "Risicobeheer",
                  "Wettelijke basis", "Verwijzingen wettelijke basis",
                  "Link naar verwerkingsregister", "Impacttoetsen",
                  "Toelichting op impacttoetsen",
                  "Verwijzingen gegevensbronnen", "Leverancier",
                  "Link naar broncode"));
}

// What is printed says what this municipality has configured, and warns that it
// is a draft.
TEST(AlgorithmEntryTest, SaysWhatThisMunicipalityDoes) {
  const Config config = Shipped();
  const std::string text =
      WriteAlgorithmEntry(config, config.municipalities(0));
  for (const char* words :
       {"# Algoritmeregister: Gemeente Roerdalen (GM1669)", "> CONCEPT.",
        "instellingen staat: gemeente@roerdalen.example; de balie is",
        "te bellen op 0475-000 001]", "Bel de balie: 0475-000 001",
        "langer duurt dan 4 uur", "vaker vraagt dan 6 keer per jaar",
        "- te zwaar is", "- te gevaarlijk is", "- elke week terugkomt",
        "de eigen omgeving", "Het algoritme is zelflerend",
        "niet: naam, leeftijd, geslacht, afkomst, geloof, gezondheid, inkomen",
        "Voorbeeld Hosting (draait de server en de mailserver)"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

// One that asks in waves has its weights, and learns nothing.
TEST(AlgorithmEntryTest, SaysThatWavesLearnNothing) {
  Config config = Shipped();
  config.mutable_municipalities(0)->mutable_ask_policy()->clear_one_by_one();
  const std::string text =
      WriteAlgorithmEntry(config, config.municipalities(0));
  for (const char* words :
       {"de taal van de inwoner spreken: 30", "niet zelflerend"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

// Another municipality of the same configuration has a draft of its own, by its
// own name, telephone number and bounds.
TEST(AlgorithmEntryTest, IsAboutOneMunicipality) {
  Config config = Shipped();
  Municipality other = config.municipalities(0);
  other.set_id("GM0001");
  other.set_display_name("Gemeente Elders");
  other.set_desk_phone("0475-000 099");
  other.mutable_job_policy()->clear_times_a_year_max();
  other.mutable_job_policy()->clear_own_network_first();
  other.mutable_job_policy()->clear_refused_risks();
  other.mutable_job_policy()->clear_refuse_structural();
  *config.add_municipalities() = other;
  EXPECT_THAT(
      WriteAlgorithmEntry(config, other),
      AllOf(HasSubstr("# Algoritmeregister: Gemeente Elders (GM0001)"),
            HasSubstr("0475-000 099"), HasSubstr("omzien-GM0001"),
            Not(HasSubstr("Roerdalen (")), Not(HasSubstr("0475-000 001")),
            Not(HasSubstr("keer per jaar")), Not(HasSubstr("te zwaar")),
            Not(HasSubstr("elke week")), Not(HasSubstr("eigen omgeving"))));
}

}  // namespace
}  // namespace omzien::tools
