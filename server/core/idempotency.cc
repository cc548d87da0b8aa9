#include "server/core/idempotency.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "server/core/appointment.h"
#include "server/core/authority.h"
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using store::v1::RequestRecord;
using store::v1::TimerRecord;

// Answers dropped in one command: it must not hold the lane.
constexpr int kForgottenMax = 500;
constexpr absl::Duration kForgetEvery = absl::Hours(1);
constexpr absl::string_view kForgettingKey = "forgetting";

// "k/" sorts before "t/": answers, then what they are dropped by.
std::string AnswerKey(const CallId& call) {
  return absl::StrCat(
      "k/", absl::BytesToHexString(Fingerprint(absl::StrCat(
                call.actor, "\n", call.method, "\n", call.request_id))));
}

std::string MarkOf(const CallId& call,
                   const google::protobuf::Message& request) {
  return call.fingerprint.empty() ? Fingerprint(request) : call.fingerprint;
}

std::string AgeKey(absl::Time time, absl::string_view answer_key) {
  return absl::StrCat("t/", AscendingKey(time), answer_key);
}

bool IsAppointment(const google::protobuf::Message& response) {
  return response.GetDescriptor() == Appointment::descriptor();
}

// A contact person's number is sealed with her own key alone, so not here.
std::string WhatIsKept(const google::protobuf::Message& response) {
  if (!IsAppointment(response)) return response.SerializeAsString();
  auto kept = static_cast<const Appointment&>(response);
  kept.clear_contacts();
  return kept.SerializeAsString();
}

// What was not kept, as it is now; nothing when the appointment is over, or
// when nobody can open it any more.
absl::Status ReadAgain(Transaction& transaction,
                       google::protobuf::Message& response) {
  if (!IsAppointment(response)) return absl::OkStatus();
  auto& appointment = static_cast<Appointment&>(response);
  const auto record =
      transaction.Get<store::v1::AppointmentRecord>(appointment.name());
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(record.status());
  auto shown = Shown(transaction, *record);
  if (absl::IsNotFound(shown.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(shown.status());
  *appointment.mutable_contacts() = shown->contacts();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> FindAnswer(Transaction& transaction, const CallId& call,
                                const google::protobuf::Message& request,
                                google::protobuf::Message& response) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto bytes, transaction.Read(Keyspace::kRequests, AnswerKey(call)));
  if (!bytes.has_value()) return false;
  RequestRecord record;
  if (!record.ParseFromString(*bytes)) {
    return absl::DataLossError("a stored answer cannot be read");
  }
  const auto plaintext =
      transaction.state().ports.sealer.Open(record.person(), record.response());
  if (absl::IsNotFound(plaintext.status())) {
    return Refuse(Reason::kErased, "what this call made has been erased");
  }
  OMZIEN_RETURN_IF_ERROR(plaintext.status());
  // The mark is sealed with the answer: by itself it would let whoever has the
  // disk test a guess of what was sent.
  const std::string mark = MarkOf(call, request);
  if (!absl::StartsWith(*plaintext, mark)) {
    return Refuse(
        Reason::kRequestIdReused,
        "request_id: was used for another request; make a new one for "
        "each new wish",
        {{"request_id", call.request_id}});
  }
  if (!response.ParseFromString(plaintext->substr(mark.size()))) {
    return absl::DataLossError("a stored answer cannot be read");
  }
  // An organisation may have lost the municipality since.
  if (IsStaff(transaction.caller()) && !record.person().empty()) {
    OMZIEN_RETURN_IF_ERROR(
        MaySee(transaction, NameOf("people", record.person())));
  }
  OMZIEN_RETURN_IF_ERROR(ReadAgain(transaction, response));
  return true;
}

absl::Status KeepAnswer(Transaction& transaction, const CallId& call,
                        const google::protobuf::Message& request,
                        const google::protobuf::Message& response) {
  // About nobody who is still here: a repeat finds that out afresh.
  if (transaction.About().empty()) return absl::OkStatus();
  RequestRecord record;
  record.set_response_type(response.GetTypeName());
  *record.mutable_time() = ToProto(transaction.now());
  record.set_person(transaction.About());
  OMZIEN_ASSIGN_OR_RETURN(
      *record.mutable_response(),
      transaction.state().ports.sealer.Seal(
          record.person(),
          absl::StrCat(MarkOf(call, request), WhatIsKept(response))));
  const std::string key = AnswerKey(call);
  transaction.Write(Keyspace::kRequests, key, record.SerializeAsString());
  transaction.Write(Keyspace::kRequests, AgeKey(transaction.now(), key), "");
  return absl::OkStatus();
}

absl::Status ForgetRequests(Transaction& transaction, bool soon) {
  const auto& retention =
      transaction.catalogue().config().server().request_retention();
  const absl::Time oldest = transaction.now() - FromProto(retention);
  std::vector<std::string> gone;
  OMZIEN_RETURN_IF_ERROR(
      transaction.Scan(Keyspace::kRequests, {"t/", AgeKey(oldest, "")},
                       [&gone](absl::string_view key, absl::string_view) {
                         gone.emplace_back(key);
                         return static_cast<int>(gone.size()) < kForgottenMax;
                       }));
  for (const std::string& key : gone) {
    transaction.Erase(Keyspace::kRequests, key);
    transaction.Erase(Keyspace::kRequests,
                      key.substr(AgeKey(absl::UnixEpoch(), "").size()));
  }
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_FORGET_REQUESTS);
  const bool more = soon || static_cast<int>(gone.size()) == kForgottenMax;
  transaction.AddTimer(
      std::move(timer),
      transaction.now() + (more ? absl::Seconds(1) : kForgetEvery));
  return absl::OkStatus();
}

absl::Status PlanForgetting(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(const auto planned,
                          transaction.Read(Keyspace::kMeta, kForgettingKey));
  if (planned.has_value()) return absl::OkStatus();
  transaction.Write(Keyspace::kMeta, kForgettingKey, "planned");
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_FORGET_REQUESTS);
  transaction.AddTimer(std::move(timer), transaction.now() + kForgetEvery);
  return absl::OkStatus();
}

}  // namespace omzien::core
