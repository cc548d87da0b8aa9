#include "server/core/signal_notice.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/signal.pb.h"
#include "server/core/names.h"
#include "server/core/short_notice.h"
#include "server/core/signal_contacts.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Signal;
using store::v1::PersonRecord;
using store::v1::SignalRecord;

// To somebody who may live elsewhere: from the municipality of the signal.
void FillFrom(Transaction& transaction, const Signal& signal,
              omzien::v1::Person person, const store::v1::OutboxRecord& message,
              Notice& notice) {
  person.set_municipality(signal.municipality());
  FillRecipient(transaction, person, message, notice);
  notice.set_signal_urgency(signal.urgency());
  const bool helps =
      transaction.state().index->Contains({IdOf(message.recipient())});
  notice.set_recipient_role(helps ? omzien::v1::ROLE_VOLUNTEER
                                  : omzien::v1::ROLE_RESIDENT);
}

// Somebody must look, or finish what she took long ago: what was told before it
// was taken is true no more.
bool Waits(const Transaction& transaction, const Signal& signal) {
  if (signal.state() != Signal::STATE_TAKEN) {
    return signal.state() == Signal::STATE_RAISED;
  }
  return transaction.now() >= FromProto(signal.take_time()) + kWeighWithin;
}

}  // namespace

absl::StatusOr<std::optional<Notice>> ComposeSignal(
    Transaction& transaction, const store::v1::OutboxRecord& message) {
  const auto record = transaction.Get<SignalRecord>(message.signal());
  const auto recipient = transaction.Get<PersonRecord>(message.recipient());
  for (const absl::Status& status : {record.status(), recipient.status()}) {
    if (absl::IsNotFound(status)) return std::nullopt;  // Erased.
    OMZIEN_RETURN_IF_ERROR(status);
  }
  const Signal& signal = record->signal();
  const bool true_still =
      message.kind() == Notice::KIND_SIGNAL_RAISED
          ? Waits(transaction, signal) &&
                std::ranges::count(ContactsFor(transaction.state(), signal),
                                   message.recipient()) > 0
          : signal.state() == Signal::STATE_WEIGHED &&
                signal.raised_by() == message.recipient();
  if (!true_still) return std::nullopt;
  Notice notice;
  FillFrom(transaction, signal, recipient->person(), message, notice);
  const absl::Time until =
      FromProto(signal.create_time()) + TakeWithin(transaction.state(), signal);
  if (message.kind() == Notice::KIND_SIGNAL_RAISED &&
      until > transaction.now()) {
    *notice.mutable_lapse_time() = ToProto(until);
  }
  return notice;
}

absl::StatusOr<Notice> ComposeNoted(Transaction& transaction,
                                    const SignalRecord& record) {
  const Signal& signal = record.signal();
  PersonRecord raiser;
  if (!signal.raised_by().empty()) {
    OMZIEN_ASSIGN_OR_RETURN(raiser,
                            transaction.Get<PersonRecord>(signal.raised_by()));
  }
  store::v1::OutboxRecord message;
  message.set_kind(Notice::KIND_SIGNAL_NOTED);
  message.set_recipient(signal.raised_by());
  *message.mutable_create_time() = ToProto(transaction.now());
  Notice notice;
  FillFrom(transaction, signal, raiser.person(), message, notice);
  // Nobody has promised anything where there is nobody.
  if (!ContactsFor(transaction.state(), signal).empty()) {
    *notice.mutable_lapse_time() =
        ToProto(transaction.now() + TakeWithin(transaction.state(), signal));
  }
  return notice;
}

}  // namespace omzien::core
