#include "server/core/kept_needs.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/retention.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/appointment.h"
#include "server/core/invitation.h"
#include "server/core/links.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/retention.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Job;
using omzien::v1::Need;
using omzien::v1::Task;
using store::v1::AppointmentRecord;
using store::v1::GoneNeedsRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::TaskRecord;

// Asks, appointments and tasks that go in one turn.
constexpr int kPartsMax = 60;

bool HasJob(const Need& need, Job::State state) {
  return std::ranges::any_of(
      need.jobs(), [state](const Job& job) { return job.state() == state; });
}

bool IsKnown(Transaction& transaction, const std::string& person) {
  return !transaction.state().MunicipalityOf(person).empty();
}

// A visit that is still to come, or was not long ago.
absl::StatusOr<bool> HasVisit(Transaction& transaction, const Need& need,
                              absl::Time cutoff) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"a", IdOf(need.name()), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto record,
        transaction.GetRest<AppointmentRecord>(NameOf("appointments", id)));
    const Appointment& visit = record.appointment();
    if (visit.state() == Appointment::STATE_AGREED &&
        FromProto(visit.end_time()) >= cutoff) {
      return true;
    }
  }
  return false;
}

// A complaint or incident that somebody still has to close.
absl::StatusOr<bool> HasOpenReport(Transaction& transaction, const Need& need) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto ids,
      transaction.Linked(LinkKey({"tn", IdOf(need.name()), ""})));
  for (const std::string& id : ids) {
    OMZIEN_ASSIGN_OR_RETURN(const auto record, transaction.GetRest<TaskRecord>(
                                                   NameOf("tasks", id)));
    const Task& task = record.task();
    if (IsReport(task) && !task.has_close_time() &&
        IsKnown(transaction, task.person())) {
      return true;
    }
  }
  return false;
}

absl::StatusOr<std::optional<Overdue>> JudgeNeed(Transaction& transaction,
                                                 const std::string& id,
                                                 absl::Time cutoff) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<NeedRecord>(NameOf("needs", id)));
  const Need& need = record.need();
  const absl::Time since = FromProto(need.update_time());
  if (since >= cutoff || HasJob(need, Job::STATE_OPEN)) return std::nullopt;
  if (HasJob(need, Job::STATE_ARRANGED)) {
    // When nobody ever said how it went it stays arranged.
    OMZIEN_ASSIGN_OR_RETURN(const bool visit,
                            HasVisit(transaction, need, cutoff));
    if (visit) return std::nullopt;
  }
  OMZIEN_ASSIGN_OR_RETURN(const bool report, HasOpenReport(transaction, need));
  if (report) return std::nullopt;
  return Overdue{.name = need.name(),
                 .municipality = need.municipality(),
                 .since = since,
                 .before = ""};
}

absl::StatusOr<std::optional<Overdue>> JudgeTask(Transaction& transaction,
                                                 const std::string& id,
                                                 absl::Time cutoff) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<TaskRecord>(NameOf("tasks", id)));
  const Task& task = record.task();
  Overdue overdue{.name = task.name(),
                  .municipality = task.municipality(),
                  .since = FromProto(task.create_time()),
                  .before = ""};
  if (task.has_close_time()) {
    overdue.since = FromProto(task.close_time());
  } else if (IsKnown(transaction, task.person())) {
    return std::nullopt;
  }
  if (overdue.since >= cutoff) return std::nullopt;
  if (!task.need().empty()) {  // Then it goes with that.
    OMZIEN_ASSIGN_OR_RETURN(const auto need,
                            transaction.Read(Keyspace::kRecords, task.need()));
    if (need.has_value()) return std::nullopt;
  }
  return overdue;
}

// Adds to the counts of what is gone.
absl::Status Count(Transaction& transaction, const Need& need,
                   const GoneNeedsRecord& more) {
  const absl::CivilYear year(
      absl::ToCivilYear(FromProto(need.create_time()), absl::UTCTimeZone()));
  const std::string key =
      LinkKey({"gone", IdOf(need.municipality()), absl::StrCat(year.year())});
  OMZIEN_ASSIGN_OR_RETURN(
      auto gone, ReadMeta<GoneNeedsRecord>(transaction, key,
                                           "the counts of what is gone"));
  gone.set_needs(gone.needs() + more.needs());
  gone.set_asks(gone.asks() + more.asks());
  gone.set_appointments(gone.appointments() + more.appointments());
  for (const auto& [state, jobs] : more.jobs()) {
    (*gone.mutable_jobs())[state] += jobs;
  }
  WriteMeta(transaction, key, gone);
  return absl::OkStatus();
}

