#include "server/core/kept_people.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/erasing.h"
#include "server/core/heard.h"
#include "server/core/links.h"
#include "server/core/names.h"
#include "server/core/retention.h"
#include "server/core/short_notice.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Job;
using omzien::v1::Notice;
using store::v1::NeedRecord;
using store::v1::OutboxRecord;
using store::v1::PersonRecord;
using store::v1::TaskRecord;

bool Offers(Transaction& transaction, absl::string_view person) {
  return transaction.state().index->Contains({IdOf(person)});
}

// When nobody need be heard any more.
absl::Time SilentAt(Transaction& transaction, const PersonRecord& record) {
  const auto& clocks = transaction.catalogue().config().retention();
  const absl::Duration kept = FromProto(
      Offers(transaction, record.person().name()) ? clocks.volunteers()
                                                  : clocks.residents());
  return kept > absl::ZeroDuration() ? LastHeard(record) + kept
                                     : absl::InfiniteFuture();
}

absl::Duration NoticeOf(const Transaction& transaction) {
  return FromProto(transaction.catalogue().config().retention().notice());
}

// When it goes: never before she has had the whole notice.
absl::Time EndOf(Transaction& transaction, const PersonRecord& record) {
  return std::max(SilentAt(transaction, record),
                  FromProto(record.ending_told_time()) + NoticeOf(transaction));
}

absl::StatusOr<bool> HasLink(Transaction& transaction, const char* list,
                             absl::string_view person) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto keys,
      KeysBelow(transaction, LinkKey({list, IdOf(person), ""}), 1));
  return !keys.empty();
}

// Somebody waits for her, or she for somebody.
absl::StatusOr<bool> IsBusy(Transaction& transaction,
                            const std::string& person) {
  // Visits and asks of hers, open complaints and incidents.
  for (const char* list : {"avo", "ivo", "rep"}) {
    OMZIEN_ASSIGN_OR_RETURN(const bool there,
                            HasLink(transaction, list, person));
    if (there) return true;
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto needs,
                          transaction.Linked(LinkKey({"r", IdOf(person), ""})));
  for (const std::string& id : needs) {
    OMZIEN_ASSIGN_OR_RETURN(const auto record, transaction.GetRest<NeedRecord>(
                                                   NameOf("needs", id)));
    for (const Job& job : record.need().jobs()) {
      if (job.state() == Job::STATE_OPEN ||
          job.state() == Job::STATE_ARRANGED) {
        return true;
      }
    }
  }
  return false;
}

// The desk still has to tell her.
absl::StatusOr<bool> IsUntold(Transaction& transaction,
                              const std::string& person) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto calls,
      transaction.Linked(LinkKey({"call", IdOf(person), ""})));
  for (const std::string& id : calls) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto call, transaction.GetRest<TaskRecord>(NameOf("tasks", id)));
    if (call.outbox().kind() == Notice::KIND_ACCOUNT_ENDING) return true;
  }
  return false;
}

absl::StatusOr<std::optional<Overdue>> JudgePerson(Transaction& transaction,
                                                   const std::string& name) {
  if (!transaction.state().accounts.MembershipsOf(name).empty()) {
    return std::nullopt;
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(name));
  const absl::Time now = transaction.now();
  const absl::Duration notice = NoticeOf(transaction);
  const absl::Time silent_at = SilentAt(transaction, record);
  if (now < silent_at - notice) return std::nullopt;
  Overdue overdue{.name = name,
                  .municipality = record.person().municipality(),
                  .since = LastHeard(record),
                  .to_tell = !record.has_ending_told_time(),
                  .before = ""};
  const absl::Time end = EndOf(transaction, record);
  if (!overdue.to_tell && now < end) return std::nullopt;
  OMZIEN_ASSIGN_OR_RETURN(const bool busy, IsBusy(transaction, name));
  if (busy) return std::nullopt;
  if (overdue.to_tell) return overdue;
  OMZIEN_ASSIGN_OR_RETURN(const absl::Time not_before,
                          ForgetAfter(transaction));
  if (now < not_before) return std::nullopt;
  // A call that the desk has not made holds it up, once as long again.
  OMZIEN_ASSIGN_OR_RETURN(const bool untold, IsUntold(transaction, name));
  if (untold && now < end + notice) return std::nullopt;
  return overdue;
}

absl::StatusOr<Found> LookAtPeople(Transaction& transaction,
                                   const std::string& after, int max,
                                   bool offering) {
  std::vector<KeyRange> ranges;
  // What is not sealed cannot be forgotten for good (a trial): nobody is told
  // so.
  if (!transaction.catalogue().config().vault().unsealed()) {
    for (const std::string& id : MunicipalityIds(transaction)) {
      ranges.push_back(Prefix(LinkKey({"p", id, ""})));
    }
  }
  return LookThrough(
      transaction, ranges, after, max,
      [&](absl::string_view key) -> absl::StatusOr<std::optional<Overdue>> {
        const std::string name = NameOf("people", LastPart(key));
        if (Offers(transaction, name) != offering) return std::nullopt;
        return JudgePerson(transaction, name);
      });
}

}  // namespace

absl::StatusOr<Found> LookAtResidents(Transaction& transaction,
                                      const std::string& after, int max) {
  return LookAtPeople(transaction, after, max, /*offering=*/false);
}

absl::StatusOr<Found> LookAtVolunteers(Transaction& transaction,
                                       const std::string& after, int max) {
  return LookAtPeople(transaction, after, max, /*offering=*/true);
}

absl::StatusOr<bool> LetPersonGo(Transaction& transaction,
                                 const Overdue& overdue) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<PersonRecord>(overdue.name));
  OMZIEN_RETURN_IF_ERROR(Erase(transaction, record).status());
  return true;
}

absl::Status TellOfEnding(Transaction& transaction, const std::string& person) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<PersonRecord>(person));
  *record.mutable_ending_told_time() = ToProto(transaction.now());
  OMZIEN_RETURN_IF_ERROR(transaction.Note(person, record, IdOf(person)));
  return Tell(transaction, person, Notice::KIND_ACCOUNT_ENDING, {});
}

absl::StatusOr<std::optional<Notice>> ComposeAccountEnding(
    Transaction& transaction, const OutboxRecord& message) {
  const auto record = transaction.Get<PersonRecord>(message.recipient());
  if (absl::IsNotFound(record.status())) return std::nullopt;  // Erased.
  OMZIEN_RETURN_IF_ERROR(record.status());
  if (!record->has_ending_told_time()) return std::nullopt;
  Notice notice;
  FillRecipient(transaction, record->person(), message, notice);
  *notice.mutable_lapse_time() = ToProto(EndOf(transaction, *record));
  notice.set_recipient_role(Offers(transaction, message.recipient())
                                ? omzien::v1::ROLE_VOLUNTEER
                                : omzien::v1::ROLE_RESIDENT);
  return notice;
}

}  // namespace omzien::core
