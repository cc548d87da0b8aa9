// Who could do a job, and why the others can't.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/verdict.h"
#include "matcher/volunteer_index.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/catalogue.h"
#include "server/core/commands.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Verdict;

// Of those in and of those out, each.
constexpr int kVerdictsMax = 200;

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
                            transaction.GetRest<store::v1::InvitationRecord>(
                                NameOf("invitations", id)));
    const auto& ask = record.invitation();
    if (ask.job_id() != job_id) continue;
    Verdict verdict = ask.reasons();
    verdict.set_asked(true);
    verdicts.emplace(ask.volunteer(), std::move(verdict));
  }
  return verdicts;
}

// Who was asked, by the rank of then; who is in, by rank; who is out, by how
// many obstacles, then by id.
void AddVerdicts(matcher::Explanation& found,
                 const std::map<std::string, Verdict>& asked,
                 const Catalogue& catalogue,
                 omzien::v1::MatchExplanation& explanation) {
  for (const auto& [name, verdict] : asked) {
    *explanation.add_verdicts() = verdict;
  }
  std::ranges::sort(*explanation.mutable_verdicts(), {}, &Verdict::rank);
  std::ranges::sort(found.nearest, {}, [](const matcher::Verdict& verdict) {
    return std::tuple(verdict.obstacles.size(), std::cref(verdict.volunteer));
  });
  for (const auto* verdicts : {&found.ranked, &found.nearest}) {
    for (const matcher::Verdict& verdict : *verdicts) {
      if (asked.contains(NameOf("volunteers", verdict.volunteer.value))) {
        continue;
      }
      *explanation.add_verdicts() = ToProto(verdict, catalogue);
    }
  }
}

void AddRings(const matcher::Coverage& coverage,
              omzien::v1::MatchExplanation& explanation) {
  explanation.set_eligible(coverage.eligible);
  for (std::size_t i = 0; i < coverage.rings.size(); ++i) {
    auto& ring = *explanation.add_rings();
    if (i < matcher::kRingsM.size()) {
      ring.set_distance_m_max(matcher::kRingsM[i]);
    }
    ring.set_eligible(coverage.rings[i]);
  }
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
  omzien::v1::MatchExplanation explanation;
  explanation.set_need(request.name());
  explanation.set_job_id(record.need().jobs(job).id());
  *explanation.mutable_time() = ToProto(transaction.now());
  OMZIEN_ASSIGN_OR_RETURN(
      const auto asked,
      VerdictsOfAsked(transaction, record.need(), explanation.job_id()));
  const auto& policy = transaction.catalogue()
                           .FindMunicipality(record.need().municipality())
                           ->ask_policy;
  matcher::Explanation found = transaction.state().index->Explain(
      wanted, policy, transaction.now(), kVerdictsMax);
  if (request.volunteer().empty()) {
    AddVerdicts(found, asked, transaction.catalogue(), explanation);
  } else if (asked.contains(request.volunteer())) {
    *explanation.add_verdicts() = asked.at(request.volunteer());
  } else {
    const auto one =
        transaction.state().index->Find({IdOf(request.volunteer())});
    if (!one.has_value()) return NoSuch(request.volunteer());
    const auto in =
        std::ranges::find(found.ranked, one->id, &matcher::Verdict::volunteer);
    *explanation.add_verdicts() =
        ToProto(in != found.ranked.end()
                    ? *in
                    : matcher::Judge(wanted, *one, policy, transaction.now()),
                transaction.catalogue());
  }
  // Who was asked is not counted among those out.
  for (const auto& [name, verdict] : asked) {
    const auto one = transaction.state().index->Find({IdOf(name)});
    if (!one.has_value()) continue;
    const auto now_out =
        matcher::Judge(wanted, *one, policy, transaction.now());
    if (now_out.eligible()) continue;
    auto& excluded = found.coverage.excluded;
    const auto count = excluded.find(now_out.obstacles.front().why);
    if (count != excluded.end() && --count->second == 0) {
      excluded.erase(count);
    }
  }
  *explanation.mutable_excluded() = ToProto(found.coverage.excluded);
  AddRings(found.coverage, explanation);
  return explanation;
}

}  // namespace omzien::core