absl::Status LetAskGo(Transaction& transaction, absl::string_view key,
                      GoneNeedsRecord& gone) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<InvitationRecord>(
                              NameOf("invitations", LastPart(key))));
  gone.set_asks(gone.asks() + 1);
  ForgetInvitation(transaction, record, PartBeforeLast(key));
  return absl::OkStatus();
}

absl::Status LetVisitGo(Transaction& transaction, absl::string_view key,
                        GoneNeedsRecord& gone) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<AppointmentRecord>(
                              NameOf("appointments", LastPart(key))));
  gone.set_appointments(gone.appointments() + 1);
  return ForgetAppointment(transaction, record);
}

absl::Status LetTaskGo(Transaction& transaction, absl::string_view key,
                       GoneNeedsRecord&) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto record,
      transaction.GetRest<TaskRecord>(NameOf("tasks", LastPart(key))));
  ForgetTask(transaction, record);
  return absl::OkStatus();
}

void ForgetNeed(Transaction& transaction, const NeedRecord& record,
                GoneNeedsRecord& gone) {
  const Need& need = record.need();
  const std::string id = IdOf(need.name());
  const std::string when = DescendingKey(FromProto(need.create_time()));
  transaction.Unlink(LinkKey({"n", IdOf(need.municipality()), when, id}));
  transaction.Unlink(LinkKey({"r", IdOf(need.resident()), when, id}));
  for (const auto& contact : need.contacts()) {
    transaction.Unlink(LinkKey({"c", IdOf(contact.person()), id}));
  }
  for (const auto& job : record.jobs()) {
    transaction.CancelTimer(job.next_wave_timer());
  }
  transaction.EraseRecord(need.name());
  gone.set_needs(1);
  for (const Job& job : need.jobs()) {
    ++(*gone.mutable_jobs())[Job::State_Name(job.state())];
  }
}

}  // namespace

absl::StatusOr<Found> LookAtNeeds(Transaction& transaction,
                                  const std::string& after, int max) {
  const absl::Time cutoff =
      Cutoff(transaction, transaction.catalogue().config().retention().needs());
  std::vector<KeyRange> ranges;
  if (cutoff != absl::InfinitePast()) {
    for (const std::string& id : MunicipalityIds(transaction)) {
      // Newest first: from those on that are old enough.
      ranges.push_back({LinkKey({"n", id, DescendingKey(cutoff)}),
                        Prefix(LinkKey({"n", id, ""})).end});
    }
  }
  return LookThrough(transaction, ranges, after, max,
                     [&](absl::string_view key) {
                       return JudgeNeed(transaction, LastPart(key), cutoff);
                     });
}

absl::StatusOr<bool> LetNeedGo(Transaction& transaction,
                               const Overdue& overdue) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<NeedRecord>(overdue.name));
  GoneNeedsRecord gone;
  int left = kPartsMax;
  const auto each = [&](const char* list, const auto& let_go) -> absl::Status {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto keys,
        KeysBelow(transaction, LinkKey({list, IdOf(overdue.name), ""}), left));
    left -= static_cast<int>(keys.size());
    for (const std::string& key : keys) {
      OMZIEN_RETURN_IF_ERROR(let_go(transaction, key, gone));
    }
    return absl::OkStatus();
  };
  OMZIEN_RETURN_IF_ERROR(each("i", LetAskGo));
  OMZIEN_RETURN_IF_ERROR(each("tn", LetTaskGo));
  OMZIEN_RETURN_IF_ERROR(each("a", LetVisitGo));
  if (left > 0) ForgetNeed(transaction, record, gone);
  OMZIEN_RETURN_IF_ERROR(Count(transaction, record.need(), gone));
  return left > 0;
}

absl::StatusOr<Found> LookAtDeskWork(Transaction& transaction,
                                     const std::string& after, int max) {
  const absl::Time cutoff = Cutoff(
      transaction, transaction.catalogue().config().retention().desk_work());
  std::vector<KeyRange> ranges;
  if (cutoff != absl::InfinitePast()) {
    for (const std::string& id : MunicipalityIds(transaction)) {
      ranges.push_back(
          {LinkKey({"t", id, ""}), LinkKey({"t", id, AscendingKey(cutoff)})});
    }
  }
  return LookThrough(transaction, ranges, after, max,
                     [&](absl::string_view key) {
                       return JudgeTask(transaction, LastPart(key), cutoff);
                     });
}

absl::StatusOr<bool> LetDeskWorkGo(Transaction& transaction,
                                   const Overdue& overdue) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<TaskRecord>(overdue.name));
  ForgetTask(transaction, record);
  return true;
}

}  // namespace omzien::core
