#include "server/tools/algorithm_asking.h"

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/score.h"
#include "matcher/verdict.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/algorithm_words.h"

namespace omzien::tools {
namespace {

using config::v1::AskPolicy;
using config::v1::Weights;
using matcher::Exclusion;
using matcher::Term;

// Goes on after "wie".
std::string RuleOf(Exclusion why, const AskPolicy& policy) {
  switch (why) {
    case Exclusion::kMunicipality:
      return "niet in deze gemeente helpt";
    case Exclusion::kSkill:
      return "niet heeft opgegeven dit werk te kunnen";
    case Exclusion::kPaused:
      return "een pauze heeft ingesteld";
    case Exclusion::kSelf:
      return "zelf om deze hulp vraagt";
    case Exclusion::kKeptApart:
      return "niet aan deze inwoner wordt gekoppeld, na een klacht of op "
             "verzoek van een van beiden";
    case Exclusion::kTooFar:
      return "verder weg woont dan de eigen grens voor de afstand";
    case Exclusion::kLanguage:
      return "geen van de talen spreekt waar de klus om vraagt";
    case Exclusion::kCheck:
      return "op die dag geen geldig bewijs heeft waar de klus om vraagt, "
             "zoals een VOG";
    case Exclusion::kCircumstance:
      return "liever geen huisdieren, trap of rook heeft, terwijl die er zijn";
    case Exclusion::kNotAvailable:
      return "niet kan op de gevraagde tijden";
    case Exclusion::kBusy:
      return "dan al een afspraak heeft, met de reistijd erbij";
    case Exclusion::kAskedBefore:
      return "voor deze klus al is gevraagd";
    case Exclusion::kOpenAsks:
      return "nog zo veel vragen open heeft als zelf gekozen (niets gekozen: "
             "1)";
    case Exclusion::kWeekFull:
      return absl::StrCat(
          "in 7 dagen al zo vaak is gevraagd als zelf gekozen (niets gekozen: ",
          policy.asks_per_week_max(), " keer)");
    case Exclusion::kResting:
      return absl::StrCat(
          "nog uitrust na een klus, zo lang als zelf gekozen (niets gekozen: ",
          SaySpan(policy.rest_after_job()), ")");
  }
  return "";
}

std::string SayDays(absl::Duration duration) {
  return absl::StrCat(duration / absl::Hours(24), " dagen");
}

// With its weight.
std::string TermOf(Term term, const Weights& weights) {
  switch (term) {
    case Term::kDistance:
      return absl::StrCat(
          "dichtbij wonen, gerekend naar hoe ver iemand in een uur komt te "
          "voet, met de fiets of met de auto: ",
          weights.distance());
    case Term::kFairShare:
      return absl::StrCat("in de laatste ", SayDays(matcher::kFairShareOver),
                          " weinig gevraagd zijn: ", weights.fair_share());
    case Term::kWaitedLong:
      return absl::StrCat(
          "in de laatste ", SayDays(matcher::kLongWait),
          " niet gevraagd zijn, of nog nooit: ", weights.waited_long());
    case Term::kContinuity:
      return absl::StrCat("deze inwoner eerder goed hebben geholpen: ",
                          weights.continuity());
    case Term::kTimeFit:
      return absl::StrCat("op veel van de gewenste tijden kunnen: ",
                          weights.time_fit());
    case Term::kLanguage:
      return absl::StrCat("de taal van de inwoner spreken: ",
                          weights.language());
    case Term::kSkillLevel:
      return absl::StrCat("ervaren zijn in het werk: ", weights.skill_level());
  }
  return "";
}

std::string SayWeights(const Weights& weights) {
  std::vector<std::string> terms;
  for (std::size_t i = 1; i <= std::tuple_size_v<matcher::Terms>; ++i) {
    terms.push_back(TermOf(static_cast<Term>(i), weights));
  }
  return absl::StrCat(
      "Wie overblijft, krijgt punten. Elk punt is een getal van 0 tot 1, keer "
      "het gewicht in deze gemeente (0 tot 1000; 0 telt niet mee). De "
      "gewichten zijn:\n\n",
      ListOf(terms),
      "\nWie de meeste punten heeft, wordt het eerst gevraagd. Bij gelijke "
      "punten gaat voor wie dichterbij woont. Er wordt niet geloot.");
}

std::string SayWaves(const AskPolicy& policy) {
  std::string pace = absl::StrCat(
      "Vragen gaan in rondes uit. In de eerste ronde krijgt voor elke helper "
      "die nodig is dit aantal mensen een vraag: ",
      policy.first_wave_size(), ".");
  if (policy.waves_max() > 1) {
    absl::StrAppend(
        &pace, " In elke volgende ronde, voor elke helper die nog ontbreekt: ",
        policy.next_wave_size(), ". De volgende ronde komt ",
        SaySpan(policy.wave_interval()),
        " na de laatste vraag van de vorige, of meteen als er geen vraag meer "
        "openstaat.");
  }
  absl::StrAppend(&pace, " Het aantal rondes is hoogstens ", policy.waves_max(),
                  ". Een vraag vervalt na ", SaySpan(policy.lapse_after()),
                  ", of eerder als de klus dan al moet beginnen.");
  if (policy.lead_min().seconds() > 0) {
    absl::StrAppend(&pace, " Een vraag gaat uiterlijk ",
                    SaySpan(policy.lead_min()),
                    " voor het laatst mogelijke begin uit.");
  }
  return pace;
}

std::string SayOneByOne() {
  return "Vragen gaan een voor een uit. Zolang er tijd is, staat er voor een "
         "klus meestal één vraag open. Bij een nee, of als het langer stil "
         "blijft dan van die persoon te verwachten is, gaat de volgende vraag "
         "uit. Wordt de tijd korter, dan gaan er meer vragen tegelijk uit: zo "
         "veel als nodig is om de klus bijna zeker gedaan te krijgen.";
}

// What holds for both ways.
std::string SayAlways(const AskPolicy& policy) {
  std::string always;
  if (policy.quiet_start() != policy.quiet_end()) {
    absl::StrAppend(&always,
                    " In de stille uren gaat geen vraag uit; wie niets koos, "
                    "heeft stilte van ",
                    policy.quiet_start(), " tot ", policy.quiet_end(), " uur.");
  }
  absl::StrAppend(
      &always, " Na “nu even niet” komt dezelfde vraag pas na ",
      SaySpan(policy.snooze()),
      " terug, als er dan nog hulp nodig is. Zijn er genoeg helpers, dan "
      "worden de andere vragen ingetrokken. Komt er geen hulp, dan hoort de "
      "inwoner dat en wordt het werk voor de balie.");
  return always;
}

AskingWords InWaves(const AskPolicy& policy) {
  const Weights& weights = policy.weights();
  AskingWords words;
  words.how = "met vaste regels en vaste punten";
  words.order = SayWeights(weights);
  words.pace = absl::StrCat(SayWaves(policy), SayAlways(policy));
  words.learning =
      "Het algoritme is niet zelflerend. Het voorspelt niets over mensen en "
      "past zichzelf niet aan: met dezelfde gegevens komt er altijd hetzelfde "
      "uit. Wat telt, verandert alleen als iemand de instellingen of de code "
      "verandert.";
  words.category =
      "het werkt met vaste regels, en neemt geen besluit met rechtsgevolg";
  const bool spreads = weights.fair_share() > 0 || weights.waited_long() > 0;
  words.risks.push_back(absl::StrCat(
      "Iemand wordt nooit gevraagd. ",
      spreads ? "Wie weinig of lang niet is gevraagd, krijgt meer punten."
              : "In deze instellingen telt niet mee hoe vaak iemand al is "
                "gevraagd; kijk dus zelf wie nooit een vraag krijgt."));
  return words;
}

AskingWords Learned(const AskPolicy& policy) {
  AskingWords words;
  words.how = "met vaste regels en met wat van eerdere antwoorden is geleerd";
  words.order =
      "Voor ieder die overblijft, rekent het algoritme uit wat een vraag waard "
      "is: de kans op een ja op tijd, min wat de vraag van iemand vergt. Dat "
      "laatste is meer bij wie pas nog is gevraagd, en bij wie ook werk kan "
      "dat "
      "weinig mensen kunnen, als anderen de klus ook kunnen doen. Passen er "
      "meer dan 50 "
      "mensen, dan kijkt het naar de 50 die het meest in aanmerking komen naar "
      "afstand, eerdere vragen en tijd. Wie deze inwoner eerder goed hielp, "
      "krijgt voorrang als het verder weinig scheelt. Wie lang niet of nog "
      "nooit is gevraagd, gaat één keer voor. Zijn mensen bijna gelijk, dan "
      "gaat voor wie het minst is gevraagd, en daarna beslist een loting die "
      "later is na te rekenen.";
  words.pace = absl::StrCat(SayOneByOne(), SayAlways(policy));
  words.learning = absl::StrCat(
      "Het algoritme is zelflerend. Het leert alleen van vragen en antwoorden. "
      "Per vrijwilliger leert het:\n\n",
      ListOf({"hoe vaak iemand ja zegt, vergeleken met anderen bij zo'n soort "
              "klus, afstand, deel van de week en tijd vooraf",
              "hoe lang een antwoord duurt",
              "hoe lang iemand rust nodig heeft na een vraag"}),
      "\nElke nacht telt het voor de hele gemeente naar welk werk in de "
      "laatste acht weken vraag was, hoeveel mensen dat kunnen, en hoeveel "
      "vrijwilligers stopten binnen een maand na een vraag. Daaruit volgt wat "
      "een vraag kost. Ook telt het voor wie nieuw is en nog nooit is gevraagd "
      "hoeveel van die klussen bij die persoon pasten: wie er maar enkele te "
      "verwachten heeft, gaat voor.\n\nWie nieuw is, telt als het gemiddelde "
      "van de groep. Enkele antwoorden veranderen daar weinig aan. Wie iemand "
      "is, speelt geen rol: het leert "
      "niets van naam, leeftijd of afkomst. De vaste regels en de eigen "
      "grenzen verandert het nooit.");
  words.data =
      "Wat van iemand is geleerd: een klein aantal getallen. Ze staan "
      "verzegeld bij de eigen gegevens van de vrijwilliger, worden daarmee "
      "gewist en aan niemand anders getoond. Voor de gemeente als geheel zijn "
      "er alleen optellingen, zonder namen: hoe vaak mensen ja zeggen, hoe "
      "snel zij antwoorden, hoeveel er stoppen en hoeveel er elk soort werk "
      "kunnen.";
  words.category =
      "het leert van gedrag: kijk ook naar bijlage III, punt 4, van de "
      "AI-verordening";
  words.risks = {
      "Iemand wordt nooit gevraagd. Wie lang niet of nog nooit is gevraagd, "
      "gaat één keer voor.",
      "Wie vaak nee zegt, krijgt minder vragen, ook als dat nee een goede "
      "reden had. Enkele antwoorden maken weinig uit, en wie lang niet is "
      "gevraagd, gaat toch één keer voor."};
  return words;
}

}  // namespace

std::string SayRules(const AskPolicy& policy) {
  std::vector<std::string> rules;
  for (std::size_t i = 1; i < matcher::kExclusionEnd; ++i) {
    rules.push_back(RuleOf(static_cast<Exclusion>(i), policy));
  }
  return absl::StrCat(
      "Eerst bepalen vaste regels wie past. Geen vraag krijgt wie:\n\n",
      ListOf(rules));
}

AskingWords SayAsking(const AskPolicy& policy, bool learns) {
  return learns ? Learned(policy) : InWaves(policy);
}

}  // namespace omzien::tools
