#include "server/core/need.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/job_policy.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/municipality.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/appointment.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/catalogue.h"
#include "server/core/error.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Need;
using omzien::v1::Notice;
using store::v1::NeedRecord;

constexpr absl::Duration kYear = absl::Hours(24 * 365);
constexpr absl::Duration kDurationDefault = absl::Hours(1);

bool Lists(absl::string_view kinds, absl::string_view kind) {
  const std::vector<absl::string_view> all = absl::StrSplit(kinds, ' ');
  return std::ranges::find(all, kind) != all.end();
}

// Earlier jobs of the same kind for the same resident in the last 365 days that
// were not called off or sent on.
absl::StatusOr<int> TimesThisYear(Transaction& transaction,
                                  const NeedRecord& need, int job) {
  const std::string& kind = need.need().jobs(job).skills(0);
  std::vector<std::string> names;
  OMZIEN_RETURN_IF_ERROR(transaction.Scan(
      Keyspace::kLinks,
      Prefix(LinkKey({"r", IdOf(need.need().resident()), ""})),
      [&](absl::string_view key, absl::string_view kinds) {
        std::string name = NameOf("needs", key.substr(key.rfind('/') + 1));
        if (name != need.need().name() && Lists(kinds, kind)) {
          names.push_back(std::move(name));
        }
        return true;
      }));
  int times = 0;
  for (const std::string& name : names) {
    OMZIEN_ASSIGN_OR_RETURN(const auto other,
                            transaction.Get<NeedRecord>(name));
    if (FromProto(other.need().create_time()) < transaction.now() - kYear) {
      break;  // Newest first.
    }
    for (const Job& each : other.need().jobs()) {
      times += each.skills(0) == kind && each.state() != Job::STATE_CANCELLED &&
                       each.state() != Job::STATE_REFERRED
                   ? 1
                   : 0;
    }
  }
  return times;
}

void FillReferral(const config::v1::JobPolicy& policy, absl::string_view rule,
                  Job& job) {
  auto& referral = *job.mutable_referral();
  referral.set_reason(std::string(rule));
  const config::v1::JobPolicy::Referral* best = nullptr;
  int best_fit = -1;
  for (const auto& each : policy.referrals()) {
    const bool skill =
        each.skill().empty() ||
        std::ranges::find(job.skills(), each.skill()) != job.skills().end();
    if (!skill || (!each.rule().empty() && each.rule() != rule)) continue;
    const int fit =
        (each.rule().empty() ? 0 : 2) + (each.skill().empty() ? 0 : 1);
    if (fit > best_fit) {
      best = &each;
      best_fit = fit;
    }
  }
  if (best == nullptr) return;
  referral.set_initiative(best->initiative());
  referral.set_contact(best->contact());
}

}  // namespace

std::string KindsOf(const Need& need) {
  return absl::StrJoin(need.jobs(), " ", [](std::string* out, const Job& job) {
    absl::StrAppend(out, job.skills(0));
  });
}

void LinkNeed(Transaction& transaction, const Need& need) {
  const std::string when = DescendingKey(FromProto(need.create_time()));
  const std::string id = IdOf(need.name());
  transaction.Link(LinkKey({"n", IdOf(need.municipality()), when, id}));
  transaction.Link(LinkKey({"r", IdOf(need.resident()), when, id}),
                   KindsOf(need));
}

Need Shown(const NeedRecord& record) {
  Need need = record.need();
  need.set_state(NeedState(need.jobs()));
  return need;
}

absl::StatusOr<NeedRecord> SeeNeed(Transaction& transaction,
                                   const std::string& name) {
  absl::StatusOr<NeedRecord> record = transaction.Get<NeedRecord>(name);
  if (!record.ok()) return NoSuch(name);
  if (!MaySee(transaction, record->need().resident()).ok()) {
    return NoSuch(name);
  }
  return record;
}

absl::Status PutNeed(Transaction& transaction, NeedRecord& record) {
  transaction.Concerns(record.need().resident());
  return transaction.Put(record.need().name(), record,
                         IdOf(record.need().resident()));
}

