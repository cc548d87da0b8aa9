// What watches read.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/authority.h"
#include "server/core/channel.h"
#include "server/core/erased.h"
#include "server/core/error.h"
#include "server/core/lane.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::WatchRequest;
using omzien::v1::WatchResponse;
using store::v1::JournalEntry;
using store::v1::OutboxRecord;

// Records read in one turn of the lane: the rest is for another.
constexpr int kReadsMax = 150;

// Of a key that WatchKey() made.
std::int64_t SequenceOfWatch(absl::string_view key) {
  std::int64_t sequence = 0;
  return absl::SimpleHexAtoi(key.substr(key.rfind('/') + 1), &sequence)
             ? sequence
             : 0;
}

WatchResponse Position(std::int64_t sequence) {
  WatchResponse response;
  response.set_sequence(sequence);
  return response;
}

// The watcher is this person, and not staff that looks after her.
bool IsHerself(Transaction& transaction, const std::string& parent) {
  return OwnPerson(transaction.caller()) == parent;
}

// Whether a resource is the watcher's to see: all of it for staff, for a person
// what is hers. A name alone tells who else was asked. That there is a signal
// is told to nobody but who raised it.
absl::StatusOr<bool> IsOf(Transaction& transaction, const std::string& name,
                          const std::string& parent) {
  if (absl::StartsWith(name, "looks/")) return false;
  if (absl::StartsWith(name, "signals/")) {
    if (!IsHerself(transaction, parent)) return false;
    OMZIEN_ASSIGN_OR_RETURN(const auto signal,
                            transaction.Get<store::v1::SignalRecord>(name));
    return signal.signal().raised_by() == parent;
  }
  if (absl::StartsWith(parent, "municipalities/")) return true;
  if (absl::StartsWith(name, "needs/")) {
    OMZIEN_ASSIGN_OR_RETURN(const auto need,
                            transaction.Get<store::v1::NeedRecord>(name));
    return need.need().resident() == parent;
  }
  if (absl::StartsWith(name, "invitations/")) {
    OMZIEN_ASSIGN_OR_RETURN(const auto ask,
                            transaction.Get<store::v1::InvitationRecord>(name));
    return PersonOfVolunteer(ask.invitation().volunteer()) == parent;
  }
  if (absl::StartsWith(name, "appointments/")) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto record, transaction.Get<store::v1::AppointmentRecord>(name));
    return record.appointment().resident() == parent ||
           PersonOfVolunteer(record.appointment().volunteer()) == parent;
  }
  return !absl::StartsWith(name, "tasks/") && IdOf(name) == IdOf(parent);
}

// What the watcher reads of an entry: names, and the messages meant for it.
absl::StatusOr<WatchResponse> ToEvent(Transaction& transaction,
                                      const JournalEntry& entry,
                                      const std::string& parent) {
  WatchResponse event = Position(entry.sequence());
  *event.mutable_time() = entry.time();
  event.set_method(entry.method());
  for (const std::string& name : entry.changed()) {
    const auto mine = IsOf(transaction, name, parent);
    // Gone since, or unreadable with somebody who was erased.
    if (absl::IsNotFound(mine.status())) continue;
    OMZIEN_RETURN_IF_ERROR(mine.status());
    if (*mine) event.add_changed(name);
  }
  for (const OutboxRecord& message : entry.notices()) {
    // A code is for the mailbox alone, a signal for whom it is told.
    if (message.recipient() != parent ||
        message.kind() == Notice::KIND_SIGN_IN_CODE ||
        (!message.signal().empty() && !IsHerself(transaction, parent))) {
      continue;
    }
    const auto notice = ComposeNotice(transaction, message);
    if (!notice.ok() || !notice->has_value()) continue;  // No longer true.
    OMZIEN_ASSIGN_OR_RETURN(const Letter letter,
                            transaction.state().ports.writer.Write(**notice));
    auto& shown = *event.add_messages();
    shown.set_id(message.id());
    shown.set_subject(letter.subject);
    shown.set_text(letter.text);
    OMZIEN_RETURN_IF_ERROR(
        NoteTold(transaction, message, transaction.caller().actor));
  }
  return event;
}

}  // namespace

