// The words of who fits and who does not; see words.h.

#pragma once

#include "clients/cli/words.h"

namespace omzien::cli {

inline constexpr Word kExclusions[] = {
    {1,
     "municipality",
     {"helpt niet in deze gemeente", "does not help in this municipality"}},
    {2, "skill", {"kan dit werk niet", "lacks a skill for this"}},
    {3, "paused", {"heeft nu pauze", "is pausing"}},
    {4, "self", {"vraagt zelf om deze hulp", "is the one who asks"}},
    {5,
     "kept-apart",
     {"wordt niet aan deze inwoner gekoppeld",
      "is kept apart from this resident"}},
    {6, "too-far", {"woont te ver weg", "lives too far away"}},
    {7,
     "language",
     {"spreekt de gevraagde taal niet", "does not speak the language"}},
    {8,
     "check",
     {"heeft geen geldige verklaring (zoals VOG)",
      "lacks a valid check (such as a VOG)"}},
    {9,
     "circumstance",
     {"wil liever geen huisdieren, trap of rook",
      "avoids pets, stairs or smoke"}},
    {10, "not-available", {"kan niet op die tijden", "is not free then"}},
    {11, "busy", {"heeft dan een andere afspraak", "has another appointment"}},
    {12, "asked-before", {"is hier al voor gevraagd", "was asked before"}},
    {13, "open-asks", {"heeft nog een vraag open", "has another open ask"}},
    {14,
     "week-full",
     {"is deze week genoeg gevraagd", "was asked enough this week"}},
    {15, "resting", {"rust uit na een klus", "rests after a job"}},
};
inline constexpr Word kTerms[] = {
    {1, "distance", {"woont dichtbij", "lives near"}},
    {2,
     "fair-share",
     {"werd minder gevraagd dan anderen", "was asked less than others"}},
    {3, "waited-long", {"is lang niet gevraagd", "was not asked for long"}},
    {4,
     "continuity",
     {"hielp deze inwoner al eerder", "helped this resident before"}},
    {5,
     "time-fit",
     {"kan op veel van de tijden", "can come at many of the times"}},
    {6,
     "language",
     {"spreekt de taal van de inwoner", "speaks the resident's language"}},
    {7, "skill-level", {"is ervaren in dit werk", "is practised in this work"}},
};

}  // namespace omzien::cli
