// One command's view of the state: reads see what it has written, and all it
// has written becomes one batch, or nothing.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/catalogue.h"
#include "server/core/names.h"
#include "server/core/policy.h"
#include "server/core/record_cache.h"
#include "server/core/state.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {

// Who calls, on whose behalf, and by which way.
struct Caller {
  omzien::v1::Actor actor;
  omzien::v1::Origin origin;
  // How far this method reaches in this role (policy.h).
  Reach reach = Reach::kAll;
  // In which the role holds; empty: all in which the organisation works.
  std::vector<std::string> municipalities = {};
  // Called with the membership of a contact person for signals.
  bool weighs_signals = false;
};

// Omzien itself: timers and deliveries.
Caller SystemCaller();

// Lives within one task of the lane. Borrows the state. Records of people and
// volunteers are mirrored in the state's two views at once; a transaction that
// is destroyed without Commit() takes that back.
class Transaction {
 public:
  Transaction(State& state, Caller caller, std::string method, absl::Time now);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  absl::Time now() const { return now_; }
  const Caller& caller() const { return caller_; }
  State& state() { return state_; }
  const Catalogue& catalogue() const { return state_.catalogue; }

  // --- Records, by resource name. `R` is a record of store/v1. ---

  // RESOURCE_NOT_FOUND when there is none.
  template <class R>
  absl::StatusOr<R> Get(absl::string_view name);

  // The same to look at alone: for records of people and volunteers no copy is
  // made.
  template <class R>
  absl::StatusOr<std::shared_ptr<const R>> Look(absl::string_view name);

  // The same, without what is about somebody who was erased.
  template <class R>
  absl::StatusOr<R> GetRest(absl::string_view name);

  // Counts the revision up and stamps `etag` and `update_time` where the
  // resource has them. `person` is whose data it is.
  template <class R>
  absl::Status Put(absl::string_view name, R& record, absl::string_view person);

  // Writes what only the server notes in a record: nothing changed for anybody,
  // so revision, journal and views stay as they are.
  absl::Status Note(absl::string_view name,
                    const google::protobuf::Message& record,
                    absl::string_view person);

  // The record goes; whatever points to it is the caller's.
  void EraseRecord(absl::string_view name);

  // The key of `person` was destroyed: what it sealed is not known from before
  // any more.
  void LetGoOfRecords(absl::string_view person);

  // Records read so far, of which each costs the lane some microseconds.
  int reads() const { return reads_; }

  // --- Raw keys ---

  absl::StatusOr<std::optional<std::string>> Read(Keyspace keyspace,
                                                  absl::string_view key);
  void Write(Keyspace keyspace, absl::string_view key, std::string value);
  void Erase(Keyspace keyspace, absl::string_view key);
  // Pending changes are seen, and may be made while visiting.
  absl::Status Scan(
      Keyspace keyspace, const KeyRange& range,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit);

  // --- Links: secondary keys ---

  void Link(absl::string_view key, absl::string_view value = "");
  void Unlink(absl::string_view key);
  // The last part of each key that starts with `prefix`, in key order.
  absl::StatusOr<std::vector<std::string>> Linked(absl::string_view prefix);

  // --- Timers ---

  // Returns the key to cancel it by.
  std::string AddTimer(store::v1::TimerRecord timer, absl::Time due);
  void CancelTimer(absl::string_view key);

  // --- What is left behind ---

  // Names of what changed and of whom it concerns, for the journal.
  void Changed(absl::string_view name);
  void Concerns(absl::string_view person);
  // Takes that back: nothing can be sealed for whoever was erased.
  void ConcernsNoLonger(absl::string_view person);
  store::v1::JournalEntry& entry() { return entry_; }
  // Entries before this one are kept no longer; the caller erases them.
  void JournalBegins(std::int64_t sequence) { journal_begins_ = sequence; }
  // Says whom this is about, when that is not the first whom it concerns: it
  // need not concern them at all. They do not hear of it.
  void IsAbout(absl::string_view person);
  // The id of whom this is about first: the entry and the answer are sealed for
  // them. Empty when it is about nobody.
  std::string About() const;

  // A message to tell; goes to the outbox with the batch. See telling.h.
  void AddToOutbox(const store::v1::OutboxRecord& message);

  // A volunteer's index entry is computed anew from the records, now.
  absl::Status RefreshVolunteer(absl::string_view volunteer);

  // Forgets what was written so far: the call answers, and changes nothing.
  void Abandon();

  // The answer is to be cut down as an item of a list is (disclosure.h).
  void DiscloseAsListed() { as_listed_ = true; }
  bool as_listed() const { return as_listed_; }

  // What was refreshed in the views stays: they were filled from the store.
  void KeepViews() { undo_.clear(); }

  // True when there is nothing to write, nor to note in the journal.
  bool empty() const { return pending_.empty() && entry_.changed().empty(); }

