#include "clients/cli/asking_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/asking_telling.h"
#include "clients/cli/command_line.h"
#include "clients/cli/moment.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/policy_change.pb.h"

namespace omzien::cli {

void AskingCommands::AddTo(const Command& root) {
  const Command shares =
      root.Add("shares", For::kDesk,
               {"Hoe het vragen verdeeld is over de vrijwilligers",
                "How the asks are shared out among the volunteers"});
  shares.Examples("  omzien shares\n  omzien shares --municipality GM1669");
  shares.Run(Shares);
  const Command policy = root.Add(
      "policy", For::kDesk,
      {"Volgens welke getallen er gevraagd wordt, sinds wanneer en waarom",
       "By which numbers people are asked, since when and why"});
  policy.Examples("  omzien policy");
  policy.Run(Policy);
}

absl::Status AskingCommands::Shares(Session& session) {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  v1::GetAskReportRequest request;
  request.set_parent(municipality.name());
  OMZIEN_ASSIGN_OR_RETURN(const v1::AskReport report,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(report);
  session.printer().Say(
      Text{"$0: $1 keer iemand gevraagd sinds $2, $3 keer in de twaalf weken "
           "ervoor.",
           "$0: somebody was asked $1 times since $2, $3 times in the twelve "
           "weeks before."}
          .In(session.language(), municipality.display_name(), report.asks(),
              report.lately_date(), report.asks_before()));
  session.printer().Draw(ShareTable(report, session.language()));
  return absl::OkStatus();
}

absl::Status AskingCommands::Policy(Session& session) {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  v1::ListPolicyChangesRequest request;
  request.set_parent(municipality.name());
  OMZIEN_ASSIGN_OR_RETURN(
      const std::vector<v1::PolicyChange> changes,
      ListAll(session.calls(), request,
              &v1::ListPolicyChangesResponse::policy_changes));
  if (session.printer().json()) return session.printer().JsonList(changes);
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  for (const std::string& line : PolicyLines(changes, moments)) {
    session.printer().Say(line);
  }
  return absl::OkStatus();
}

}  // namespace omzien::cli
