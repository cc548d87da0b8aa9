// Needs: posting, changing, calling off, sending on, opening again.

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/catalogue.h"
#include "server/core/commands.h"
#include "server/core/contacts.h"
#include "server/core/error.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/paging.h"
#include "server/core/repeated.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Job;
using omzien::v1::Need;
using omzien::v1::Notice;
using store::v1::NeedRecord;
using store::v1::PersonRecord;

// The need, if the caller may act for its resident.
absl::StatusOr<NeedRecord> ActOnNeed(Transaction& transaction,
                                     const std::string& name,
                                     const std::string& etag) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeNeed(transaction, name));
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, record.need().resident()));
  OMZIEN_RETURN_IF_ERROR(MatchEtag(etag, record.need().etag(), name));
  return record;
}

absl::Status NotInState(const Job& job, Reason reason,
                        absl::string_view wanted) {
  return Refuse(reason,
                absl::StrCat("job ", job.id(), " is ",
                             Job::State_Name(job.state()).substr(6),
                             "; this can be done when it is ", wanted),
                {{"state", Job::State_Name(job.state())}});
}

absl::Status CheckIntake(const MunicipalityEntry& municipality,
                         const Need& need) {
  if (municipality.job_policy.own_network_first &&
      need.own_network() == Need::OWN_NETWORK_NOT_ASKED) {
    return Refuse(Reason::kOwnNetworkFirst,
                  "has someone near been asked? Here that comes first: ask, or "
                  "say that there is nobody");
  }
  return absl::OkStatus();
}

absl::Status ChangeJob(Transaction& transaction,
                       const omzien::v1::UpdateNeedRequest& request,
                       NeedRecord& record) {
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(record, request.job_id()));
  Job& stored = *record.mutable_need()->mutable_jobs(job);
  if (stored.state() != Job::STATE_OPEN || stored.helpers_found() > 0) {
    return NotInState(stored, Reason::kJobNotOpen,
                      "open and nobody has said yes");
  }
  Job changed = request.job();
  changed.set_id(stored.id());
  changed.set_state(stored.state());
  *changed.mutable_attempts() = stored.attempts();
  OMZIEN_ASSIGN_OR_RETURN(const auto resident, transaction.Get<PersonRecord>(
                                                   record.need().resident()));
  OMZIEN_RETURN_IF_ERROR(
      CompleteJob(transaction, resident.person(), "job", changed));
  stored = std::move(changed);
  LinkNeed(transaction, record.need());  // Its kinds may be others now.
  OMZIEN_ASSIGN_OR_RETURN(const bool referred,
                          ReferByPolicy(transaction, record, job));
  return referred
             ? WithdrawAsks(transaction, record, job,
                            omzien::v1::Invitation::WITHDRAW_REASON_REFERRED)
             : RecheckAsks(transaction, record, job);
}

// What is told of one job that has just been posted or opened.
absl::Status TellReceived(Transaction& transaction, const NeedRecord& record) {
  const auto open =
      std::ranges::count(record.need().jobs(), Job::STATE_OPEN, &Job::state);
  if (open == 0) return absl::OkStatus();  // Referred or unanswered: told so.
  return Tell(transaction, record.need().resident(), Notice::KIND_NEED_RECEIVED,
              {record.need().name(), "", "", "", false});
}

}  // namespace

absl::StatusOr<Need> GetNeed(Transaction& transaction,
                             const omzien::v1::GetNeedRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          SeeNeed(transaction, request.name()));
  return Shown(record);
}

absl::StatusOr<omzien::v1::ListNeedsResponse> ListNeeds(
    Transaction& transaction, const omzien::v1::ListNeedsRequest& request) {
  const bool of_one = !request.resident().empty();
  OMZIEN_RETURN_IF_ERROR(of_one
                             ? MaySee(transaction, request.resident())
                             : MustServe(transaction, request.municipality()));
  const PageRequest page{
      request.page_size(), request.page_token(),
      absl::StrCat("needs\n", request.municipality(), "\n", request.resident(),
                   "\n", absl::StrJoin(request.states(), ","))};
  const std::string prefix =
      of_one ? LinkKey({"r", IdOf(request.resident()), ""})
             : LinkKey({"n", IdOf(request.municipality()), ""});
  omzien::v1::ListNeedsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction, prefix, page,
                [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(
                      const auto record,
                      transaction.Get<NeedRecord>(NameOf("needs", id)));
                  Need need = Shown(record);
                  if (!request.states().empty() &&
                      std::ranges::find(request.states(), need.state()) ==
                          request.states().end()) {
                    return false;
                  }
                  *response.add_needs() = std::move(need);
                  return true;
                }));
  return response;
}

absl::StatusOr<Need> PostNeed(Transaction& transaction,
                              const omzien::v1::PostNeedRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, request.need().resident()));
  OMZIEN_ASSIGN_OR_RETURN(const auto resident, transaction.Get<PersonRecord>(
                                                   request.need().resident()));
  NeedRecord record;
  Need& need = *record.mutable_need();
  need = request.need();
  need.set_name(NameOf("needs", transaction.state().ports.ids.NewId()));
  need.set_municipality(resident.person().municipality());
  const auto* municipality =
      transaction.catalogue().FindMunicipality(need.municipality());
  OMZIEN_RETURN_IF_ERROR(CheckIntake(*municipality, need));
  // Not who of the organisation, nor on which device.
  need.mutable_entered_by()->set_name(transaction.caller().actor.name());
  need.mutable_entered_by()->set_role(transaction.caller().actor.role());
  need.set_channel(transaction.caller().origin.channel());
  *need.mutable_create_time() = ToProto(transaction.now());
  LinkNeed(transaction, need);
  OMZIEN_RETURN_IF_ERROR(SetContacts(
      transaction, need, request.need().contacts(), "need.contacts"));
  for (int job = 0; job < need.jobs_size(); ++job) {
    need.mutable_jobs(job)->set_id(absl::StrCat(job + 1));
    record.add_jobs()->set_id(absl::StrCat(job + 1));
    OMZIEN_RETURN_IF_ERROR(CompleteJob(transaction, resident.person(),
                                       absl::StrCat("need.jobs[", job, "]"),
                                       *need.mutable_jobs(job)));
  }
  for (int job = 0; job < need.jobs_size(); ++job) {
    OMZIEN_RETURN_IF_ERROR(OpenJob(transaction, record, job));
  }
  OMZIEN_RETURN_IF_ERROR(TellReceived(transaction, record));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, record));
  return Shown(record);
}

