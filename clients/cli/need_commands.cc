#include "clients/cli/need_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/failure.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/need_change_commands.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"

namespace omzien::cli {
namespace {

// What is agreed, or else the first time that would do.
std::string WhenOf(const v1::Job& job, const Moments& moments) {
  if (job.has_start_time()) return moments.Say(job.start_time());
  if (job.windows().empty()) return "";
  return moments.SaySpan(ToTime(job.windows(0).start_time()),
                         ToTime(job.windows(0).end_time()));
}

Ink InkOf(v1::Job::State state) {
  switch (state) {
    case v1::Job::STATE_OPEN:
      return Ink::kCareful;
    case v1::Job::STATE_ARRANGED:
    case v1::Job::STATE_DONE:
      return Ink::kGood;
    case v1::Job::STATE_UNANSWERED:
      return Ink::kBad;
    default:
      return Ink::kPlain;
  }
}

}  // namespace

void NeedCommands::AddTo(const Command& root) {
  const Command need =
      root.Add("need", For::kResident,
               {"Een hulpvraag stellen, bekijken en veranderen",
                "Post, show and change a need"});
  AddReading(root, need);
  AddPosting(need);
  changes_.AddTo(need);
}

void NeedCommands::AddReading(const Command& root, const Command& need) {
  const Command list =
      root.Add("needs", For::kEveryone, {"Lijst van hulpvragen", "List needs"});
  list.Take(states_, {"--state",
                      {"Alleen in deze staat; mag vaker",
                       "Only in this state; again for more"},
                      "",
                      false,
                      Names<v1::Job::State>()});
  list.Take(
      resident_,
      {"--of", {"Alleen van deze inwoner", "Only of this resident"}, "PERSON"});
  list.Take(shown_max_,
            {"--max", {"Hoogstens zoveel (50)", "At most (50)"}, "N"});
  list.Examples("  omzien needs --state open\n  omzien needs --of Appelboom");
  list.Run([this](Session& session) { return List(session); });

  const Command show =
      need.Add("show", For::kEveryone, {"Toont een hulpvraag", "Shows a need"});
  show.Take(need_, TakenNeed());
  show.Run([this](Session& session) { return Show(session); });
}

void NeedCommands::AddPosting(const Command& need) {
  const Command post =
      need.Add("post", For::kResident, {"Stelt een hulpvraag", "Posts a need"});
  post.Take(resident_,
            {"--resident",
             {"Wie hulp vraagt; anders u zelf", "Who asks for help; else you"},
             "PERSON"});
  post.Take(asked_, {"--asked",
                     {"Is er iemand in de buurt gevraagd?",
                      "Has someone near been asked?"},
                     "",
                     true,
                     Names<v1::Need::OwnNetwork>()});
  post_form_.AddTo(post, true);
  post.Take(note_, {"--note",
                    {"Voor de balie; vrijwilligers zien dit niet",
                     "For the desk; volunteers do not see it"},
                    "TEXT"});
  post.Take(contacts_, TakenContact());
  post.Examples(
      "  omzien need post --resident Appelboom --skill \"gras maaien\" \\\n"
      "    --what \"Het gras is te hoog\" --when \"morgen 9-12\" --asked "
      "nobody");
  post.Run([this](Session& session) { return Post(session); });
}

absl::Status NeedCommands::List(Session& session) const {
  v1::ListNeedsRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  request.set_municipality(municipality.name());
  if (!resident_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                            session.directory().FindPerson(resident_));
    request.set_resident(person);
  } else if (!session.staff()) {
    request.set_resident(session.Self());
  }
  for (const std::string& typed : states_) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Job::State state,
        Chosen<v1::Job::State>("--state", typed, session.language()));
    request.add_states(state);
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Need> needs,
                          ListAll(session.calls(), request,
                                  &v1::ListNeedsResponse::needs, shown_max_));
  if (session.printer().json()) return session.printer().JsonList(needs);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  Table table(
      {"id", session.In({"inwoner", "resident"}), session.In({"klus", "job"}),
       session.In({"wanneer", "when"}), session.In({"staat", "state"})},
      0);
  for (const v1::Need& need : needs) {
    for (const v1::Job& job : need.jobs()) {
      table.Add({{IdOf(need.name())},
                 {telling.person(need.resident()), Ink::kStrong},
                 {telling.Skills(job)},
                 {WhenOf(job, telling.moments)},
                 {Say(job.state(), session.language()), InkOf(job.state())}});
    }
  }
  if (table.empty()) {
    session.printer().Say(session.In({"Geen hulpvragen.", "No needs."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status NeedCommands::Show(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  return PrintNeed(session, need);
}

absl::Status NeedCommands::Post(Session& session) const {
  v1::PostNeedRequest request;
  v1::Need& need = *request.mutable_need();
  std::string resident = session.Self();
  if (!resident_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(resident,
                            session.directory().FindPerson(resident_));
  } else if (!session.options().on_behalf_of.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(resident, session.directory().FindPerson(
                                          session.options().on_behalf_of));
  }
  if (resident.empty()) {
    return UsageError(session.In(
        {"Wie vraagt hulp? Geef --resident met een naam of een id.",
         "Who asks for help? Give --resident with a name or an id."}));
  }
  need.set_resident(resident);
  OMZIEN_ASSIGN_OR_RETURN(
      const v1::Need::OwnNetwork asked,
      Chosen<v1::Need::OwnNetwork>("--asked", asked_, session.language()));
  need.set_own_network(asked);
  need.set_desk_note(note_);
  OMZIEN_RETURN_IF_ERROR(
      FillContacts(session, contacts_, *need.mutable_contacts()));
  OMZIEN_RETURN_IF_ERROR(post_form_.Fill(session, *need.add_jobs()));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, resident));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need posted, session.calls().Send(request));
  OMZIEN_RETURN_IF_ERROR(PrintNeed(session, posted));
  session.printer().Say(Text{"Wie kan helpen: omzien explain $0",
                             "Who can help: omzien explain "
                             "$0"}
                            .In(session.language(), IdOf(posted.name())));
  return absl::OkStatus();
}

}  // namespace omzien::cli
