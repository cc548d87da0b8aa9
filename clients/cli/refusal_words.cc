#include "clients/cli/refusal_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/problem_words.h"

namespace omzien::cli {
namespace {

struct ReasonRow {
  absl::string_view reason;
  RefusalWords words;
};

constexpr ReasonRow kReasons[] = {
    {"INVALID_FIELD", {{"Dit klopt nog niet:", "This is not right yet:"}, {}}},
    {"INVALID_PAGE_TOKEN",
     {{"Dit vervolg van de lijst kent de server niet.",
       "The server does not know this continuation of the list."},
      {"Haal de lijst opnieuw op vanaf het begin.",
       "Get the list anew from its beginning."}}},
    {"RESOURCE_NOT_FOUND",
     {{"Niet gevonden: het is er niet, of u mag het niet zien.", "Not found."},
      {"Klopt de naam of het id?", "Is the name or the id right?"}}},
    {"TOO_BUSY",
     {{"De server is te druk.", "The server is too busy."},
      {"Probeer het over een minuut opnieuw.", "Try again in a minute."}}},
    {"TOO_MANY_WATCHES",
     {{"Er kijken al te veel mensen tegelijk mee.",
       "Too many are watching at the same time already."},
      {"Probeer het straks opnieuw.", "Try again in a while."}}},
    {"WATCH_TOO_SLOW",
     {{"Het meekijken ging te langzaam en is gestopt.",
       "This watch was read too slowly and was ended."},
      {"Begin opnieuw met: omzien watch", "Begin again with: omzien watch"}}},
    {"WHO_ARE_YOU",
     {{"U bent niet (meer) aangemeld.", "You are not signed in (any more)."},
      {"Meld u aan met: omzien sign-in E-MAILADRES",
       "Sign in with: omzien sign-in EMAIL"}}},
    {"CODE_NOT_ACCEPTED",
     {{"Deze code klopt niet, of geldt niet meer.",
       "This code is not right, or holds no longer."},
      {"Kijk in de nieuwste mail, of vraag een nieuwe code: omzien sign-in "
       "E-MAILADRES. Met het account van uw werk: begin opnieuw, of vraag uw "
       "coördinator of u hier een rol hebt onder uw mailadres van het werk.",
       "Look at the newest mail, or ask for a new code: omzien sign-in "
       "EMAIL. With your account at work: begin again, or ask your "
       "coordinator whether you have a role here under your mail address at "
       "work."}}},
    {"PROVIDER_AWAY",
     {{"De aanmeldpagina van uw organisatie geeft geen goed antwoord.",
       "Your organisation's own page for signing in does not answer as it "
       "should."},
      {"Probeer het straks opnieuw, of vraag het de beheerder daar.",
       "Try again in a while, or ask those who look after it."}}},
    {"TOO_MANY_TRIES",
     {{"Dit was te vaak achter elkaar.", "This was too often in a row."},
      {"Wacht even en probeer het dan opnieuw.",
       "Wait a while, then try again."}}},
    {"NOT_ALLOWED",
     {{"Dit mag u niet doen.", "You may not do this."},
      {"Wie u bent en wat u mag: omzien whoami. Hebt u meer rollen? Kies er "
       "een "
       "met --role.",
       "Who you are and what you may: omzien whoami. Have you got more roles? "
       "Choose one with --role."}}},
    {"LAST_ADMINISTRATOR",
     {{"Dit is de laatste beheerder.", "This is the last administrator."},
      {"Maak eerst een andere: omzien members add --role-of administrator",
       "Make another one first: omzien members add --role-of administrator"}}},
    {"HAS_ROLE",
     {{"Deze persoon werkt voor een organisatie.",
       "This person works for an organisation."},
      {"Neem eerst die rol terug: omzien members remove ID",
       "First take that role back: omzien members remove ID"}}},
    {"UNSEALED",
     {{"Deze server verzegelt niets en kan dus niemand echt vergeten.",
       "This server seals nothing, so it cannot really forget anybody."},
      {"Zie vault in de configuratie.", "See vault in the configuration."}}},
    {"ERASED",
     {{"Deze gegevens zijn gewist.", "These data were erased."},
      {"Komt iemand zelf terug? Dan voert de balie haar opnieuw in.",
       "Who comes back of her own wish is entered anew by the desk."}}},
    {"ALREADY_KNOWN",
     {{"Deze persoon staat er al in.", "This person is already here."},
      {"Zoek op met: omzien people NAAM", "Look up with: omzien people NAME"}}},
    {"ETAG_MISMATCH",
     {{"Iemand anders heeft dit net veranderd.",
       "Somebody else has just changed this."},
      {"Bekijk het opnieuw en probeer het nog eens.",
       "Look again, then try once more."}}},
    {"ALREADY_FILLED",
     {{"Er is al iemand gevonden: anderen waren net eerder. Dank je wel dat je "
       "wilde helpen.",
       "Others were just before you: this is filled. Thank you for being "
       "willing to help."},
      {}}},
    {"BACKUP_RUNNING",
     {{"Er wordt al een back-up gemaakt.", "A backup is being made already."},
      {"Kijk straks met: omzien admin status",
       "Look later with: omzien admin status"}}},
    {"BACKUPS_NOT_CONFIGURED",
     {{"Er is geen map voor back-ups ingesteld.",
       "No folder for backups is configured."},
      {"Vul storage.backup_dir in en start de server opnieuw.",
       "Set storage.backup_dir and start the server again."}}},
    {"BACKUP_FAILED",
     {{"De back-up is niet gelukt.", "The backup could not be made."},
      {"Kijk in het logboek van de server waarom.",
       "Look in the server's log why."}}},
    {"OWN_NETWORK_FIRST",
     {{"Vraag eerst iemand in de buurt van de inwoner.",
       "First ask somebody near the resident."},
      {"Is dat gedaan? Geef dan --asked yes, of --asked nobody als er niemand "
       "is.",
       "Done so? Then give --asked yes, or --asked nobody when there is "
       "nobody."}}},
    {"JOB_NOT_OPEN",
     {{"Deze klus staat niet meer open.", "This job is no longer open."},
      {"Bekijk hem met: omzien need show VRAAG",
       "Look at it with: omzien need show NEED"}}},
    {"JOB_NOT_REOPENABLE",
     {{"Deze klus kan niet opnieuw worden gevraagd.",
       "This job cannot be asked again."},
      {"Bekijk hem met: omzien need show VRAAG",
       "Look at it with: omzien need show NEED"}}},
    {"INVITATION_CLOSED",
     {{"Op deze vraag kan niet meer worden geantwoord.",
       "This ask can no longer be answered."},
      {"Wilt u toch helpen? Bel de balie.",
       "Do you want to help after all? Phone the desk."}}},
    {"TIME_NOT_OFFERED",
     {{"Deze tijd staat niet bij de mogelijke tijden.",
       "This time is not among those offered."},
      {"Kies een van de tijden met --time 1, 2 of 3.",
       "Choose one of the times with --time 1, 2 or 3."}}},
    {"APPOINTMENT_NOT_AGREED",
     {{"Deze afspraak staat niet meer.", "This appointment no longer stands."},
      {"Bekijk haar met: omzien appointment show AFSPRAAK",
       "Look at it with: omzien appointment show APPOINTMENT"}}},
    {"NOT_BEGUN",
     {{"De afspraak is nog niet begonnen.",
       "The appointment has not begun yet."},
      {"Afronden kan zodra de klus begint.",
       "It can be completed once the job begins."}}},
    {"NOTHING_PROPOSED",
     {{"Er is geen andere tijd voorgesteld.", "No other time was proposed."},
      {"De afspraak blijft zoals zij is.", "The appointment stays as it is."}}},
    {"NOT_COMPLETED",
     {{"De klus is nog niet afgerond.", "The job is not completed yet."},
      {"Rond eerst af met: omzien done AFSPRAAK",
       "Complete it first with: omzien done APPOINTMENT"}}},
    {"TASK_CLOSED",
     {{"Dit werk is al afgevinkt.", "This work is already ticked."},
      {"U hoeft niets te doen.", "There is nothing left to do."}}},
    {"SIGNAL_WEIGHED",
     {{"Dit signaal is al bekeken.", "This signal was weighed already."},
      {"Bekijk het met: omzien signal show ID",
       "Look at it with: omzien signal show ID"}}},
    {"CALLER_NOT_RECOGNISED",
     {{"We weten nog niet zeker wie er belt. Lees niets voor.",
       "We are not yet sure who is calling. Read nothing out."},
      {"Bel terug op het bekende nummer en geef --checked called-back.",
       "Call back on the known number and give --checked called-back."}}},
    {"TIME_IN_THE_PAST",
     {{"Deze tijd is al voorbij.", "This time has passed."},
      {"Kies een tijd die nog komt.", "Choose a time still to come."}}},
    {"VOLUNTEER_BUSY",
     {{"De vrijwilliger heeft dan al een afspraak.",
       "The volunteer has another appointment then."},
      {"Kies een andere tijd.", "Choose another time."}}},
    {"SEVERAL_HELPERS",
     {{"Bij deze klus helpen er meer: de tijd verzetten doet de balie met "
       "iedereen.",
       "More people help with this job: the desk changes its time with all of "
       "them."},
      {"Bel de balie.", "Phone the desk."}}},
    {"REQUEST_ID_REUSED",
     {{"Dit --request-id hoort bij een andere opdracht.",
       "This --request-id belongs to another command."},
      {"Geef een nieuw id, of laat het weg.", "Give a new id, or none."}}},
    {"SEQUENCE_TOO_OLD",
     {{"Zo ver terug bewaart de server niet.",
       "The server does not keep that far back."},
      {"Haal de lijsten opnieuw op en kijk mee vanaf nu, zonder --after.",
       "List anew and watch from now, without --after."}}},
};

const ReasonRow* FindRow(absl::string_view reason) {
  const auto* const row =
      std::ranges::find(kReasons, reason, &ReasonRow::reason);
  return row == std::end(kReasons) ? nullptr : row;
}

}  // namespace

bool IsKnownReason(absl::string_view reason) {
  return FindRow(reason) != nullptr;
}

RefusalWords WordsForRefusal(absl::string_view reason, absl::StatusCode code) {
  const ReasonRow* const row = FindRow(reason);
  if (row != nullptr) return row->words;
  switch (code) {
    case absl::StatusCode::kNotFound:
      return {{"Niet gevonden.", "Not found."},
              {"Klopt de naam of het id?", "Is the name or the id right?"}};
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return {{"Dit klopt nog niet:", "This is not right yet:"}, {}};
    case absl::StatusCode::kUnavailable:
      return {{"De server is niet bereikbaar.", "The server is not reachable."},
              {"Draait omziend? Kijk naar --server en OMZIEN_SERVER.",
               "Is omziend running? Look at --server and OMZIEN_SERVER."}};
    case absl::StatusCode::kDeadlineExceeded:
      return {{"De server gaf niet op tijd antwoord.",
               "The server did not answer in time."},
              {"Probeer het opnieuw, of geef meer tijd met --timeout 30.",
               "Try again, or give more time with --timeout 30."}};
    case absl::StatusCode::kResourceExhausted:
      return {
          {"De server is te druk.", "The server is too busy."},
          {"Probeer het over een minuut opnieuw.", "Try again in a minute."}};
    case absl::StatusCode::kUnimplemented:
      return {{"Deze server kent de opdracht niet.",
               "This server does not know the command."},
              {"Past de versie van omzien bij die van de server?",
               "Does this version of omzien go with the server's?"}};
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
      return {{"Dat kan nu niet.", "That cannot be done now."}, {}};
    case absl::StatusCode::kAborted:
      return {{"Een ander was net eerder.", "Somebody else was just before."},
              {"Bekijk het opnieuw en probeer het nog eens.",
               "Look again, then try once more."}};
    default:
      return {{"Er ging iets mis in de server.",
               "Something went wrong in the server."},
              {"Probeer het opnieuw. Blijft het zo, kijk dan in zijn logboek.",
               "Try again. If it stays so, look in its log."}};
  }
}

std::string WordsForProblem(absl::string_view description, Language language) {
  if (language == Language::kDutch) {
    return DutchForProblem(description).value_or(std::string(description));
  }
  if (absl::StartsWith(description, "looks like a burgerservicenummer")) {
    return "looks like a citizen service number (BSN). Leave it out: nobody "
           "here may have it.";
  }
  return std::string(description);
}

}  // namespace omzien::cli
