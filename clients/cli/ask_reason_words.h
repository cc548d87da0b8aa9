// The words of why somebody was asked, and why just then; see words.h.

#pragma once

#include "clients/cli/words.h"

namespace omzien::cli {

inline constexpr Word kWhys[] = {
    {1,
     "near",
     {"woont dichterbij dan wie daarna kwam",
      "lives nearer than who was next"}},
    {2,
     "asked-least",
     {"is minder vaak gevraagd dan anderen die kunnen",
      "was asked less often than others who can"}},
    {3, "waited-long", {"is lang niet gevraagd", "was not asked for long"}},
    {4, "newcomer", {"is nog nooit gevraagd", "was never asked before"}},
    {5,
     "helped-before",
     {"heeft deze inwoner al eens geholpen", "helped this resident before"}},
    {6,
     "suits",
     {"de klus past hier beter dan bij wie daarna kwam",
      "the job suits better here than with who was next"}},
    {7,
     "only-one",
     {"niemand anders kon nu gevraagd worden",
      "nobody else could be asked just then"}},
    {8,
     "next-spared",
     {"wie eerst zou komen, sparen wij voor werk dat weinig mensen kunnen",
      "who would have been first is spared for work that few people can do"}},
};

inline constexpr Word kWhysNow[] = {
    {1, "posted", {"de klus was net gevraagd", "the job had just come in"}},
    {2, "said-no", {"een ander kon niet", "somebody else could not"}},
    {3,
     "no-answer",
     {"een ander gaf nog geen antwoord", "somebody else had not answered yet"}},
    {4,
     "time-short",
     {"er was weinig tijd meer, en dan vragen wij meer mensen tegelijk",
      "little time was left, and then we ask more people at once"}},
    {5,
     "gave-back",
     {"wie zou komen, kon toch niet", "who was to come could not after all"}},
    {6,
     "more-helpers",
     {"er was nog iemand nodig", "one more helper was needed"}},
    {7,
     "free-again",
     {"eerder kon er niemand gevraagd worden",
      "before, nobody could be asked"}},
};

}  // namespace omzien::cli
