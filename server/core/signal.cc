#include "server/core/signal.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/erased.h"
#include "server/core/names.h"
#include "server/core/signal_contacts.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Signal;
using omzien::v1::Task;
using store::v1::SignalRecord;
using store::v1::TimerRecord;

// Open signals looked at when somebody becomes a contact person.
constexpr std::ptrdiff_t kLookedAtMax = 50;

void RemindAfter(Transaction& transaction, SignalRecord& record,
                 absl::Duration wait) {
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_SIGNAL_WAITS);
  timer.set_subject(record.signal().name());
  record.set_timer(
      transaction.AddTimer(std::move(timer), transaction.now() + wait));
}

// Who is to be phoned: who took it, while she is a contact person still.
std::string WhoIsAsked(const Signal& signal,
                       const std::vector<std::string>& contacts) {
  const auto taker = std::ranges::find(contacts, signal.taken_by());
  return taker == contacts.end() ? contacts.front() : *taker;
}

Subject SubjectOf(const Signal& signal) {
  Subject subject;
  subject.signal = signal.name();
  return subject;
}

}  // namespace

absl::Status TellContacts(Transaction& transaction, SignalRecord& record) {
  const Signal& signal = record.signal();
  const auto contacts = ContactsFor(transaction.state(), signal);
  for (const std::string& contact : contacts) {
    OMZIEN_RETURN_IF_ERROR(Tell(transaction, contact,
                                Notice::KIND_SIGNAL_RAISED, SubjectOf(signal)));
  }
  if (contacts.empty()) {
    OMZIEN_RETURN_IF_ERROR(
        AddWork(transaction, Task::KIND_NO_SIGNAL_CONTACT,
                signal.municipality(), signal.municipality(),
                WhoAppoints(transaction.state(), signal.municipality(),
                            signal.about())));
  }
  RemindAfter(transaction, record,
              signal.state() == Signal::STATE_TAKEN
                  ? kWeighWithin
                  : TakeWithin(transaction.state(), signal));
  return absl::OkStatus();
}

absl::Status TellNewContact(Transaction& transaction, const std::string& person,
                            absl::string_view municipality) {
  OMZIEN_ASSIGN_OR_RETURN(
      auto open, transaction.Linked(LinkKey({"sgo", IdOf(municipality), ""})));
  // What is not taken is mostly what is newest, and one message is enough.
  if (std::ssize(open) > kLookedAtMax) {
    open.erase(open.begin(), open.end() - kLookedAtMax);
  }
  for (const std::string& id : open) {
    const auto record = transaction.Get<SignalRecord>(NameOf("signals", id));
    if (IsErased(record.status())) continue;
    OMZIEN_RETURN_IF_ERROR(record.status());
    const Signal& signal = record->signal();
    if (signal.state() == Signal::STATE_RAISED && signal.about() != person) {
      return Tell(transaction, person, Notice::KIND_SIGNAL_RAISED,
                  SubjectOf(signal));
    }
  }
  return absl::OkStatus();
}

absl::Status RemindOfSignal(Transaction& transaction, const std::string& name) {
  auto found = transaction.Get<SignalRecord>(name);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();  // Erased.
  OMZIEN_RETURN_IF_ERROR(found.status());
  SignalRecord& record = *found;
  const Signal& signal = record.signal();
  if (signal.state() == Signal::STATE_WEIGHED) return absl::OkStatus();
  transaction.IsAbout(signal.about());
  if (const auto contacts = ContactsFor(transaction.state(), signal);
      !contacts.empty()) {
    OMZIEN_RETURN_IF_ERROR(AddWork(transaction, Task::KIND_SIGNAL_WAITS,
                                   signal.municipality(), name,
                                   WhoIsAsked(signal, contacts)));
  }
  OMZIEN_RETURN_IF_ERROR(TellContacts(transaction, record));
  return PutSignal(transaction, record);
}

absl::Status StopTelling(Transaction& transaction, SignalRecord& record) {
  transaction.CancelTimer(record.timer());
  record.clear_timer();
  return DropCalls(transaction, record.signal().name()).status();
}

absl::Status AwaitWeighing(Transaction& transaction, SignalRecord& record) {
  OMZIEN_RETURN_IF_ERROR(StopTelling(transaction, record));
  RemindAfter(transaction, record, kWeighWithin);
  return absl::OkStatus();
}

absl::Status PutSignal(Transaction& transaction, SignalRecord& record) {
  const Signal& signal = record.signal();
  const std::string when = AscendingKey(FromProto(signal.create_time()));
  const std::string id = IdOf(signal.name());
  const std::string open =
      LinkKey({"sgo", IdOf(signal.municipality()), when, id});
  transaction.Link(LinkKey({"sg", IdOf(signal.municipality()), when, id}));
  transaction.Link(LinkKey({"sa", IdOf(signal.about()), when, id}));
  if (!signal.raised_by().empty()) {
    transaction.Link(
        LinkKey({"sr", IdOf(signal.raised_by()),
                 DescendingKey(FromProto(signal.create_time())), id}));
  }
  if (signal.state() == Signal::STATE_WEIGHED) {
    transaction.Unlink(open);
  } else {
    transaction.Link(open);
  }
  return transaction.Put(signal.name(), record, IdOf(signal.about()));
}

absl::Status EndSignalAbout(Transaction& transaction, const std::string& name) {
  auto found = transaction.GetRest<SignalRecord>(name);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(found.status());
  SignalRecord& record = *found;
  const Signal& signal = record.signal();
  OMZIEN_RETURN_IF_ERROR(StopTelling(transaction, record));
  const std::string when = AscendingKey(FromProto(signal.create_time()));
  const std::string id = IdOf(name);
  for (const char* const list : {"sg", "sgo"}) {
    transaction.Unlink(LinkKey({list, IdOf(signal.municipality()), when, id}));
  }
  transaction.Unlink(
      LinkKey({"sr", IdOf(signal.raised_by()),
               DescendingKey(FromProto(signal.create_time())), id}));
  transaction.EraseRecord(name);
  return absl::OkStatus();
}

absl::Status ForgetWhoRaised(Transaction& transaction,
                             const std::string& name) {
  auto record = transaction.Get<SignalRecord>(name);
  // Gone with whom it is about, or about to go.
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(record.status());
  record->mutable_signal()->clear_raised_by();
  return PutSignal(transaction, *record);
}

}  // namespace omzien::core
