#include "clients/cli/words.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/cli/ask_reason_words.h"
#include "clients/cli/language.h"
#include "clients/cli/match_words.h"
#include "clients/cli/signal_words.h"

namespace omzien::cli {
namespace {

// The numbers are those of the proto; words_test.cc walks the descriptors and
// holds each name against the proto's own.

constexpr Word kJobStates[] = {
    {1, "open", {"open", "open"}},
    {2, "arranged", {"geregeld", "arranged"}},
    {3, "done", {"gedaan", "done"}},
    {4, "partly-done", {"deels gedaan", "partly done"}},
    {5, "not-done", {"niet gedaan", "not done"}},
    {6, "cancelled", {"afgezegd", "cancelled"}},
    {7, "referred", {"doorverwezen", "referred"}},
    {8, "unanswered", {"niemand gevonden", "unanswered"}},
};
constexpr Word kInvitationStates[] = {
    {1, "planned", {"wordt straks gevraagd", "will be asked soon"}},
    {2, "sent", {"wacht op antwoord", "waits for an answer"}},
    {3, "accepted", {"ja", "yes"}},
    {4, "declined", {"nee", "no"}},
    {5, "snoozed", {"nu niet", "not now"}},
    {6, "lapsed", {"geen antwoord", "no answer"}},
    {7, "withdrawn", {"ingetrokken", "withdrawn"}},
};
constexpr Word kWithdrawReasons[] = {
    {1, "filled", {"er is al iemand", "others said yes"}},
    {2, "cancelled", {"de inwoner zegde af", "the resident cancelled"}},
    {3, "changed", {"de vraag is veranderd", "the need changed"}},
    {4, "referred", {"de klus is doorverwezen", "the job was referred"}},
    {5, "too-late", {"de tijd is voorbij", "the time has passed"}},
    {6, "by-desk", {"door de balie", "by the desk"}},
};
constexpr Word kAppointmentStates[] = {
    {1, "agreed", {"afgesproken", "agreed"}},
    {2, "given-back", {"teruggegeven", "given back"}},
    {3, "cancelled", {"afgezegd", "cancelled"}},
    {4, "done", {"gedaan", "done"}},
    {5, "partly-done", {"deels gedaan", "partly done"}},
    {6, "not-done", {"niet gedaan", "not done"}},
};
constexpr Word kNotDoneReasons[] = {
    {1, "nobody-home", {"niemand thuis", "nobody home"}},
    {2, "no-show", {"vrijwilliger kwam niet", "volunteer did not come"}},
    {3, "bigger", {"groter dan gedacht", "bigger than thought"}},
    {4, "other", {"iets anders", "something else"}},
};
constexpr Word kOutcomes[] = {
    {1, "done", {"gedaan", "done"}},
    {2, "partly-done", {"deels gedaan", "partly done"}},
    {3, "not-done", {"niet gedaan", "not done"}},
};
constexpr Word kLookParts[] = {
    {1, "name", {"naam", "name"}},
    {2, "address", {"adres", "address"}},
    {3, "phone", {"telefoonnummer", "telephone number"}},
    {4, "email", {"e-mailadres", "e-mail address"}},
    {5, "need", {"welke hulp u vraagt", "what help you ask"}},
    {6, "offer", {"welke hulp u aanbiedt", "what help you offer"}},
    {7, "checks", {"uw verklaringen", "your checks"}},
    {8, "notes", {"wat anderen noteerden", "what others noted"}},
    {9, "sessions", {"waar u bent aangemeld", "where you are signed in"}},
    {10, "looks", {"deze lijst", "this list"}},
    {11, "care", {"taal en wie dichtbij staat", "language and who is close"}},
    {12, "door", {"woorden voor de deur", "words for the door"}},
};
constexpr Word kRiskClasses[] = {
    {1, "light", {"licht", "light"}},
    {2, "trust", {"vraagt vertrouwen", "asks for trust"}},
    {3, "heavy", {"zwaar", "heavy"}},
    {4, "dangerous", {"gevaarlijk", "dangerous"}},
};
constexpr Word kParties[] = {
    {1, "resident", {"de inwoner", "the resident"}},
    {2, "volunteer", {"de vrijwilliger", "the volunteer"}},
    {3, "organisation", {"de organisatie", "the organisation"}},
};
constexpr Word kCircumstances[] = {
    {1, "pets", {"huisdieren", "pets"}},
    {2, "stairs", {"trap", "stairs"}},
    {3, "smoke", {"rook", "smoke"}},
};
constexpr Word kTravelModes[] = {
    {1, "walk", {"lopend", "on foot"}},
    {2, "bicycle", {"met de fiets", "by bicycle"}},
    {3, "car", {"met de auto", "by car"}},
};
constexpr Word kWeekdays[] = {
    {1, "mo", {"maandag", "Monday"}},     {2, "tu", {"dinsdag", "Tuesday"}},
    {3, "we", {"woensdag", "Wednesday"}}, {4, "th", {"donderdag", "Thursday"}},
    {5, "fr", {"vrijdag", "Friday"}},     {6, "sa", {"zaterdag", "Saturday"}},
    {7, "su", {"zondag", "Sunday"}},
};
constexpr Word kCheckKinds[] = {
    {1, "vog", {"VOG", "VOG"}},
    {2, "driving-licence", {"rijbewijs", "driving licence"}},
    {3, "first-aid", {"EHBO", "first aid"}},
};
constexpr Word kChannels[] = {
    {1, "app", {"eigen app", "own app"}}, {2, "phone", {"telefoon", "phone"}},
    {3, "email", {"e-mail", "e-mail"}},   {4, "paper", {"papier", "paper"}},
    {5, "visit", {"gesprek", "visit"}},   {6, "system", {"Omzien", "Omzien"}},
};
constexpr Word kRoles[] = {
    {1, "resident", {"inwoner", "resident"}},
    {2, "volunteer", {"vrijwilliger", "volunteer"}},
    {3, "desk", {"balie", "desk"}},
    {4, "community-worker", {"opbouwwerker", "community worker"}},
    {5, "coordinator", {"coördinator", "coordinator"}},
    {6, "administrator", {"beheerder", "administrator"}},
    {7, "system", {"Omzien", "Omzien"}},
    {8, "auditor", {"auditor", "auditor"}},
    {9, "integration", {"koppeling", "integration"}},
};
constexpr Word kContacts[] = {
    {1, "email", {"e-mail", "e-mail"}},
    {2, "phone", {"de balie belt", "the desk phones"}},
    {3, "app", {"eigen app", "own app"}},
};
constexpr Word kOwnNetworks[] = {
    {1, "yes", {"ja, die kunnen niet", "yes, they can't"}},
    {2, "no", {"nog niet", "not yet"}},
    {3, "nobody", {"er is niemand", "there is nobody"}},
};
constexpr Word kTaskKinds[] = {
    {1, "call", {"bellen", "call"}},
    {2, "unanswered", {"niemand gevonden", "nobody found"}},
    {3, "complaint", {"klacht", "complaint"}},
    {4, "incident", {"incident", "incident"}},
    {5, "undelivered", {"bericht niet aangekomen", "message not delivered"}},
    {6, "check-ending", {"bewijs loopt af", "check ends"}},
    {7,
     "signal-waits",
     {"er wacht een signaal: bel de contactpersoon",
      "a signal waits: phone the contact person"}},
    {8,
     "no-signal-contact",
     {"wijs een contactpersoon voor signalen aan",
      "appoint a contact person for signals"}},
    {9,
     "asks-shifted",
     {"het vragen is anders verdeeld: kijk met omzien shares",
      "asks are shared out otherwise: look with omzien shares"}},
};
constexpr Word kAskDivisions[] = {
    {1, "distance", {"afstand", "distance"}},
    {2, "membership", {"hoe lang vrijwilliger", "how long a volunteer"}},
    {3, "skill", {"soort klus", "kind of job"}},
};
constexpr Word kNoticeKinds[] = {
    {1, "need-received", {"vraag ontvangen", "need received"}},
    {2, "invited", {"kun je helpen?", "can you help?"}},
    {3, "appointment-made", {"er komt iemand", "somebody comes"}},
    {4, "appointment-confirmed", {"bevestiging", "confirmation"}},
    {5, "invitation-withdrawn", {"niet meer nodig", "no longer needed"}},
    {6, "given-back", {"vrijwilliger kan niet", "volunteer can't come"}},
    {7, "appointment-cancelled", {"afspraak afgezegd", "called off"}},
    {8, "unanswered", {"niemand gevonden", "nobody found"}},
    {9, "referred", {"doorverwezen", "referred"}},
    {10, "reminder", {"herinnering", "reminder"}},
    {11, "how-did-it-go", {"hoe ging het?", "how did it go?"}},
    {12, "completed", {"afgerond", "completed"}},
    {13, "thanked", {"bedankt", "thanks"}},
    {14, "time-proposed", {"andere tijd voorgesteld", "time proposed"}},
    {15, "time-answered", {"antwoord op andere tijd", "time answered"}},
    {16, "need-cancelled", {"afzegging ontvangen", "cancellation received"}},
    {17, "sign-in-code", {"code om aan te melden", "code to sign in"}},
    {18, "account-ending", {"gegevens gaan weg", "data goes"}},
    {19, "check-ending", {"bewijs loopt af", "check ends"}},
    {20, "signal-raised", {"er wacht een signaal", "a signal waits"}},
    {21, "signal-noted", {"signaal opgeschreven", "signal noted"}},
    {22, "signal-weighed", {"signaal bekeken", "signal weighed"}},
    {23, "welcome", {"fijn dat je meedoet", "good to have you"}},
};
constexpr Word kScopes[] = {
    {1, "read-needs", {"hulpvragen lezen", "read needs"}},
    {2, "post-needs", {"hulpvragen plaatsen", "post needs"}},
    {3, "enter-people", {"mensen invoeren", "enter people"}},
    {4, "find-addresses", {"adressen zoeken", "find addresses"}},
};
constexpr Word kPrecisions[] = {
    {1, "address", {"precies", "exact"}},
    {2, "postcode", {"midden van de postcode", "middle of the postcode"}},
    {3,
     "village",
     {"midden van het dorp: grof", "middle of the village: coarse"}},
};
constexpr Word kCheckedWays[] = {
    {1, "called-back", {"teruggebeld", "called back"}},
    {2, "word", {"afgesproken woord", "agreed word"}},
    {3, "in-person", {"stond aan de balie", "in person"}},
};

constexpr Word kConsentWays[] = {
    {1, "spoken", {"gezegd", "spoken"}},
    {2, "written", {"geschreven", "written"}},
};

struct Table {
  absl::string_view enumeration;
  absl::Span<const Word> words;
};

const Table kTables[] = {
    {"omzien.v1.Job.State", kJobStates},
    {"omzien.v1.Invitation.State", kInvitationStates},
    {"omzien.v1.Invitation.WithdrawReason", kWithdrawReasons},
    {"omzien.v1.Appointment.State", kAppointmentStates},
    {"omzien.v1.NotDoneReason", kNotDoneReasons},
    {"omzien.v1.Outcome", kOutcomes},
    {"omzien.v1.Exclusion", kExclusions},
    {"omzien.v1.Term", kTerms},
    {"omzien.v1.AskReason.Why", kWhys},
    {"omzien.v1.AskReason.WhyNow", kWhysNow},
    {"omzien.v1.RiskClass", kRiskClasses},
    {"omzien.v1.Party", kParties},
    {"omzien.v1.Circumstance", kCircumstances},
    {"omzien.v1.TravelMode", kTravelModes},
    {"omzien.v1.Weekday", kWeekdays},
    {"omzien.v1.Check.Kind", kCheckKinds},
    {"omzien.v1.Channel", kChannels},
    {"omzien.v1.Role", kRoles},
    {"omzien.v1.Person.Contact", kContacts},
    {"omzien.v1.Need.OwnNetwork", kOwnNetworks},
    {"omzien.v1.AskShare.Division", kAskDivisions},
    {"omzien.v1.Task.Kind", kTaskKinds},
    {"omzien.v1.Notice.Kind", kNoticeKinds},
    {"omzien.v1.Signal.Urgency", kUrgencies},
    {"omzien.v1.Signal.State", kSignalStates},
    {"omzien.v1.Signal.Outcome", kSignalOutcomes},
    {"omzien.v1.Scope", kScopes},
    {"omzien.v1.Location.Precision", kPrecisions},
    {"omzien.v1.Look.Part", kLookParts},
    {"omzien.v1.IdentityCheck.Way", kCheckedWays},
    {"omzien.v1.Consent.Way", kConsentWays},
};

}  // namespace

absl::Span<const Word> WordsOf(absl::string_view enumeration) {
  for (const Table& table : kTables) {
    if (table.enumeration == enumeration) return table.words;
  }
  return {};
}

std::vector<absl::string_view> EnumerationsWithWords() {
  std::vector<absl::string_view> names;
  for (const Table& table : kTables) names.push_back(table.enumeration);
  return names;
}

std::string WordFor(absl::string_view enumeration, int value,
                    Language language) {
  for (const Word& word : WordsOf(enumeration)) {
    if (word.value == value) return word.text.In(language);
  }
  return value == 0 ? "" : absl::StrCat("#", value);
}

std::optional<int> ValueFor(absl::string_view enumeration,
                            absl::string_view typed) {
  // "driving_licence" is how the proto and some files write it.
  const std::string dashed = absl::StrReplaceAll(typed, {{"_", "-"}});
  for (const Word& word : WordsOf(enumeration)) {
    if (absl::EqualsIgnoreCase(dashed, word.name) ||
        absl::EqualsIgnoreCase(typed, word.text.dutch) ||
        absl::EqualsIgnoreCase(typed, word.text.english)) {
      return word.value;
    }
  }
  return std::nullopt;
}

std::vector<std::string> NamesOf(absl::string_view enumeration) {
  std::vector<std::string> names;
  for (const Word& word : WordsOf(enumeration)) names.emplace_back(word.name);
  return names;
}

}  // namespace omzien::cli