absl::Status CompleteJob(Transaction& transaction,
                         const omzien::v1::Person& resident,
                         absl::string_view path, Job& job) {
  const Catalogue& catalogue = transaction.catalogue();
  OMZIEN_RETURN_IF_ERROR(
      catalogue.SkillsOf(job.skills(), absl::StrCat(path, ".skills")).status());
  if (!job.has_duration()) {
    for (const std::string& skill : job.skills()) {
      const auto& usual = catalogue.FindSkill(skill)->usual_duration();
      if (FromProto(usual) > FromProto(job.duration())) {
        *job.mutable_duration() = usual;
      }
    }
    if (!job.has_duration()) {
      job.mutable_duration()->set_seconds(
          absl::ToInt64Seconds(kDurationDefault));
    }
  }
  if (job.risk() == omzien::v1::RISK_CLASS_UNSPECIFIED) {
    job.set_risk(omzien::v1::RISK_CLASS_LIGHT);
    for (const std::string& skill : job.skills()) {
      job.set_risk(std::max(job.risk(), catalogue.FindSkill(skill)->risk()));
    }
  }
  if (!job.has_place()) *job.mutable_place() = resident.home();
  if (!job.place().has_location()) {
    return RefuseFields({{absl::StrCat(path, ".place"),
                          "the resident has no known address: say where"}});
  }
  if (job.helpers_needed() == 0) job.set_helpers_needed(1);
  for (int i = 0; i < job.windows_size(); ++i) {
    const absl::Time latest =
        FromProto(job.windows(i).end_time()) - FromProto(job.duration());
    const std::string window = absl::StrCat(path, ".windows[", i, "]");
    if (latest < FromProto(job.windows(i).start_time())) {
      return RefuseFields({{window, "too short for the work"}});
    }
    if (latest <= transaction.now()) {
      return RefuseFields({{window, "is past, or too near to begin"}});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> ReferByPolicy(Transaction& transaction, NeedRecord& need,
                                   int job) {
  Job& resource = *need.mutable_need()->mutable_jobs(job);
  const auto& municipality =
      *transaction.catalogue().FindMunicipality(need.need().municipality());
  OMZIEN_ASSIGN_OR_RETURN(const int times,
                          TimesThisYear(transaction, need, job));
  const matcher::PolicyRule rule =
      matcher::Check(municipality.job_policy,
                     {FromProto(resource.duration()),
                      static_cast<matcher::RiskClass>(resource.risk()),
                      resource.structural(), times});
  if (rule == matcher::PolicyRule::kNone || need.jobs(job).policy_waived()) {
    return false;
  }
  Move(resource, Job::STATE_REFERRED);
  FillReferral(municipality.config.job_policy(), matcher::PolicyRuleName(rule),
               resource);
  OMZIEN_RETURN_IF_ERROR(
      Tell(transaction, need.need().resident(), Notice::KIND_REFERRED,
           {need.need().name(), resource.id(), "", "", false}));
  return true;
}

absl::Status OpenJob(Transaction& transaction, NeedRecord& need, int job) {
  // Also what the policy sends on at once, and anew, goes by way of open.
  Move(*need.mutable_need()->mutable_jobs(job), Job::STATE_OPEN);
  // Who said yes already comes: then it is not sent on.
  if (need.need().jobs(job).helpers_found() == 0) {
    OMZIEN_ASSIGN_OR_RETURN(const bool referred,
                            ReferByPolicy(transaction, need, job));
    if (referred) return absl::OkStatus();
  }
  return AskForHelp(transaction, need, job,
                    omzien::v1::AskReason::WHY_NOW_POSTED);
}

absl::Status DropJobCalls(Transaction& transaction, const NeedRecord& need,
                          int job) {
  const std::string& name = need.need().name();
  const Job& own = need.need().jobs(job);
  OMZIEN_RETURN_IF_ERROR(DropCalls(transaction, name, own.id()).status());
  const bool others =
      std::ranges::any_of(need.need().jobs(), [&own](const Job& each) {
        return each.id() != own.id() && each.state() == Job::STATE_OPEN;
      });
  if (others) return absl::OkStatus();
  return DropCalls(transaction, name, "").status();
}

absl::Status EndJob(Transaction& transaction, NeedRecord& need, int job,
                    Job::State to) {
  const bool referred = to == Job::STATE_REFERRED;
  OMZIEN_RETURN_IF_ERROR(
      WithdrawAsks(transaction, need, job,
                   referred ? Invitation::WITHDRAW_REASON_REFERRED
                            : Invitation::WITHDRAW_REASON_CANCELLED));
  OMZIEN_RETURN_IF_ERROR(CancelAppointments(transaction, need, job));
  Job& resource = *need.mutable_need()->mutable_jobs(job);
  Move(resource, to);
  resource.set_helpers_found(0);
  resource.clear_start_time();
  return Tell(transaction, need.need().resident(),
              referred ? Notice::KIND_REFERRED : Notice::KIND_NEED_CANCELLED,
              {need.need().name(), resource.id(), "", "", false});
}

}  // namespace omzien::core
