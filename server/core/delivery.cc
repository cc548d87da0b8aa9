#include "server/core/delivery.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/quiet_hours.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/fingerprint.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::OutboxRecord;

bool MayPass(const absl::Status& result) {
  return absl::IsUnavailable(result) || absl::IsDeadlineExceeded(result);
}

// wait, 2 wait, 4 wait, ... at most wait_max, and up to a quarter less by
// chance, so that what failed together does not come back together. The chance
// comes from the message's id: no draw, no state.
absl::Duration Backoff(const config::v1::Notify& config,
                       const OutboxRecord& message) {
  absl::Duration wait = FromProto(config.retry_wait());
  const absl::Duration wait_max = FromProto(config.retry_wait_max());
  for (int i = 1; i < message.attempts() && wait < wait_max; ++i) wait *= 2;
  const std::string hash =
      Fingerprint(absl::StrCat(message.id(), message.attempts()));
  const int share = static_cast<unsigned char>(hash[0]);  // 0..255
  wait = std::min(wait, wait_max);
  return wait - wait * share / 1024;
}

absl::Status MakeWork(Transaction& transaction, const OutboxRecord& message) {
  store::v1::TaskRecord work;
  work.mutable_task()->set_kind(omzien::v1::Task::KIND_UNDELIVERED);
  work.mutable_task()->set_municipality(
      transaction.state().MunicipalityOf(message.recipient()));
  work.mutable_task()->set_person(message.recipient());
  *work.mutable_outbox() = message;
  return AddTask(transaction, work);
}

}  // namespace

absl::Time MayBeToldAt(Transaction& transaction, const OutboxRecord& message) {
  if (message.kind() != omzien::v1::Notice::KIND_INVITED) {
    return transaction.now();
  }
  const State& state = transaction.state();
  const auto volunteer =
      state.index->Find({IdOf(VolunteerOfPerson(message.recipient()))});
  const auto* municipality = transaction.catalogue().FindMunicipality(
      state.MunicipalityOf(message.recipient()));
  if (!volunteer.has_value() || municipality == nullptr) {
    return transaction.now();
  }
  return matcher::EarliestAsk(
      volunteer->limits,
      matcher::LocalMoment(transaction.now(), municipality->zone));
}

void PutOff(Transaction& transaction, OutboxRecord message, absl::Time time) {
  *message.mutable_due_time() = ToProto(time);
  transaction.AddToOutbox(message);
}

void DropMessage(Transaction& transaction, const std::string& id) {
  transaction.Erase(Keyspace::kOutbox, id);
}

absl::StatusOr<std::optional<absl::Time>> RecordDelivery(
    Transaction& transaction, const std::string& id,
    const absl::Status& result) {
  OMZIEN_ASSIGN_OR_RETURN(const auto bytes,
                          transaction.Read(Keyspace::kOutbox, id));
  if (!bytes.has_value()) return std::nullopt;  // Recorded before.
  OutboxRecord message;
  if (!message.ParseFromString(*bytes)) {
    return absl::DataLossError("a stored message cannot be read");
  }
  transaction.Concerns(message.recipient());
  if (result.ok()) {
    DropMessage(transaction, id);
    omzien::v1::Actor reader;
    reader.set_name(message.recipient());
    reader.set_role(omzien::v1::ROLE_VOLUNTEER);
    OMZIEN_RETURN_IF_ERROR(NoteTold(transaction, message, reader));
    return std::nullopt;
  }
  const config::v1::Notify& config = transaction.catalogue().config().notify();
  message.set_attempts(message.attempts() + 1);
  message.set_last_error(std::string(result.message()));
  if (MayPass(result) && message.attempts() < config.attempts_max()) {
    const absl::Time again = transaction.now() + Backoff(config, message);
    PutOff(transaction, std::move(message), again);
    return again;
  }
  DropMessage(transaction, id);
  // Who was erased meanwhile is not called.
  const auto person =
      transaction.Look<store::v1::PersonRecord>(message.recipient());
  if (absl::IsNotFound(person.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(person.status());
  // Whoever waits for a code asks again, or phones; who raised a signal is
  // nothing for the desk to know.
  if (message.kind() == omzien::v1::Notice::KIND_SIGN_IN_CODE ||
      message.kind() == omzien::v1::Notice::KIND_SIGNAL_WEIGHED) {
    return std::nullopt;
  }
  if (const auto& report = transaction.state().ports.report) {
    report("a message is given up, and is work for the desk now", result);
  }
  OMZIEN_RETURN_IF_ERROR(MakeWork(transaction, message));
  return std::nullopt;
}

}  // namespace omzien::core
