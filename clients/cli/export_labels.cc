#include "clients/cli/export_labels.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {
namespace {

struct Label {
  absl::string_view name;
  Text text;  // Empty: for programs alone.
};

constexpr Label kLabels[] = {
    {"about", {"over", "about"}},
    {"addition", {"toevoeging", "addition"}},
    {"address", {"adres", "address"}},
    {"agreed_word", {"afgesproken woord", "agreed word"}},
    {"answer_note", {"toelichting bij het antwoord", "note with the answer"}},
    {"appointments", {"Afspraken", "Appointments"}},
    {"asked", {"gevraagd", "asked"}},
    {"asks_per_week_max", {"hoogstens zo vaak per week", "at most a week"}},
    {"attempts", {"wat er geprobeerd is", "what was tried"}},
    {"availability", {"beschikbaar", "available"}},
    {"avoids", {"liever geen", "rather no"}},
    {"away", {"weg", "away"}},
    {"brought_by", {"materiaal van", "material from"}},
    {"changed", {"wat er veranderde", "what changed"}},
    {"channel", {"langs welke weg", "by which way"}},
    {"checks", {"verklaringen", "checks"}},
    {"circumstances", {"in huis", "in the house"}},
    {"close_time", {"gesloten op", "closed at"}},
    {"code", {"code", "code"}},
    {"consent", {"toestemming", "consent"}},
    {"contact", {"te bereiken via", "reach by"}},
    {"contacts", {"wie er dichtbij staat", "who is close"}},
    {"cost_note", {"over de kosten", "about the costs"}},
    {"create_time", {"sinds", "since"}},
    {"current", {"", ""}},
    {"date", {"datum", "date"}},
    {"day", {"dag", "day"}},
    {"declined", {"nee gezegd", "said no"}},
    {"description", {"wat er te doen is", "what is to be done"}},
    {"desk_note", {"notitie van de balie", "note of the desk"}},
    {"device", {"apparaat", "device"}},
    {"distance_m", {"afstand in meter", "distance in metres"}},
    {"door_words", {"woorden voor de deur", "words for the door"}},
    {"duration", {"hoe lang", "how long"}},
    {"eligible", {"wie het konden doen", "who could do it"}},
    {"email", {"e-mail", "e-mail"}},
    {"end", {"tot", "until"}},
    {"end_time", {"tot", "until"}},
    {"entered_by", {"ingevoerd door", "entered by"}},
    {"etag", {"", ""}},
    {"events", {"Wat er gebeurde", "What happened"}},
    {"excluded", {"", ""}},
    {"exclusions", {"", ""}},
    {"expire_time", {"geldt tot", "holds until"}},
    {"extra", {"extra uren", "extra hours"}},
    {"family_name", {"achternaam", "family name"}},
    {"first", {"vanaf", "from"}},
    {"first_time", {"wanneer", "when"}},
    {"given_by", {"gegeven door", "given by"}},
    {"given_name", {"voornaam", "given name"}},
    {"helpers_found", {"helpers gevonden", "helpers found"}},
    {"helpers_needed", {"helpers nodig", "helpers needed"}},
    {"home", {"thuis", "home"}},
    {"house_letter", {"huisletter", "house letter"}},
    {"house_number", {"huisnummer", "house number"}},
    {"id", {"", ""}},
    {"initiative", {"initiatief", "initiative"}},
    {"invitation", {"vraag", "ask"}},
    {"invitations", {"Wat u gevraagd is", "What you were asked"}},
    {"job_id", {"", ""}},
    {"jobs", {"klus", "job"}},
    {"kept_apart", {"niet koppelen aan", "kept apart from"}},
    {"kind", {"soort", "kind"}},
    {"languages", {"talen", "languages"}},
    {"lapse_time", {"te beantwoorden tot", "answer until"}},
    {"lapsed", {"niet beantwoord", "not answered"}},
    {"last", {"tot en met", "to"}},
    {"last_time", {"laatst", "last"}},
    {"latitude_deg", {"noorderbreedte", "degrees north"}},
    {"limits", {"grenzen", "limits"}},
    {"location", {"plek op de kaart", "place on the map"}},
    {"longitude_deg", {"oosterlengte", "degrees east"}},
    {"looks", {"Wie uw gegevens bekeek", "Who looked at your data"}},
    {"memberships", {"Werk voor een organisatie", "Work for an organisation"}},
    {"method", {"wat", "what"}},
    {"methods", {"", ""}},
    {"micros", {"", ""}},
    {"municipalities", {"gemeenten", "municipalities"}},
    {"municipality", {"gemeente", "municipality"}},
    {"name", {"kenmerk", "name"}},
    {"need", {"hulpvraag", "need"}},
    {"needs", {"Hulpvragen", "Needs"}},
    {"next_page_token", {"", ""}},
    {"not_done_reason", {"waarom niet", "why not"}},
    {"note", {"toelichting", "note"}},
    {"notice_kind", {"", ""}},
    {"on_behalf_of", {"namens", "on behalf of"}},
    {"open_asks_max", {"hoogstens zo veel tegelijk", "at most at once"}},
    {"organisation", {"organisatie", "organisation"}},
    {"own_network", {"eigen netwerk gevraagd", "own network asked"}},
    {"paid_by", {"betaald door", "paid by"}},
    {"parts", {"wat er te zien was", "what was seen"}},
    {"pause_until", {"pauze tot", "paused until"}},
    {"person", {"Persoon", "Person"}},
    {"person_name", {"naam", "name"}},
    {"phone", {"telefoon", "phone"}},
    {"place", {"plek", "place"}},
    {"postcode", {"postcode", "postcode"}},
    {"precision", {"", ""}},
    {"proposed_by", {"voorgesteld door", "proposed by"}},
    {"proposed_start_time", {"voorgestelde tijd", "proposed time"}},
    {"quiet_end", {"stil tot", "quiet until"}},
    {"quiet_start", {"stil vanaf", "quiet from"}},
    {"rank", {"", ""}},
    {"reach_m", {"bereik in meter", "reach in metres"}},
    {"reason", {"reden", "reason"}},
    {"reasons", {"waarom u", "why you"}},
    {"referral", {"doorverwezen", "referred"}},
    {"relation", {"wie dat is", "who that is"}},
    {"report", {"melding", "report"}},
    {"resident", {"inwoner", "resident"}},
    {"resident_name", {"naam van de inwoner", "name of the resident"}},
    {"resident_phone", {"telefoon van de inwoner", "phone of the resident"}},
    {"rest_after_job_hours", {"uren rust na een klus", "hours of rest"}},
    {"result", {"wat ervan kwam", "what came of it"}},
    {"risk", {"risico", "risk"}},
    {"role", {"rol", "role"}},
    {"say", {"wat de balie zegt", "what the desk says"}},
    {"scopes", {"mag", "may"}},
    {"score_micros", {"", ""}},
    {"seen_by", {"gezien door", "seen by"}},
    {"seen_on", {"gezien op", "seen on"}},
    {"send_time", {"verstuurd op", "sent at"}},
    {"session", {"", ""}},
    {"sessions", {"Waar u bent aangemeld", "Where you are signed in"}},
    {"signal_contact", {"weegt signalen", "weighs signals"}},
    {"skills", {"vaardigheden", "skills"}},
    {"source", {"", ""}},
    {"start", {"van", "from"}},
    {"start_time", {"wanneer", "when"}},
    {"start_times", {"tijden", "times"}},
    {"state", {"stand", "state"}},
    {"street", {"straat", "street"}},
    {"structural", {"elke week", "every week"}},
    {"subject", {"", ""}},
    {"subjects", {"", ""}},
    {"supplies", {"nodig", "needed"}},
    {"task", {"taak", "task"}},
    {"tasks", {"Werk voor de balie over u", "Desk work about you"}},
    {"term", {"", ""}},
    {"terms", {"", ""}},
    {"thanks", {"bedankje", "thanks"}},
    {"time", {"wanneer", "when"}},
    {"tools", {"gereedschap", "tools"}},
    {"travel_min", {"reistijd in minuten", "travel time in minutes"}},
    {"travel_mode", {"komt met", "comes by"}},
    {"update_time", {"laatst veranderd", "last changed"}},
    {"use_time", {"laatst gebruikt", "last used"}},
    {"valid_until", {"geldig tot en met", "valid until"}},
    {"viewer", {"wie", "who"}},
    {"viewer_name", {"naam", "name"}},
    {"village", {"dorp of stad", "village or town"}},
    {"volunteer", {"Wat u aanbiedt", "What you offer"}},
    {"volunteer_name", {"naam van de vrijwilliger", "name of the volunteer"}},
    {"wave", {"ronde", "wave"}},
    {"waves", {"rondes", "waves"}},
    {"way", {"hoe", "how"}},
    {"weekly", {"elke week", "every week"}},
    {"windows", {"tijden die schikken", "times that suit"}},
    {"withdraw_reason", {"waarom ingetrokken", "why withdrawn"}},
    {"would_have_to_change", {"", ""}},
};

constexpr Label kDeeds[] = {
    {"AcceptInvitation", {"ja gezegd op een vraag", "an ask was accepted"}},
    {"AnswerProposedTime",
     {"een andere tijd beantwoord", "another time was answered"}},
    {"AskHowItWent", {"gevraagd hoe het ging", "asked how it went"}},
    {"AskNextWave", {"meer mensen gevraagd", "more people were asked"}},
    {"CancelNeed", {"een hulpvraag afgezegd", "a need was cancelled"}},
    {"CloseTask", {"werk van de balie afgerond", "desk work was closed"}},
    {"CompleteAppointment",
     {"een afspraak afgerond", "an appointment was completed"}},
    {"CreatePerson", {"ingeschreven", "entered"}},
    {"CreateTask", {"een melding gedaan", "a report was made"}},
    {"CreateVolunteer", {"vrijwilliger geworden", "became a volunteer"}},
    {"DeclineInvitation", {"nee gezegd op een vraag", "an ask was declined"}},
    {"EndSession", {"afgemeld", "signed out"}},
    {"ExportPerson", {"alle gegevens opgevraagd", "all data was asked for"}},
    {"GiveBackAppointment",
     {"een afspraak teruggegeven", "an appointment was given back"}},
    {"ImportVolunteers", {"ingelezen uit een lijst", "read from a list"}},
    {"KeepApart", {"niet meer gekoppeld aan iemand", "kept apart"}},
    {"LapseInvitation",
     {"een vraag bleef onbeantwoord", "an ask was not answered"}},
    {"PostNeed", {"een hulpvraag gesteld", "a need was posted"}},
    {"ProposeTime", {"een andere tijd voorgesteld", "another time proposed"}},
    {"RecognisePerson", {"herkend door de balie", "recognised by the desk"}},
    {"RecordDelivery", {"een bericht bezorgd", "a message was delivered"}},
    {"ReferJob", {"een klus doorverwezen", "a job was referred"}},
    {"Remind", {"herinnerd aan een afspraak", "reminded of a visit"}},
    {"ReopenJob", {"een klus heropend", "a job was reopened"}},
    {"RequestSignInCode", {"een code gevraagd", "a code was asked for"}},
    {"SendInvitation", {"een vraag verstuurd", "an ask was sent"}},
    {"SignIn", {"aangemeld", "signed in"}},
    {"SnoozeInvitation", {"een vraag uitgesteld", "an ask was put off"}},
    {"ThankVolunteer", {"bedankt", "thanked"}},
    {"UpdateNeed", {"een hulpvraag veranderd", "a need was changed"}},
    {"UpdatePerson", {"gegevens veranderd", "data was changed"}},
    {"UpdateVolunteer", {"het aanbod veranderd", "the offer was changed"}},
    {"WithdrawInvitation", {"een vraag ingetrokken", "an ask was withdrawn"}},
};

template <std::size_t kSize>
const Label* Find(const Label (&labels)[kSize], absl::string_view name) {
  const auto* const found = std::ranges::find(labels, name, &Label::name);
  return found == std::end(labels) ? nullptr : found;
}

}  // namespace

std::optional<std::string> LabelOf(absl::string_view field, Language language) {
  const Label* const label = Find(kLabels, field);
  if (label == nullptr) return absl::StrReplaceAll(field, {{"_", " "}});
  if (label->text.dutch.empty()) return std::nullopt;
  return label->text.In(language);
}

bool HasLabel(absl::string_view field) {
  return Find(kLabels, field) != nullptr;
}

std::string DeedOf(absl::string_view method, Language language) {
  const Label* const deed = Find(kDeeds, method);
  return deed == nullptr ? std::string(method) : deed->text.In(language);
}

}  // namespace omzien::cli
