#include "server/core/transaction.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/names.h"
#include "server/core/repeated.h"
#include "server/core/state.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

constexpr absl::string_view kLaneKey = "lane/0";

// Values kept to be read again. A walk over many records reads each once.
constexpr std::size_t kSeenMax = 64;

// Nothing happened but that somebody looked: no watch wants to hear of it.
bool IsOnlyLooks(const store::v1::JournalEntry& entry) {
  return entry.notices().empty() &&
         std::ranges::all_of(entry.changed(), [](const std::string& name) {
           return absl::StartsWith(name, "looks/");
         });
}

}  // namespace

Caller SystemCaller() {
  Caller caller;
  caller.actor.set_role(omzien::v1::ROLE_SYSTEM);
  caller.origin.set_channel(omzien::v1::CHANNEL_SYSTEM);
  return caller;
}

Transaction::Transaction(State& state, Caller caller, std::string method,
                         absl::Time now)
    : state_(state), caller_(std::move(caller)), now_(now) {
  entry_.set_method(std::move(method));
  *entry_.mutable_actor() = caller_.actor;
  entry_.set_on_behalf_of(caller_.origin.on_behalf_of());
  entry_.set_channel(caller_.origin.channel());
  entry_.set_identity_check(caller_.origin.identity_check().way());
}

Transaction::~Transaction() {
  if (!committed_) Abandon();
}

void Transaction::Abandon() {
  std::ranges::for_each(std::ranges::reverse_view(undo_),
                        [](auto& undo) { undo(); });
  undo_.clear();
  pending_.clear();
  written_.clear();
  about_.clear();
  first_put_.clear();
  journal_begins_ = 0;
  entry_.clear_changed();
  entry_.clear_audience();
  entry_.clear_notices();
  entry_.clear_decisions();
}

absl::StatusOr<std::optional<std::string>> Transaction::Read(
    Keyspace keyspace, absl::string_view key) {
  Key place{keyspace, std::string(key)};
  const auto pending = pending_.find(place);
  if (pending != pending_.end()) return pending->second;
  const auto known = seen_.find(place);
  if (known != seen_.end()) return known->second;
  OMZIEN_ASSIGN_OR_RETURN(auto value, state_.ports.store.Get(keyspace, key));
  if (seen_.size() < kSeenMax) seen_.emplace(std::move(place), value);
  return value;
}

void Transaction::Write(Keyspace keyspace, absl::string_view key,
                        std::string value) {
  if (keyspace == Keyspace::kRecords) written_.erase(std::string(key));
  pending_[{keyspace, std::string(key)}] = std::move(value);
}

void Transaction::Erase(Keyspace keyspace, absl::string_view key) {
  if (keyspace == Keyspace::kRecords) written_.erase(std::string(key));
  pending_[{keyspace, std::string(key)}] = std::nullopt;
}

absl::Status Transaction::Scan(
    Keyspace keyspace, const KeyRange& range,
    absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) {
  // A copy, as `visit` may write; there are a few dozen at most.
  std::vector<std::pair<std::string, std::optional<std::string>>> mine;
  for (auto it = pending_.lower_bound({keyspace, range.start});
       it != pending_.end() && it->first.first == keyspace &&
       (range.end.empty() || it->first.second < range.end);
       ++it) {
    mine.emplace_back(it->first.second, it->second);
  }
  auto next = mine.begin();
  bool going = true;
  const auto visit_mine = [&] {
    if (next->second.has_value()) going = visit(next->first, *next->second);
    ++next;
  };
  OMZIEN_RETURN_IF_ERROR(state_.ports.store.Scan(
      keyspace, range, /*reverse=*/false,
      [&](absl::string_view key, absl::string_view value) {
        while (going && next != mine.end() && next->first < key) visit_mine();
        if (!going) return false;
        if (next != mine.end() && next->first == key) {
          visit_mine();
        } else {
          going = visit(key, value);
        }
        return going;
      }));
  while (going && next != mine.end()) visit_mine();
  return absl::OkStatus();
}