  // Everything written, as one batch, with the journal entry. Called once.
  absl::StatusOr<Batch> Commit();

 private:
  using Key = std::pair<Keyspace, std::string>;

  absl::StatusOr<std::string> GetBytes(absl::string_view name);
  absl::Status ReadRecord(absl::string_view name,
                          google::protobuf::Message& record);
  // As this command has written it, or as it stands in the store; null when it
  // must be read.
  RecordCache::Record FindKept(absl::string_view name);
  // What was read, for the commands to come.
  void Keep(absl::string_view name, RecordCache::Record record);
  // What is written, until it is committed.
  void WriteRecord(absl::string_view name,
                   const google::protobuf::Message& record, std::string bytes);
  absl::Status GetRecord(absl::string_view name,
                         google::protobuf::Message& record);
  absl::Status PutRecord(absl::string_view name,
                         const google::protobuf::Message& record,
                         absl::string_view person);

  // The index entry can be put back as it is now.
  void RememberOffer(const matcher::VolunteerId& id);

  // Of transaction_views.cc: the views in memory follow a record that is
  // written or, when null, goes.
  void Mirror(absl::string_view name, const google::protobuf::Message* record);
  template <class R, class Enter, class Leave>
  void MirrorIn(absl::string_view name, const google::protobuf::Message* record,
                Enter put, Leave remove);

  State& state_;
  Caller caller_;
  absl::Time now_;
  store::v1::JournalEntry entry_;
  std::map<Key, std::optional<std::string>> pending_;
  // What was read first: a command reads the same few people again and again,
  // and nobody else writes meanwhile.
  std::map<Key, std::optional<std::string>> seen_;
  // Records among `pending_`, as they were before they were encoded.
  std::map<std::string, RecordCache::Record> written_;
  std::vector<std::function<void()>> undo_;
  std::string about_;      // Id of the person; empty: see About().
  std::string first_put_;  // Id of the person whose record was written first.
  int reads_ = 0;
  std::int64_t journal_begins_ = 0;  // 0: as it did.
  bool committed_ = false;
  bool as_listed_ = false;
};

// The resource within a record, by overload: what Put() stamps.
inline auto& ResourceOf(store::v1::PersonRecord& r) {
  return *r.mutable_person();
}
inline auto& ResourceOf(store::v1::VolunteerRecord& r) {
  return *r.mutable_volunteer();
}
inline auto& ResourceOf(store::v1::NeedRecord& r) { return *r.mutable_need(); }
inline auto& ResourceOf(store::v1::InvitationRecord& r) {
  return *r.mutable_invitation();
}
inline auto& ResourceOf(store::v1::AppointmentRecord& r) {
  return *r.mutable_appointment();
}
inline auto& ResourceOf(store::v1::TaskRecord& r) { return *r.mutable_task(); }
inline auto& ResourceOf(store::v1::SessionRecord& r) {
  return *r.mutable_session();
}
inline auto& ResourceOf(store::v1::LookRecord& r) { return *r.mutable_look(); }
inline auto& ResourceOf(store::v1::MembershipRecord& r) {
  return *r.mutable_membership();
}
inline auto& ResourceOf(store::v1::SignalRecord& r) {
  return *r.mutable_signal();
}
// Seen by nobody outside.
inline auto& ResourceOf(store::v1::SubjectRecord& r) { return r; }

template <class R>
absl::StatusOr<std::shared_ptr<const R>> Transaction::Look(
    absl::string_view name) {
  const RecordCache::Record kept = FindKept(name);
  if (const auto* known =
          google::protobuf::DynamicCastToGenerated<R>(kept.get());
      known != nullptr) {
    ++reads_;
    return std::shared_ptr<const R>(kept, known);
  }
  auto record = std::make_shared<R>();
  if (absl::Status status = ReadRecord(name, *record); !status.ok()) {
    return status;
  }
  Keep(name, record);
  return record;
}

template <class R>
absl::StatusOr<R> Transaction::Get(absl::string_view name) {
  R record;
  if (absl::Status status = GetRecord(name, record); !status.ok()) {
    return status;
  }
  return record;
}

template <class R>
absl::StatusOr<R> Transaction::GetRest(absl::string_view name) {
  const auto bytes = GetBytes(name);
  if (!bytes.ok()) return bytes.status();
  R record;
  if (absl::Status status = state_.codec.DecodeRest(*bytes, record);
      !status.ok()) {
    return status;
  }
  return record;
}

template <class R>
absl::Status Transaction::Put(absl::string_view name, R& record,
                              absl::string_view person) {
  record.set_revision(record.revision() + 1);
  auto& resource = ResourceOf(record);
  if constexpr (requires { resource.mutable_etag(); }) {
    resource.set_etag(std::to_string(record.revision()));
  }
  if constexpr (requires { resource.mutable_update_time(); }) {
    *resource.mutable_update_time() = ToProto(now_);
  }
  return PutRecord(name, record, person);
}

}  // namespace omzien::core