absl::StatusOr<Need> UpdateNeed(Transaction& transaction,
                                const omzien::v1::UpdateNeedRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(
      auto record, ActOnNeed(transaction, request.name(), request.etag()));
  if (request.has_contacts()) {
    OMZIEN_RETURN_IF_ERROR(SetContacts(transaction, *record.mutable_need(),
                                       request.contacts().people(),
                                       "contacts.people"));
  }
  if (request.has_job()) {
    OMZIEN_RETURN_IF_ERROR(ChangeJob(transaction, request, record));
  }
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, record));
  return Shown(record);
}

absl::StatusOr<Need> CancelNeed(Transaction& transaction,
                                const omzien::v1::CancelNeedRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(
      auto record, ActOnNeed(transaction, request.name(), request.etag()));
  if (!request.job_id().empty()) {
    OMZIEN_RETURN_IF_ERROR(JobIndex(record, request.job_id()).status());
  }
  bool ended = false;
  for (int job = 0; job < record.need().jobs_size(); ++job) {
    const Job& each = record.need().jobs(job);
    if (!request.job_id().empty() && each.id() != request.job_id()) continue;
    // Called off already: saying so again changes nothing.
    ended = ended || each.state() == Job::STATE_CANCELLED;
    if (!MayMove(each.state(), Job::STATE_CANCELLED)) continue;
    OMZIEN_RETURN_IF_ERROR(DropJobCalls(transaction, record, job));
    OMZIEN_RETURN_IF_ERROR(
        EndJob(transaction, record, job, Job::STATE_CANCELLED));
    ended = true;
  }
  if (!ended) {
    return Refuse(Reason::kJobNotOpen,
                  "there is nothing left to call off in this need");
  }
  if (!transaction.empty()) {
    OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, record));
  }
  return Shown(record);
}

absl::StatusOr<Need> ReferJob(Transaction& transaction,
                              const omzien::v1::ReferJobRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(
      auto record, ActOnNeed(transaction, request.name(), request.etag()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(record, request.job_id()));
  Job& stored = *record.mutable_need()->mutable_jobs(job);
  if (!MayMove(stored.state(), Job::STATE_REFERRED)) {
    return NotInState(stored, Reason::kJobNotOpen,
                      "open, arranged or unanswered");
  }
  OMZIEN_RETURN_IF_ERROR(DropJobCalls(transaction, record, job));
  auto& referral = *stored.mutable_referral();
  referral.set_initiative(request.initiative());
  referral.set_contact(request.contact());
  referral.set_reason("BY_DESK");
  OMZIEN_RETURN_IF_ERROR(EndJob(transaction, record, job, Job::STATE_REFERRED));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, record));
  return Shown(record);
}

absl::StatusOr<Need> ReopenJob(Transaction& transaction,
                               const omzien::v1::ReopenJobRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(
      auto record, ActOnNeed(transaction, request.name(), request.etag()));
  OMZIEN_ASSIGN_OR_RETURN(const int job, JobIndex(record, request.job_id()));
  Job& stored = *record.mutable_need()->mutable_jobs(job);
  if (stored.state() == Job::STATE_ARRANGED ||
      !MayMove(stored.state(), Job::STATE_OPEN)) {
    return NotInState(
        stored, Reason::kJobNotReopenable,
        "unanswered, cancelled, referred, not done or partly done");
  }
  if (!request.windows().empty()) {
    *stored.mutable_windows() = request.windows();
  } else {
    EraseIf(*stored.mutable_windows(), [&](const auto& window) {
      return FromProto(window.end_time()) - FromProto(stored.duration()) <=
             transaction.now();
    });
  }
  if (stored.windows().empty()) {
    return Refuse(Reason::kTimeInThePast,
                  "all times of this job are past: give new ones");
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto resident, transaction.Get<PersonRecord>(
                                                   record.need().resident()));
  OMZIEN_RETURN_IF_ERROR(
      CompleteJob(transaction, resident.person(), "job", stored));
  OMZIEN_RETURN_IF_ERROR(DropJobCalls(transaction, record, job));
  auto& inner = *record.mutable_jobs(job);
  inner.set_waves(0);
  inner.clear_asked();
  *inner.mutable_asked() = inner.gave_back();
  inner.set_policy_waived(IsStaff(transaction.caller()));
  stored.clear_referral();
  stored.clear_attempts();
  if (stored.state() != Job::STATE_UNANSWERED) {
    // It had ended: nobody comes any more.
    stored.set_helpers_found(0);
    *inner.mutable_counted_from_time() = ToProto(transaction.now());
  }
  if (stored.helpers_found() == 0) stored.clear_start_time();
  OMZIEN_RETURN_IF_ERROR(OpenJob(transaction, record, job));
  OMZIEN_RETURN_IF_ERROR(PutNeed(transaction, record));
  return Shown(record);
}

}  // namespace omzien::core
