#include "clients/cli/field_words.h"

#include <span>

namespace omzien::cli {
namespace {

constexpr FieldWords kFieldWords[] = {
    // Between fields, and what only the server can know.
    {"must be at most 31 days after start_time; split a longer time into "
     "several windows",
     "mag hoogstens 31 dagen na start_time zijn. Maak van een langere tijd een "
     "paar kortere."},
    {"must be at most 90 days ago, and not later than now; leave it out for "
     "now",
     "mag hoogstens 90 dagen geleden zijn, en niet in de toekomst. Laat het "
     "weg als het nu is."},
    {"must be after start_time", "moet na start_time zijn."},
    {"none is as long as the job takes; make one longer, or the job shorter",
     "geen van de tijden is lang genoeg voor de klus. Maak er een langer, of "
     "de "
     "klus korter."},
    {R"(must be before "24:00"; midnight is "00:00" of the next day)",
     "moet vóór \"24:00\" zijn. Middernacht is \"00:00\" van de volgende dag."},
    {R"(must differ from start; a whole day is "00:00" to "24:00")",
     "mag niet gelijk zijn aan start. Een hele dag is \"00:00\" tot "
     "\"24:00\"."},
    {"must not be before first", "mag niet vóór first zijn."},
    {"must not be before seen_on", "mag niet vóór seen_on zijn."},
    {"is required with the other end of the quiet hours; leave both empty for "
     "the usual hours",
     "moet u invullen bij het andere eind van de stille uren. Laat beide leeg "
     "voor de gewone uren."},
    {"must differ from quiet_start", "mag niet gelijk zijn aan quiet_start."},
    {"is required, with the house number; or give the village",
     "moet u invullen, met het huisnummer. Of geef alleen het dorp."},
    {"is required with the postcode", "moet u invullen bij de postcode."},
    {"is required with the house number",
     "moet u invullen bij het huisnummer."},
    {"must be a letter; digits and words belong in addition",
     "moet een letter zijn. Cijfers en woorden horen in addition."},
    {"must say how the wish came in; CHANNEL_SYSTEM is Omzien's own",
     "moet zeggen hoe de wens binnenkwam. CHANNEL_SYSTEM is van Omzien zelf."},
    {"is required with WAY_AGREED_WORD: what the caller said",
     "moet u invullen bij WAY_AGREED_WORD: wat de beller zei."},
    {"must be WAY_AGREED_WORD when a word is given",
     "moet WAY_AGREED_WORD zijn als er een woord bij staat."},
    {"is required: how the caller was recognised",
     "moet u invullen: hoe u de beller herkende."},
    {"must be another person", "moet iemand anders zijn."},
    {"must be another person, or empty", "moet iemand anders zijn, of leeg."},
    {"is required with CONTACT_EMAIL",
     "moet u invullen als iemand bericht per mail wil."},
    {"is required with CONTACT_PHONE",
     "moet u invullen als iemand gebeld wil worden."},
    {"is required: who is to be changed", "moet u invullen: van wie het is."},
    {"is required, unless contacts are given",
     "moet u invullen, of geef contactpersonen."},
    {"is required with job", "moet u invullen bij job."},
    {"is required with job_id", "moet u invullen bij job_id."},
    {"must be empty: the row's own person is meant",
     "moet leeg zijn: het gaat om de persoon van deze regel."},
    {"must be KIND_COMPLAINT or KIND_INCIDENT; the other kinds are Omzien's "
     "own",
     "moet KIND_COMPLAINT of KIND_INCIDENT zijn. De andere soorten maakt "
     "Omzien zelf."},
    {"a complaint or an incident; the rest comes by itself",
     "moet een klacht of een incident zijn. De rest komt vanzelf."},
    {"is required: what happened", "moet u invullen: wat er gebeurde."},
    {"say what happened", "moet u invullen: wat er gebeurde."},
    {"is required unless the outcome is OUTCOME_DONE",
     "moet u invullen als niet alles gedaan is."},
    {"must be empty when the outcome is OUTCOME_DONE",
     "moet leeg zijn als alles gedaan is."},
    {"say why it was not wholly done",
     "moet u invullen: waarom niet alles gedaan is."},
    {"say what came of it", "moet u invullen: wat het werd."},
    {"this person has no part in the appointment; it is the resident's or the "
     "volunteer's wish, or your own",
     "deze persoon hoort niet bij de afspraak. Het is de wens van de inwoner, "
     "van de vrijwilliger of van uzelf."},
    {"say whose wish this is: the resident's or the volunteer's",
     "moet u invullen: wiens wens dit is, van de inwoner of de vrijwilliger."},
    {"must be somebody known here for whom you may speak; leave it empty when "
     "the wish is your own",
     "moet iemand zijn die hier bekend is en voor wie u mag spreken. Laat het "
     "leeg als het uw eigen wens is."},
    {"say on whose behalf: this can only be the wish of *",
     "moet u invullen: dit kan alleen de wens zijn van $0."},
    {"must be the person herself, or a contact person in one of her needs; "
     "leave it empty when she said so herself",
     "moet de persoon zelf zijn, of een contactpersoon bij een van haar "
     "vragen. Laat het leeg als zij het zelf zei."},
    {"there is no * in the catalogue; ListSkills names what there is",
     "$0 staat niet in de lijst. Kijk wat er is met: omzien skills"},
    {"must be a role that an organisation gives: *",
     "moet een rol zijn die een organisatie geeft: balie, sociaal werker, "
     "coördinator, beheerder, auditor of koppeling."},
    {"is not in the configuration of this server",
     "staat niet in de configuratie van deze server."},
    {"the organisation does not work there", "daar werkt de organisatie niet."},
    {"say what the program may do: at least one",
     "moet u invullen: minstens één ding dat het programma mag."},
    {"are for ROLE_INTEGRATION alone: leave out",
     "zijn alleen voor ROLE_INTEGRATION. Laat ze weg."},
    {"goes with the role of desk, community worker or coordinator",
     "kan alleen bij de rol van balie, sociaal werker of coördinator."},
    {"name somebody, or give `person` to enter one",
     "noem iemand, of geef `person` om iemand in te voeren."},
    {"is needed to sign in by", "is nodig om mee aan te melden."},
    {"has no e-mail address to sign in by: enter that first",
     "heeft geen e-mailadres om mee aan te melden. Voer dat eerst in."},
    {"must be of ROLE_INTEGRATION: people sign in with a code",
     "moet van ROLE_INTEGRATION zijn: mensen melden zich aan met een code."},
    {"* has no provider here: sign in with a code by mail",
     "$0 heeft hier geen eigen aanmeldpagina. Meld u aan met een code per "
     "mail."},
    {"is none that open_id_providers.redirect_uris of this server's "
     "configuration allows for this organisation",
     "staat niet bij open_id_providers.redirect_uris van deze organisatie."},
    {"must be somebody else than who asks for help",
     "moet iemand anders zijn dan wie hulp vraagt."},
    {"must be a contact person of yours already; phone the desk to add "
     "somebody",
     "moet al een contactpersoon van u zijn. Bel de balie om iemand toe te "
     "voegen."},
    {"must be somebody known here; enter this person first",
     "moet iemand zijn die hier bekend is. Voer deze persoon eerst in."},
    {"is named twice", "staat er twee keer."},
    {"the resident has no known address: say where",
     "het adres van de inwoner is niet bekend. Zeg waar het is."},
    {"too short for the work", "is te kort voor de klus."},
    {"is past, or too near to begin", "is voorbij, of begint te snel."},
    {"* is not among the volunteer's skills: add it there, or leave it out "
     "here",
     "$0 staat niet bij wat de vrijwilliger kan. Zet het daarbij, of laat het "
     "hier weg."},
    {"this server does not serve it", "daar werkt deze server niet voor."},
    {"this server does not serve *", "voor $0 werkt deze server niet."},
    {"choose another word: this one only says that there is one",
     "kies een ander woord: dit zegt alleen dat er een is."},
    {"a move to another municipality is entered anew by its desk",
     "wie naar een andere gemeente verhuist, wordt daar opnieuw ingevoerd."},
    {"a volunteer needs a known address, to be asked for what is near",
     "een vrijwilliger heeft een bekend adres nodig, om te vragen voor wat "
     "dichtbij is."},
    {"this person has no known address; a volunteer needs one, to be asked for "
     "what is near",
     "het adres van deze persoon is niet bekend. Een vrijwilliger heeft dat "
     "nodig, om te vragen voor wat dichtbij is."},
    {"a volunteer needs an address, to be asked for what is near",
     "een vrijwilliger heeft een adres nodig, om te vragen voor wat dichtbij "
     "is."},
    {"an offer stays with the person who made it",
     "een aanbod blijft bij wie het deed."},
    {"asked to be forgotten; who comes back of her own wish is entered by the "
     "desk",
     "vroeg om vergeten te worden. Wie zelf terugkomt, voert de balie in."},
    {"this is the same person", "dit is dezelfde persoon."},
    {"name somebody else than who noticed it",
     "noem iemand anders dan wie het merkte."},
    {"name somebody else known here", "noem iemand anders die hier bekend is."},
    {"there is no such need", "deze vraag is er niet."},
    {"the need has no such job", "deze klus hoort niet bij de vraag."},
    {"the work is for the desk where * lives: *",
     "dit werk is voor de balie waar $0 woont: $1."},
    {"was not found; check postcode and house number, or give only the village",
     "is niet gevonden. Kloppen postcode en huisnummer? Of geef alleen het "
     "dorp."},
    {"was not found; did you mean *?", "is niet gevonden. Bedoelt u $0?"},
    {"the request is no *, or holds text that is not UTF-8",
     "de server kan dit niet lezen als $0, of het is geen UTF-8."},
    {"must be a field of *, written as in the proto: \"*\"",
     "moet een veld van $0 zijn, zo geschreven: \"$1\"."},
    {"names a field that only the server writes",
     "noemt een veld dat alleen de server invult."},

    // Rules of one field.
    {"is required", "moet u invullen."},
    {"must not be empty", "mag niet leeg zijn."},
    {"must be from * to *", "moet van $0 tot en met $1 zijn."},
    {"must be at least *", "moet minstens $0 zijn."},
    {"must be at most *", "mag hoogstens $0 zijn."},
    {"must be a duration as google.protobuf.Duration defines it",
     "moet een duur zijn."},
    {"must be a moment between the years 2000 and 2200",
     "moet een moment zijn tussen de jaren 2000 en 2200."},
    {"must be one of *", "moet een van deze zijn: $0."},
    {"looks like a burgerservicenummer; *",
     "lijkt op een burgerservicenummer. Laat het weg: niemand mag het hier "
     "hebben."},
    {"has * entries; at most * are taken",
     "heeft $0 regels. Er mogen er hoogstens $1 zijn."},
    {"must be text in UTF-8", "moet tekst in UTF-8 zijn."},
    {"must not hold control characters other than line breaks",
     "mag alleen gewone tekst en nieuwe regels hebben."},
    {"must be one line without control characters",
     "moet één regel gewone tekst zijn."},
    {"is * characters long; at most * are kept",
     "is $0 tekens lang. Er passen er $1: maak het korter."},
    {"must be a UUID *",
     "moet een UUID zijn, in kleine letters en met streepjes. Maak voor elke "
     "opdracht een nieuwe."},
    {"must be an e-mail address *",
     "moet een e-mailadres zijn, zoals naam@mail.example."},
    {"must be a telephone number: *",
     "moet een telefoonnummer zijn: zoals u het in Nederland kiest, of met "
     "\"+\" en de landcode."},
    {"must be four digits, not starting with 0, and two letters, *",
     "moet een postcode zijn, zoals \"1234 AB\"."},
    {"must be a language's two or three lower-case letters, *",
     "moet een taal zijn in twee of drie kleine letters, zoals \"nl\"."},
    {"must be a date that exists, *",
     "moet een dag zijn die bestaat, vanaf 2000, zo geschreven: "
     "\"2026-12-05\"."},
    {"must be a time on a quarter of an hour, *",
     R"(moet een tijd op een kwartier zijn, van "00:00" tot "24:00".)"},
    {"must be six letters and digits *",
     "moet de code van zes letters en cijfers uit de mail zijn, zoals "
     "\"K7M-2QX\"."},
    {"must be *, as the server gave it",
     "moet een naam zijn die de server gaf, zo geschreven: $0."},
};

}  // namespace

std::span<const FieldWords> AllFieldWords() { return kFieldWords; }

}  // namespace omzien::cli
