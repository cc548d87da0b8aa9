#include "clients/cli/match_commands.h"

#include <string>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "clients/cli/names.h"
#include "clients/cli/need_change_commands.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/telling.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"

namespace omzien::cli {
namespace {

constexpr int kVerdictsShown = 10;

}  // namespace

void MatchCommands::AddTo(const Command& root) {
  const Command explain = root.Add("explain", For::kDesk,
                                   {"Wie kan helpen en wie niet, en waarom",
                                    "Who can help and who cannot, and why"});
  explain.Take(need_, TakenNeed());
  explain.Take(job_id_, {"--job", {"Welke klus", "Which job"}, "1"});
  explain.Take(volunteer_, {"--volunteer",
                            {"Alleen deze vrijwilliger", "Only this volunteer"},
                            "PERSON"});
  explain.Take(all_, {"--all", {"Toont iedereen", "Shows everybody"}});
  explain.Examples("  omzien explain ID --volunteer Anja");
  explain.Run([this](Session& session) { return Explain(session); });
}

absl::Status MatchCommands::Explain(Session& session) const {
  v1::ExplainMatchRequest request;
  request.set_name(FullName("needs", need_));
  request.set_job_id(job_id_);
  if (!volunteer_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string volunteer,
                            session.directory().FindVolunteer(volunteer_));
    request.set_volunteer(volunteer);
  }
  OMZIEN_ASSIGN_OR_RETURN(const v1::MatchExplanation match,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(match);
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  const v1::Job* job = FindJob(need, match.job_id());
  session.Say(TellMatch(match, job == nullptr ? v1::Job() : *job, telling,
                        all_ ? 0 : kVerdictsShown));
  return absl::OkStatus();
}

}  // namespace omzien::cli
