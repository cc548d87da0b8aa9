#include "server/tools/algorithm_entry.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/algorithm_asking.h"
#include "server/tools/algorithm_use.h"
#include "server/tools/algorithm_words.h"

namespace omzien::tools {
namespace {

using config::v1::Config;
using config::v1::Municipality;

// The standard's bounds, in characters.
constexpr std::size_t kLine = 100;
constexpr std::size_t kSummary = 350;
constexpr std::size_t kLink = 500;
constexpr std::size_t kText = 2'500;
constexpr std::size_t kLongText = 5'000;

// Whether this municipality asks one by one, by what was learned.
bool Learns(const Municipality& municipality) {
  return municipality.ask_policy().has_one_by_one();
}

// "Gemeente Roerdalen".
std::string NameOf(const Municipality& municipality) {
  const std::string& name = municipality.display_name();
  return absl::StartsWithIgnoreCase(name, "gemeente ")
             ? name
             : absl::StrCat("Gemeente ", name);
}

// What the configuration holds that may help to fill in a mark.
std::string Known(absl::string_view what, const std::string& value) {
  return value.empty() ? "" : absl::StrCat("; ", what, ": ", value);
}

AlgorithmGroup General(const Config& config, const Municipality& municipality,
                       const AskingWords& asking) {
  return {
      "Algemene informatie",
      {
          {"Naam", "Vrijwilligers vragen voor burenhulp (Omzien)", kLine},
          {"Korte omschrijving",
           absl::StrCat("Een inwoner vraagt hulp bij een kleine klus. Dit "
                        "algoritme bepaalt welke vrijwilligers daarvoor een "
                        "vraag krijgen, en wanneer: ",
                        asking.how,
                        ". Iedere vrijwilliger zegt zelf ja of nee. Vindt het "
                        "niemand, dan gaat een mens verder."),
           kSummary},
          {"Organisatie", NameOf(municipality), kLine},
          {"Thema", ToFill("hoogstens drie thema's van de lijst; dit past bij "
                           "Zorg en gezondheid")},
          {"Status", ToFill("In ontwikkeling, In gebruik of Buiten gebruik")},
          {"Begindatum", ToFill("jaar en maand van het begin, als jjjj-mm")},
          {"Einddatum", "Leeg laten zolang het algoritme in gebruik is."},
          {"Contactgegevens",
           ToFill(absl::StrCat(
               "e-mailadres of website voor vragen hierover",
               Known("in de instellingen staat",
                     config.controller().controller().contact()),
               "; de balie is te bellen op ", municipality.desk_phone())),
           kLink},
          {"Link naar publiekspagina",
           ToFill("link naar een pagina over burenhulp, of laat leeg"), kLink},
          {"Publicatiecategorie",
           ToFill(absl::StrCat("Hoog-risico AI-systeem, Impactvolle algoritmes "
                               "of Overige algoritmes; ",
                               asking.category,
                               "; laat een jurist meekijken"))},
          {"Link naar bronregistratie",
           ToFill("link naar uw eigen algoritmeregister, of laat leeg"), kLink},
      }};
}

AlgorithmGroup ResponsibleUse(const Municipality& municipality,
                              const AskingWords& asking) {
  return {
      "Verantwoord gebruik",
      {
          {"Doel en impact", SayPurpose(), kText},
          {"Afwegingen", SayConsiderations(), kText},
          {"Menselijke tussenkomst", SayHumanSay(municipality), kText},
          {"Risicobeheer", SayRisks(asking), kText},
          {"Wettelijke basis",
           ToFill("de wet waarop de gemeente dit doet, en wat die wet wil; "
                  "vaak is dat de Wet maatschappelijke ondersteuning 2015"),
           kText},
          {"Verwijzingen wettelijke basis",
           ToFill("titel en link; de Wmo 2015 staat op "
                  "https://wetten.overheid.nl/BWBR0035362"),
           kLine + kLink},
          {"Link naar verwerkingsregister",
           ToFill("link naar het register van verwerkingen; `omziend register` "
                  "maakt de tekst"),
           kLink},
          {"Impacttoetsen",
           ListOf(
               {absl::StrCat(
                    "Data Protection Impact Assessment (DPIA): ",
                    ToFill("gedaan of niet, en een link als die openbaar is")),
                absl::StrCat(
                    "Impact Assessment Mensenrechten en Algoritmes (IAMA): ",
                    ToFill(
                        "gedaan of niet, en een link als die openbaar is"))})},
          {"Toelichting op impacttoetsen",
           absl::StrCat("Het algoritme gebruikt persoonsgegevens van inwoners "
                        "en vrijwilligers. ",
                        ToFill("waarom een toets niet is gedaan")),
           kText},
      }};
}

AlgorithmGroup Working(const Config& config, const Municipality& municipality,
                       const AskingWords& asking) {
  const std::string processors = absl::StrJoin(
      config.controller().processors(), ", ",
      [](std::string* out, const auto& each) {
        absl::StrAppend(out, each.name(), " (", each.purpose(), ")");
      });
  return {
      "Werking",
      {
          {"Gegevens", SayData(asking), kText},
          {"Verwijzingen gegevensbronnen",
           ToFill("titel en link, of laat leeg"), 2 * kLink},
          {"Technische werking",
           absl::StrCat("Erin gaat een klus met alle vrijwilligers; eruit komt "
                        "wie wanneer een vraag krijgt, met de redenen.\n\n",
                        SayIntake(municipality.job_policy()), "\n\n",
                        SayRules(municipality.ask_policy()), "\n", asking.order,
                        "\n\n", asking.pace, "\n\n", asking.learning),
           kLongText},
          {"Leverancier",
           ToFill(absl::StrCat(
               "wie Omzien levert, of Intern ontwikkeld",
               Known("verwerkers in de instellingen", processors))),
           2 * kLine},
          {"Link naar broncode",
           ToFill("link naar de code die hier draait; Omzien is open source "
                  "(EUPL-1.2)"),
           kLink},
      }};
}

AlgorithmGroup Metadata(const Municipality& municipality) {
  return {
      "Metadata",
      {
          {"Taal", "nld"},
          {"Versie publicatiestandaard", "1.0"},
          {"Bron-ID", absl::StrCat("omzien-", municipality.id()), kLine},
          {"Zoektermen",
           absl::StrCat(
               "burenhulp, vrijwilligers, hulpvraag, klus, matching, welzijn, ",
               municipality.display_name()),
           kText},
      }};
}

}  // namespace

std::vector<AlgorithmGroup> AlgorithmEntry(const Config& config,
                                           const Municipality& municipality,
                                           bool learns) {
  const AskingWords asking = SayAsking(municipality.ask_policy(), learns);
  return {General(config, municipality, asking),
          ResponsibleUse(municipality, asking),
          Working(config, municipality, asking), Metadata(municipality)};
}

std::string WriteAlgorithmEntry(const Config& config,
                                const Municipality& municipality) {
  std::string out = absl::StrCat(
      "# Algoritmeregister: ", NameOf(municipality), " (", municipality.id(),
      ")\n\n> CONCEPT. Publiceer dit niet zolang ergens “", kMark,
      "” staat. Gemaakt door `omziend register --algorithm` uit de "
      "instellingen en de code, voor de Algoritmeregister Publicatiestandaard "
      "1.0.\n\n");
  for (const AlgorithmGroup& group :
       AlgorithmEntry(config, municipality, Learns(municipality))) {
    absl::StrAppend(&out, "## ", group.name, "\n\n");
    for (const AlgorithmField& field : group.fields) {
      const absl::string_view text =
          absl::StripTrailingAsciiWhitespace(field.text);
      absl::StrAppend(&out, "### ", field.name, "\n\n", text, "\n\n");
    }
  }
  return out;
}

}  // namespace omzien::tools
