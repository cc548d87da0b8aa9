// The words of signals; see words.h.

#pragma once

#include "clients/cli/language.h"
#include "clients/cli/words.h"

namespace omzien::cli {

inline constexpr Word kUrgencies[] = {
    {1, "now", {"vandaag", "today"}},
    {2, "soon", {"deze dagen", "in the next days"}},
    {3, "no-hurry", {"heeft geen haast", "no hurry"}},
};
inline constexpr Word kSignalStates[] = {
    {1, "raised", {"opgeschreven en doorgegeven", "noted and passed on"}},
    {2, "taken", {"iemand kijkt ernaar", "somebody looks into it"}},
    {3, "weighed", {"bekeken", "weighed"}},
};
inline constexpr Word kSignalOutcomes[] = {
    {1, "nothing-needed", {"er is niets nodig", "nothing is needed"}},
    {2, "watched", {"we houden het in de gaten", "we keep an eye on it"}},
    {3, "talked", {"besproken met de persoon", "talked with the person"}},
    {4, "to-gp", {"naar de huisarts", "to the general practitioner"}},
    {5, "to-team", {"naar het wijkteam", "to the social team"}},
    {6, "to-veilig-thuis", {"naar Veilig Thuis", "to Veilig Thuis"}},
    {7, "other", {"iets anders", "something else"}},
};

// Of the concern that nobody is told.
inline constexpr Text kNoSignalContact = {
    "Ergens is niemand contactpersoon voor signalen (“niet pluis”).",
    "Somewhere nobody is contact person for signals that something is not "
    "right."};
inline constexpr Text kAppointSignalContact = {
    "Wijs iemand aan: omzien members add ... --signal-contact.",
    "Appoint somebody: omzien members add ... --signal-contact."};

}  // namespace omzien::cli
