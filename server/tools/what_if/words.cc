#include "server/tools/what_if/words.h"

#include "absl/strings/string_view.h"

namespace omzien::what_if {
namespace {

constexpr Words kDutch = {
    .decimal = ',',
    .title = "Wat als? $0\n",
    .counted =
        "Klussen die van $0 tot en met $1 zijn gevraagd: $2.\n"
        "Vrijwilligers: $3.\n",
    .now = "Zoals nu: $0\n",
    .tried = "Stel dat: $0\n",
    .in_waves =
        "in rondes; eerst $0 mensen, daarna steeds $1 na $2 uur, "
        "hoogstens $3 rondes",
    .one_by_one = "een voor een; na een nee of stilte volgt de volgende",
    .changed = "Wat anders is dan nu (de namen zijn die van de instellingen):",
    .columns = {"echt", "zoals nu", "stel dat", "verschil"},
    .rows = {"van 100 klussen: hulp gevonden", "vragen voor elke klus met hulp",
             "uren tot er hulp is (de middelste klus)",
             "vrijwilligers zonder een vraag",
             "vrijwilligers met 3 of meer vragen in 7 dagen",
             "vragen boven iemands eigen grens"},
    .table_note =
        "Echt: wat er gebeurde. Zoals nu en stel dat: $0 keer nagespeeld, "
        "steeds met ander\ntoeval, en voor beide met hetzelfde toeval. Achter "
        "\u00b1 staat hoeveel het verschil nog\nkan schelen.\n",
    .trust = "Klopt het naspelen?",
    .fits = {"Ja, voor zover te zien: wat echt gebeurde, past bij zoals nu.",
             "Nee: wat echt gebeurde, past niet bij zoals nu. Kijk hooguit "
             "naar welke kant het op gaat.",
             "Dat is niet te zeggen: er is zo weinig bekend, dat zoals nu op "
             "van alles uit kan komen."},
    .range =
        "Zoals nu gaf meestal $0 tot $1 van 100 klussen met hulp, en $2 "
        "tot $3 vragen per klus.",
    .assumes = "Waar wij van uitgaan",
    .learned =
        "Hoe vaak en hoe snel mensen ja zeggen is geleerd uit $0 "
        "antwoorden.",
    .not_learned =
        "Van de antwoorden is nog niets geleerd. Wij nemen aan: van 100 "
        "mensen die een vraag\n    lezen, zeggen er $0 ja en geven er $1 "
        "antwoord. Dat kan hier anders zijn.",
    .always = {"De vrijwilligers zijn die van nu, met hun grenzen van nu. "
               "Niemand stopt of zegt af.",
               "Wie niet is gevraagd, kan in het echt anders antwoorden dan "
               "wij denken.",
               "Vroeg de gemeente in deze dagen anders dan nu, dan past echt "
               "niet bij zoals nu."},
    .left_out = "Niet meegeteld ($0).",
    .left_out_kinds = {"klussen die nog lopen: $0", "afgezegde klussen: $0",
                       "klussen die meteen zijn doorverwezen: $0",
                       "hulpvragen van wie is gewist: $0",
                       "klussen met een onbekende vaardigheid: $0",
                       "vrijwilligers die toen zijn gevraagd en er niet meer "
                       "zijn: $0",
                       "vrijwilligers zonder bekende plek: $0"},
    .advice = "Advies: ",
    .advices =
        {"dit zijn te weinig klussen om iets te zeggen. Probeer het met meer "
         "dagen.",
         "het verschil is te klein om iets te zeggen. Er is geen reden om te "
         "wisselen.",
         "zo wordt vaker hulp gevonden, en niet met meer vragen per klus. Het "
         "is het "
         "proberen waard.",
         "zo wordt even vaak hulp gevonden, met minder vragen. Het is het "
         "proberen waard.",
         "zo wordt vaker hulp gevonden, maar met meer vragen per klus. Overleg "
         "met de "
         "vrijwilligers.",
         "zo krijgen vrijwilligers minder vragen, maar wordt minder vaak hulp "
         "gevonden. Weeg dat.",
         "zo wordt even vaak hulp gevonden, met meer vragen. Doe het niet.",
         "zo wordt minder vaak hulp gevonden. Doe het niet."},
    .but_slower = "\n        Het duurt wel langer tot er hulp is.",
    .but_more_often =
        "\n        Er zijn meer mensen die 3 of meer vragen in een week "
        "krijgen.",
    .but_does_not_fit =
        "\n        Maar het naspelen is hier niet zeker: wees voorzichtig.",
    .end = "Dit is een berekening, geen belofte. Er is niets veranderd.\n",
    .nothing =
        "In deze dagen is geen klus gevraagd die al voorbij is. Er is "
        "niets na te spelen.\n"};

constexpr Words kEnglish = {
    .decimal = '.',
    .title = "What if? $0\n",
    .counted =
        "Jobs posted from $0 up to and including $1: $2.\n"
        "Volunteers: $3.\n",
    .now = "As now:  $0\n",
    .tried = "Suppose: $0\n",
    .in_waves =
        "in waves; first $0 people, then $1 more after each $2 hours, "
        "at most $3 waves",
    .one_by_one = "one by one; after a no or silence the next is asked",
    .changed = "What differs from now (by the names of the settings):",
    .columns = {"really", "as now", "suppose", "difference"},
    .rows = {"of 100 jobs: help found", "asks for each job with help",
             "hours until there is help (the median job)",
             "volunteers without an ask",
             "volunteers with 3 or more asks in 7 days",
             "asks beyond somebody's own limits"},
    .table_note =
        "Really: what happened. As now and suppose: played again $0 times, "
        "each with other\nluck, and both with the same luck. After \u00b1 "
        "stands by how much the difference may\nstill be off.\n",
    .trust = "Does the replay fit?",
    .fits = {"Yes, as far as can be seen: what really happened fits as now.",
             "No: what really happened does not fit as now. Look at the "
             "direction at most.",
             "That cannot be said: so little is known that as now may come to "
             "anything."},
    .range =
        "As now mostly gave help for $0 to $1 of 100 jobs, and $2 to $3 "
        "asks a job.",
    .assumes = "What we assume",
    .learned =
        "How often and how soon people say yes was learned from $0 "
        "answers.",
    .not_learned =
        "Nothing was learned from answers yet. We assume: of 100 people who "
        "read an ask,\n    $0 say yes and $1 answer. That may be otherwise "
        "here.",
    .always = {"The volunteers are those of now, with their limits of now. "
               "Nobody quits or calls off.",
               "Who was not asked may really answer otherwise than we think.",
               "If the municipality asked otherwise in these days than now, "
               "really does not fit as now."},
    .left_out = "Not counted ($0).",
    .left_out_kinds = {"jobs that still run: $0", "cancelled jobs: $0",
                       "jobs referred on at once: $0",
                       "needs of people who were erased: $0",
                       "jobs with an unknown skill: $0",
                       "volunteers who were asked then and are no more: $0",
                       "volunteers without a known place: $0"},
    .advice = "Advice: ",
    .advices =
        {"these are too few jobs to say anything. Try it with more days.",
         "the difference is too small to say anything. There is no reason to "
         "change.",
         "help is found more often, and not with more asks a job. It is worth "
         "trying.",
         "help is found as often, with fewer asks. It is worth trying.",
         "help is found more often, but with more asks a job. Talk with the "
         "volunteers.",
         "volunteers get fewer asks, but help is found less often. Weigh "
         "that.",
         "help is found as often, with more asks. Do not do it.",
         "help is found less often. Do not do it."},
    .but_slower = "\n        It does take longer until there is help.",
    .but_more_often = "\n        More people get 3 or more asks in a week.",
    .but_does_not_fit =
        "\n        But the replay is not certain here: be careful.",
    .end = "This is a reckoning, not a promise. Nothing was changed.\n",
    .nothing =
        "No job was posted in these days that is over already. There "
        "is nothing to play again.\n"};

}  // namespace

const Words& WordsIn(absl::string_view language) {
  return language == "nl" ? kDutch : kEnglish;
}

}  // namespace omzien::what_if