void Transaction::Link(absl::string_view key, absl::string_view value) {
  Write(Keyspace::kLinks, key, std::string(value));
}

void Transaction::Unlink(absl::string_view key) {
  Erase(Keyspace::kLinks, key);
}

absl::StatusOr<std::vector<std::string>> Transaction::Linked(
    absl::string_view prefix) {
  std::vector<std::string> ids;
  OMZIEN_RETURN_IF_ERROR(Scan(Keyspace::kLinks, Prefix(prefix),
                              [&ids](absl::string_view key, absl::string_view) {
                                ids.emplace_back(
                                    key.substr(key.rfind('/') + 1));
                                return true;
                              }));
  return ids;
}

std::string Transaction::AddTimer(store::v1::TimerRecord timer,
                                  absl::Time due) {
  *timer.mutable_due_time() = ToProto(due);
  std::string key = LinkKey({AscendingKey(due), state_.ports.ids.NewId()});
  Write(Keyspace::kTimers, key, timer.SerializeAsString());
  return key;
}

void Transaction::CancelTimer(absl::string_view key) {
  if (!key.empty()) Erase(Keyspace::kTimers, key);
}

void Transaction::Changed(absl::string_view name) {
  if (std::ranges::find(entry_.changed(), name) == entry_.changed().end()) {
    entry_.add_changed(std::string(name));
  }
}

void Transaction::Concerns(absl::string_view person) {
  if (std::ranges::find(entry_.audience(), person) == entry_.audience().end()) {
    entry_.add_audience(std::string(person));
  }
}

void Transaction::ConcernsNoLonger(absl::string_view person) {
  EraseIf(*entry_.mutable_audience(),
          [person](const std::string& each) { return each == person; });
  if (about_ == IdOf(person)) about_.clear();
  if (first_put_ == IdOf(person)) first_put_.clear();
}

void Transaction::AddToOutbox(const store::v1::OutboxRecord& message) {
  Write(Keyspace::kOutbox, message.id(), message.SerializeAsString());
}

std::string Transaction::About() const {
  if (!about_.empty()) return about_;
  return entry_.audience().empty() ? first_put_ : IdOf(entry_.audience(0));
}

absl::StatusOr<Batch> Transaction::Commit() {
  Batch batch;
  store::v1::LaneRecord lane = state_.lane;
  lane.set_sequence(lane.sequence() + 1);
  *lane.mutable_time() = ToProto(now_);
  // Until the views are whole the outage is not dealt with, and is measured
  // anew after a crash.
  if (state_.readiness.whole) *lane.mutable_alive_time() = lane.time();
  if (journal_begins_ > 0) lane.set_first_sequence(journal_begins_);
  entry_.set_sequence(lane.sequence());
  *entry_.mutable_time() = lane.time();
  const std::string person = About();
  if (!person.empty() && !IsOnlyLooks(entry_)) {
    entry_.set_municipality(state_.MunicipalityOf(NameOf("people", person)));
  }
  OMZIEN_ASSIGN_OR_RETURN(std::string entry,
                          state_.codec.Encode(entry_, person));
  Write(Keyspace::kJournal, SequenceKey(lane.sequence()), std::move(entry));
  for (const std::string& concerned : entry_.audience()) {
    Link(WatchKey(concerned, lane.sequence()));
  }
  if (!entry_.municipality().empty()) {
    Link(WatchKey(entry_.municipality(), lane.sequence()));
  }
  Write(Keyspace::kMeta, kLaneKey, lane.SerializeAsString());
  batch.journal_sequence = lane.sequence();
  batch.mutations.reserve(pending_.size());
  for (auto& [key, value] : pending_) {
    if (key.first == Keyspace::kRecords) state_.records.LetGo(key.second);
    batch.mutations.push_back({key.first, key.second, std::move(value)});
  }
  for (auto& [name, record] : written_) {
    state_.records.Keep(name, std::move(record));
  }
  state_.lane = std::move(lane);
  committed_ = true;
  return batch;
}

}  // namespace omzien::core
