#include "server/tools/algorithm_use.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/tools/algorithm_asking.h"
#include "server/tools/algorithm_words.h"

namespace omzien::tools {
namespace {

using config::v1::JobPolicy;
using config::v1::Municipality;

// Goes on after "werk dat".
std::string RiskOf(int risk) {
  switch (risk) {
    case v1::RISK_CLASS_LIGHT:
      return "licht is";
    case v1::RISK_CLASS_TRUST:
      return "om vertrouwen vraagt, zoals met geld of sleutels";
    case v1::RISK_CLASS_HEAVY:
      return "te zwaar is";
    case v1::RISK_CLASS_DANGEROUS:
      return "te gevaarlijk is";
    default:
      return "";
  }
}

}  // namespace

std::string SayPurpose() {
  return "Doel: een inwoner die hulp nodig heeft bij een kleine klus, vindt "
         "een buur die dat kan en wil. Het is ook de bedoeling dat niet steeds "
         "dezelfde mensen worden gevraagd, en dat niemand wordt "
         "vergeten.\n\nImpact op vrijwilligers: het algoritme bepaalt wie een "
         "vraag krijgt voor een kleine vrijwillige klus, en wanneer. Niemand "
         "is verplicht om ja te zeggen, en een nee heeft geen gevolgen voor "
         "iemands rechten.\n\nImpact op inwoners: het algoritme bepaalt mee "
         "hoe snel er hulp is en wie er komt. Past een klus niet bij "
         "vrijwilligers, dan hoort de inwoner waar hij of zij wel terecht kan. "
         "Vindt het niemand, dan gaat een mens verder. Het beslist niet over "
         "rechten, geld, zorg of een voorziening.";
}

std::string SayConsiderations() {
  return absl::StrCat(
      "Voordelen: de vraag komt bij mensen die het kunnen en op dat moment "
      "willen. Eigen grenzen worden altijd gehouden. Elke vraag heeft redenen "
      "die na te lezen zijn.\n\nNadelen: een programma kent mensen niet zoals "
      "een medewerker hen kent, en gaat af op wat is "
      "ingevuld.\n\nAlternatieven: een medewerker die belt met een lijst. Dat "
      "gaat goed met enkele tientallen mensen; met meer mensen krijgen steeds "
      "dezelfden de vraag. Iedereen tegelijk vragen maakt mensen moe. Alleen "
      "naar afstand kijken is niet eerlijk. Daarom gebruikt het algoritme zo "
      "weinig mogelijk gegevens.\n\n",
      ToFill("de eigen afweging van de gemeente, ook de ethische"));
}

std::string SayHumanSay(const Municipality& municipality) {
  return absl::StrCat(
      "Voordat een vraag uitgaat, kijkt er geen mens naar de keuze. Daarna "
      "zijn mensen aan zet.\n\nDe vrijwilliger:\n\n",
      ListOf({"zegt op elke vraag zelf ja, nee of nu even niet, zonder een "
              "reden te geven",
              "kiest zelf grenzen: uren, afstand, hoeveel vragen in 7 dagen, "
              "rust na een klus, stille uren",
              "kan altijd pauze nemen",
              "kan weten waarom: de redenen staan in de mail, en de balie ziet "
              "ze ook"}),
      "\nDe balie:\n\n",
      ListOf({"ziet met `omzien explain` wie kan, wie niet, waarom, en wat er "
              "anders zou moeten zijn",
              "kan een vraag intrekken, een klus sluiten, doorverwijzen of "
              "weer openen, en mensen uit elkaar houden",
              "krijgt elke klus waarvoor niemand is gevonden als werk: een "
              "mens gaat verder"}),
      "\nElke keuze staat met de redenen in het journaal. Niet eens met hoe "
      "het ging? Bel de balie: ",
      municipality.desk_phone(),
      ". Een klacht blijft open werk tot iemand die heeft afgehandeld.");
}

std::string SayRisks(const AskingWords& asking) {
  std::vector<std::string> risks = {
      "Steeds dezelfde mensen worden gevraagd. Wie zelf geen grens koos, heeft "
      "er toch een: hoeveel vragen in 7 dagen, en hoeveel rust na een klus. "
      "Het programma gaat daar nooit overheen."};
  risks.insert(risks.end(), asking.risks.begin(), asking.risks.end());
  risks.insert(
      risks.end(),
      {"Afstand en taal kunnen samenhangen met wat iemand verdient of waar "
       "iemand vandaan komt. Daardoor kunnen groepen minder vragen krijgen. "
       "Leeftijd, geslacht en afkomst zelf kent het algoritme niet.",
       "Gegevens kloppen niet meer. Ieder kan de eigen gegevens inzien en "
       "veranderen, ook via de balie.",
       "Gegevens komen bij de verkeerde. Voor een ja ziet een vrijwilliger "
       "alleen het dorp, en wie wat inzag is na te lezen."});
  return absl::StrCat(
      "Bekende risico's, en wat ertegen gedaan is:\n\n", ListOf(risks), "\n",
      ToFill("wie volgt of dit goed gaat, hoe vaak, en wat er dan gebeurt"));
}

std::string SayData(const AskingWords& asking) {
  std::vector<std::string> kinds = {
      "Van de klus: soort werk, plek, duur, gewenste tijden, hoeveel helpers, "
      "welke talen en bewijzen nodig zijn, of er huisdieren, een trap of rook "
      "zijn, en de eerste taal van de inwoner.",
      "Van de vrijwilliger: vaardigheden, uren en dagen weg, plek van het "
      "huis, vervoer, grens voor de afstand, talen, gezien bewijs zoals een "
      "VOG (soort en datum, geen kopie), wat iemand liever niet in een huis "
      "heeft, andere eigen grenzen, pauze, afspraken.",
      "Van eerder: wanneer iemand is gevraagd in de laatste 90 dagen, wanneer "
      "de laatste klus was, welke inwoners iemand goed heeft geholpen, wie uit "
      "elkaar worden gehouden."};
  if (!asking.data.empty()) kinds.push_back(asking.data);
  return absl::StrCat(
      "Het algoritme gebruikt:\n\n", ListOf(kinds),
      "\nBron: wat inwoners en vrijwilligers zelf opgeven, ook via de balie of "
      "een organisatie in het team, en wat er daarna gebeurde. Er is geen "
      "koppeling met de BRP of met andere registraties van mensen.\n\nHet "
      "algoritme gebruikt niet: naam, leeftijd, geslacht, afkomst, geloof, "
      "gezondheid, inkomen of iets anders over wie iemand is. Waarom iemand "
      "bijvoorbeeld liever geen trap heeft, wordt niet gevraagd. Er zijn geen "
      "gegevens van mensen gebruikt om het te bouwen.");
}

std::string SayIntake(const JobPolicy& policy) {
  std::vector<std::string> bounds = {
      absl::StrCat("langer duurt dan ", SaySpan(policy.duration_max()))};
  if (policy.times_a_year_max() > 0) {
    bounds.push_back(absl::StrCat("een inwoner vaker vraagt dan ",
                                  policy.times_a_year_max(), " keer per jaar"));
  }
  for (const int risk : policy.refused_risks()) bounds.push_back(RiskOf(risk));
  if (policy.refuse_structural()) bounds.emplace_back("elke week terugkomt");
  return absl::StrCat(
      policy.own_network_first()
          ? "Een hulpvraag wordt pas aangenomen als is gezegd of de eigen "
            "omgeving kan helpen; “er is niemand” is ook een antwoord. "
          : "",
      "Vooraf bepalen vaste regels of een klus iets is voor vrijwilligers. "
      "Naar een andere plek gaat, met de reden, werk dat:\n\n",
      ListOf(bounds),
      "\nDe inwoner en de balie kunnen zo'n klus toch weer openen.");
}

}  // namespace omzien::tools
