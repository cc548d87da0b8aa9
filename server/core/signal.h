// Signals that something is not right with somebody: who is told, until when,
// and what becomes of them when somebody is erased.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "omzien/store/v1/signal.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Tells the contact persons, but never whom it is about, and plans to do so
// again. Where there is none the coordinator has work: to appoint one.
absl::Status TellContacts(Transaction& transaction,
                          store::v1::SignalRecord& record);

// Tells somebody who has just become a contact person that a signal waits, when
// one does.
absl::Status TellNewContact(Transaction& transaction, const std::string& person,
                            absl::string_view municipality);

// Nobody took it in time, or who did has not weighed it: tells again, and the
// desk has work, to phone them.
absl::Status RemindOfSignal(Transaction& transaction, const std::string& name);

// Nobody need be told again: it was weighed.
absl::Status StopTelling(Transaction& transaction,
                         store::v1::SignalRecord& record);

// It was taken: nobody need be told again until it has not been weighed for too
// long.
absl::Status AwaitWeighing(Transaction& transaction,
                           store::v1::SignalRecord& record);

// Writes the record, sealed for the person it is about.
absl::Status PutSignal(Transaction& transaction,
                       store::v1::SignalRecord& record);

// The person it is about was erased: nothing of it stays.
absl::Status EndSignalAbout(Transaction& transaction, const std::string& name);

// Who raised it was erased: it stays, and does not say by whom.
absl::Status ForgetWhoRaised(Transaction& transaction, const std::string& name);

}  // namespace omzien::core
