#include "server/core/heard.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/authority.h"
#include "server/core/erased.h"
#include "server/core/names.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using store::v1::PersonRecord;
using store::v1::TaskRecord;

// Nobody need phone her any more to say that her data goes.
absl::Status DropEndingCalls(Transaction& transaction,
                             absl::string_view person) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto calls,
      transaction.Linked(LinkKey({"call", IdOf(person), ""})));
  for (const std::string& id : calls) {
    auto call = transaction.Get<TaskRecord>(NameOf("tasks", id));
    if (IsErased(call.status())) continue;
    OMZIEN_RETURN_IF_ERROR(call.status());
    if (call->outbox().kind() != Notice::KIND_ACCOUNT_ENDING) continue;
    OMZIEN_RETURN_IF_ERROR(CloseTask(transaction, *call, "no longer needed"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Time DayOf(absl::Time time) {
  return absl::UnixEpoch() +
         absl::Floor(time - absl::UnixEpoch(), absl::Hours(24));
}

absl::Status Heard(Transaction& transaction, absl::string_view person) {
  if (!absl::StartsWith(person, "people/")) return absl::OkStatus();
  auto found = transaction.Get<PersonRecord>(person);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();  // Erased.
  OMZIEN_RETURN_IF_ERROR(found.status());
  PersonRecord& record = *found;
  const absl::Time today = DayOf(transaction.now());
  const bool told = record.has_ending_told_time();
  if (record.has_heard_time() && FromProto(record.heard_time()) >= today &&
      !told) {
    return absl::OkStatus();
  }
  *record.mutable_heard_time() = ToProto(today);
  record.clear_ending_told_time();
  OMZIEN_RETURN_IF_ERROR(transaction.Note(person, record, IdOf(person)));
  return told ? DropEndingCalls(transaction, person) : absl::OkStatus();
}

absl::Status HeardCaller(Transaction& transaction) {
  // Whoever may not be spoken for has not been heard.
  if (!MustSpeakFor(transaction).ok()) return absl::OkStatus();
  return Heard(transaction, ActingPerson(transaction.caller()));
}

absl::Time LastHeard(const PersonRecord& record) {
  if (record.has_heard_time()) return FromProto(record.heard_time());
  return DayOf(std::max(FromProto(record.person().create_time()),
                        FromProto(record.person().update_time())));
}

}  // namespace omzien::core
