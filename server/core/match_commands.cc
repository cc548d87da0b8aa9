// Who could do a job, and why the others can't.

#include <algorithm>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Verdict;

// Those who were asked for the job, as they were judged then: what they are out
// for now is that they were asked.
absl::StatusOr<std::map<std::string, Verdict>> VerdictsOfAsked(
    Transaction& transaction, const omzien::v1::Need& need,
    absl::string_view job_id) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"i", IdOf(need.name()), ""})));
  std::map<std::string, Verdict> verdicts;
  for (const std::string& id : ids) {  // Newest first.
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.Get<store::v1::InvitationRecord>(
                                NameOf("invitations", id)));
    const auto& ask = record.invitation();
    if (ask.job_id() != job_id) continue;
    Verdict verdict = ask.reasons();
    verdict.set_asked(true);
    verdicts.emplace(ask.volunteer(), std::move(verdict));
  }
  return verdicts;
}

}  // namespace

absl::StatusOr<omzien::v1::MatchExplanation> ExplainMatch(
    Transaction& transaction, const omzien::v1::ExplainMatchRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          SeeNeed(transaction, request.name()));
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, record.need().municipality()));
  OMZIEN_ASSIGN_OR_RETURN(
      const int job,
      JobIndex(record, request.job_id().empty() ? "1" : request.job_id()));
  OMZIEN_ASSIGN_OR_RETURN(const matcher::Job wanted,
                          MatcherJob(transaction, record, job));
  const auto* municipality =
      transaction.catalogue().FindMunicipality(record.need().municipality());
  const auto verdicts = transaction.state().index.JudgeAll(
      wanted, municipality->ask_policy, transaction.now());
  omzien::v1::MatchExplanation explanation;
  explanation.set_need(request.name());
  explanation.set_job_id(record.need().jobs(job).id());
  *explanation.mutable_time() = ToProto(transaction.now());
  OMZIEN_ASSIGN_OR_RETURN(
      const auto asked,
      VerdictsOfAsked(transaction, record.need(), explanation.job_id()));
  const auto wanted_too = [&request](const std::string& name) {
    return request.volunteer().empty() || request.volunteer() == name;
  };
  for (const auto& [name, verdict] : asked) {
    if (wanted_too(name)) *explanation.add_verdicts() = verdict;
  }
  std::ranges::sort(*explanation.mutable_verdicts(), {}, &Verdict::rank);
  std::map<matcher::Exclusion, int> excluded;
  for (const matcher::Verdict& verdict : verdicts) {
    const std::string name = NameOf("volunteers", verdict.volunteer.value);
    if (asked.contains(name)) continue;
    if (!verdict.eligible()) ++excluded[verdict.obstacles.front().why];
    if (!wanted_too(name)) continue;
    *explanation.add_verdicts() = ToProto(verdict, transaction.catalogue());
  }
  *explanation.mutable_excluded() = ToProto(excluded);
  if (!request.volunteer().empty() && explanation.verdicts().empty()) {
    return NoSuch(request.volunteer());
  }
  return explanation;
}

}  // namespace omzien::core
