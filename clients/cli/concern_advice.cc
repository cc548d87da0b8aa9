#include "clients/cli/concern_advice.h"

#include "clients/cli/signal_words.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::cli {

using v1::Concern;

// No default: a new kind without advice does not compile (-Werror=switch).
Advice AdviceOn(Concern::Kind kind) {
  switch (kind) {
    case Concern::KIND_CLOCK_JUMPED:
      return {{"De klok van de machine versprong meer dan 5 minuten. Niemand "
               "wordt gevraagd en niets verloopt.",
               "The machine's clock jumped by more than 5 minutes. Nobody is "
               "asked and nothing lapses."},
              {"Zet de klok goed. Staat hij goed? Geef dan: kill -USR1 met het "
               "procesnummer van omziend.",
               "Set the clock right. Is it right? Then give: kill -USR1 with "
               "the process number of omziend."}};
    case Concern::KIND_MAIL_FAILING:
      return {{"Mail komt niet weg. Berichten wachten en worden later werk "
               "voor de balie.",
               "Mail does not get away. Messages wait and later become work "
               "for the desk."},
              {"Kijk of de mailserver werkt en of notify.smtp klopt; in het "
               "logboek staat de fout.",
               "See whether the mail server works and notify.smtp is right; "
               "the log has the error."}};
    case Concern::KIND_NO_BACKUP:
      return {{"Er is geen back-up.", "There is no backup."},
              {"Geef elke nacht: omzien admin backup. Daarvoor moet "
               "storage.backup_dir ingevuld zijn.",
               "Give every night: omzien admin backup. It needs "
               "storage.backup_dir to be set."}};
    case Concern::KIND_BACKUP_OLD:
      return {{"De laatste back-up is ouder dan 2 dagen.",
               "The last backup is more than 2 days old."},
              {"Geef nu: omzien admin backup. Zoek uit waarom de nachtelijke "
               "niet liep.",
               "Give now: omzien admin backup. Find out why the nightly one "
               "did not run."}};
    case Concern::KIND_LANE_SLOW:
      return {{"Opdrachten duren vaak te lang; iedereen wacht daarop.",
               "Calls often take too long, and everybody waits for them."},
              {"Heeft de machine het druk met iets anders? Kijk hieronder naar "
               "de langste beurt.",
               "Is the machine busy with something else? Look at the longest "
               "turn below."}};
    case Concern::KIND_DISK_NEARLY_FULL:
      return {{"De schijf is bijna vol. Is hij vol, dan stopt de server.",
               "The disk is nearly full. When it is full the server stops."},
              {"Maak ruimte of neem een grotere schijf. Haal niets weg uit de "
               "map met gegevens.",
               "Make room or take a larger disk. Remove nothing from the data "
               "folder."}};
    case Concern::KIND_TIMERS_LATE:
      return {{"Vragen en herinneringen gaan te laat weg.",
               "Asks and reminders leave too late."},
              {"Heeft de machine het druk met iets anders? Blijft het zo, "
               "start omziend dan opnieuw.",
               "Is the machine busy with something else? If it stays so, "
               "start omziend again."}};
    case Concern::KIND_NO_SIGNAL_CONTACT:
      return {kNoSignalContact, kAppointSignalContact};
    case Concern::KIND_UNSPECIFIED:
    case v1::Concern_Kind_Concern_Kind_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::Concern_Kind_Concern_Kind_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  // Of a newer server.
  return {{"Er is iets dat dit programma nog niet kent.",
           "There is something that this program does not know yet."},
          {"Neem de nieuwste versie van omzien.",
           "Take the newest version of omzien."}};
}

}  // namespace omzien::cli