absl::StatusOr<std::int64_t> Lane::CollectEvents(
    Transaction& transaction, const WatchRequest& request, int max,
    std::vector<WatchResponse>& events) {
  // The links say which entries are the watcher's: the others are not read.
  std::vector<std::int64_t> theirs;
  OMZIEN_RETURN_IF_ERROR(state_.ports.store.Scan(
      Keyspace::kLinks,
      {WatchKey(request.parent(), request.after_sequence() + 1),
       WatchKey(request.parent(), durable_sequence_ + 1)},
      /*reverse=*/false, [&](absl::string_view key, absl::string_view) {
        theirs.push_back(SequenceOfWatch(key));
        return static_cast<int>(theirs.size()) <= kReadsMax;
      }));
  std::int64_t position = request.after_sequence();
  for (const std::int64_t sequence : theirs) {
    if (static_cast<int>(events.size()) >= max ||
        transaction.reads() >= kReadsMax) {
      return position;
    }
    OMZIEN_ASSIGN_OR_RETURN(
        const auto bytes,
        transaction.Read(Keyspace::kJournal, SequenceKey(sequence)));
    JournalEntry entry;
    if (!bytes.has_value()) return absl::DataLossError("an entry is missing");
    const absl::Status read = state_.codec.Decode(*bytes, entry);
    if (IsErased(read)) {
      position = sequence;
      continue;
    }
    OMZIEN_RETURN_IF_ERROR(read);
    OMZIEN_ASSIGN_OR_RETURN(WatchResponse event,
                            ToEvent(transaction, entry, request.parent()));
    position = sequence;
    if (!event.changed().empty() || !event.messages().empty()) {
      events.push_back(std::move(event));
    }
  }
  return static_cast<int>(theirs.size()) > kReadsMax ? position
                                                     : durable_sequence_;
}

void Lane::ReadWatch(omzien::v1::Actor actor, WatchRequest request, int max,
                     WatchReply reply) {
  Post("Watch", [this, actor = std::move(actor), request = std::move(request),
                 max, reply = std::move(reply)]() mutable {
    if (failed_) return std::move(reply)(absl::UnavailableError("stopping"));
    if (!state_.readiness.whole) {
      return Hold("Watch", [this, actor = std::move(actor),
                            request = std::move(request), max,
                            reply = std::move(reply)]() mutable {
        ReadWatch(std::move(actor), std::move(request), max, std::move(reply));
      });
    }
    ReadWatchPart(std::move(actor), std::move(request), max, std::move(reply));
  });
}

void Lane::ReadWatchPart(omzien::v1::Actor actor, WatchRequest request, int max,
                         WatchReply reply) {
  Transaction transaction(state_, CallerOf(actor, {}, "Watch"), "Watch",
                          clock_->Now());
  absl::Status may = Authenticate(transaction);
  if (may.ok()) {
    may = absl::StartsWith(request.parent(), "people/")
              ? MaySee(transaction, request.parent())
              : MustServe(transaction, request.parent());
  }
  if (!may.ok()) return std::move(reply)(may);
  if (request.after_sequence() >= 0 &&
      request.after_sequence() + 1 < state_.lane.first_sequence()) {
    return std::move(reply)(Refuse(
        Reason::kSequenceTooOld,
        "what came after this is kept no longer: list anew, and watch "
        "from now",
        {{"first_sequence", absl::StrCat(state_.lane.first_sequence())}}));
  }
  if (request.after_sequence() < 0 ||
      request.after_sequence() > durable_sequence_) {
    request.set_after_sequence(durable_sequence_);
  }
  std::vector<WatchResponse> events;
  const auto position = CollectEvents(transaction, request, max, events);
  if (!position.ok()) return std::move(reply)(position.status());
  if (!transaction.empty()) {  // An address was read.
    const absl::Status noted = Commit(transaction);
    if (!noted.ok()) return std::move(reply)(noted);
  }
  if (events.empty() && *position < durable_sequence_) {
    // Nothing in this part: the rest in another turn of the lane.
    request.set_after_sequence(*position);
    return ReadWatch(std::move(actor), std::move(request), max,
                     std::move(reply));
  }
  if (events.empty()) events.push_back(Position(*position));
  // Their words come from what is true now: that must be durable as well.
  WhenDurable([reply = std::move(reply), events = std::move(events)]() mutable {
    std::move(reply)(std::move(events));
  });
}

}  // namespace omzien::core
