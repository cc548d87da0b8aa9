#include "tests/simulation/ledger.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"

namespace omzien::simulation {
namespace {

using core::Keyspace;

// Calls `visit` with the map of the collection that the name is of.
template <class LedgerType, class Visit>
void VisitCollection(LedgerType& ledger, absl::string_view name,
                     const Visit& visit) {
  if (absl::StartsWith(name, "people/")) visit(ledger.people);
  if (absl::StartsWith(name, "volunteers/")) visit(ledger.volunteers);
  if (absl::StartsWith(name, "needs/")) visit(ledger.needs);
  if (absl::StartsWith(name, "invitations/")) visit(ledger.invitations);
  if (absl::StartsWith(name, "appointments/")) visit(ledger.appointments);
  if (absl::StartsWith(name, "tasks/")) visit(ledger.tasks);
  if (absl::StartsWith(name, "looks/")) visit(ledger.looks);
}

template <class Map>
void Keep(const Map& from, const std::string& key, Map& to) {
  if (const auto found = from.find(key); found != from.end()) {
    to.emplace(key, found->second);
  }
}

void KeepBefore(const Ledger& ledger, const core::Mutation& mutation,
                Ledger& before) {
  const std::string& key = mutation.key;
  if (mutation.keyspace == Keyspace::kTimers) {
    Keep(ledger.timers, key, before.timers);
  } else if (mutation.keyspace == Keyspace::kOutbox) {
    Keep(ledger.outbox, key, before.outbox);
  } else if (mutation.keyspace == Keyspace::kRecords) {
    Keep(ledger.people, key, before.people);
    Keep(ledger.volunteers, key, before.volunteers);
    Keep(ledger.needs, key, before.needs);
    Keep(ledger.invitations, key, before.invitations);
    Keep(ledger.appointments, key, before.appointments);
    Keep(ledger.tasks, key, before.tasks);
    Keep(ledger.looks, key, before.looks);
  }
}

void Erase(Ledger& ledger, const core::Mutation& mutation) {
  if (mutation.keyspace == Keyspace::kTimers) ledger.timers.erase(mutation.key);
  if (mutation.keyspace == Keyspace::kOutbox) ledger.outbox.erase(mutation.key);
  if (mutation.keyspace == Keyspace::kLinks) ledger.links.erase(mutation.key);
  if (mutation.keyspace == Keyspace::kRecords) {
    VisitCollection(ledger, mutation.key,
                    [&](auto& records) { records.erase(mutation.key); });
  }
}

}  // namespace

std::vector<std::string> Ledger::Linked(absl::string_view prefix,
                                        int max) const {
  std::vector<std::string> ids;
  for (auto link = links.lower_bound(std::string(prefix));
       link != links.end() && absl::StartsWith(link->first, prefix) &&
       static_cast<int>(ids.size()) < max;
       ++link) {
    ids.push_back(link->first.substr(link->first.rfind('/') + 1));
  }
  return ids;
}

template <class R>
void Bookkeeper::Parse(absl::string_view key, const std::string& value,
                       R& record) {
  record.Clear();
  if (!record.ParseFromString(value)) {
    findings_.Add("what stands under ", key, " cannot be read");
  }
}

void Bookkeeper::Put(Keyspace keyspace, const std::string& key,
                     const std::string& value, Ledger& ledger) {
  switch (keyspace) {
    case Keyspace::kRecords: {
      bool known = false;
      VisitCollection(ledger, key, [&](auto& records) {
        auto& record = records[key];
        record.Clear();
        known = codec_.Decode(value, record).ok();
      });
      if (!known) findings_.Add("the record ", key, " cannot be read");
      return;
    }
    case Keyspace::kTimers:
      return Parse(key, value, ledger.timers[key]);
    case Keyspace::kOutbox:
      return Parse(key, value, ledger.outbox[key]);
    case Keyspace::kLinks:
      ledger.links[key] = value;
      return;
    case Keyspace::kMeta:
      if (key == "lane/0") Parse(key, value, ledger.lane);
      return;
    default:
      return;
  }
}

Change Bookkeeper::Apply(const core::Batch& batch) {
  Change change;
  for (const core::Mutation& mutation : batch.mutations) {
    KeepBefore(ledger_, mutation, change.before);
    if (!mutation.value.has_value()) {
      Erase(ledger_, mutation);
      if (mutation.keyspace == Keyspace::kOutbox) {
        change.sent.push_back(mutation.key);
      }
      if (mutation.keyspace == Keyspace::kRecords) {
        change.gone.push_back(mutation.key);
      }
      continue;
    }
    Put(mutation.keyspace, mutation.key, *mutation.value, ledger_);
    if (mutation.keyspace == Keyspace::kRecords) {
      change.puts.push_back(mutation.key);
    }
    change.keeps_answer =
        change.keeps_answer || mutation.keyspace == Keyspace::kRequests;
    if (mutation.keyspace == Keyspace::kJournal) {
      change.has_entry = true;
      if (!codec_.Decode(*mutation.value, change.entry).ok()) {
        findings_.Add("a journal entry cannot be read");
      }
    }
  }
  return change;
}

void Bookkeeper::Load(const core::Reader& reader) {
  ledger_ = Ledger();
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto keyspace = static_cast<Keyspace>(i);
    const absl::Status read = reader.Scan(
        keyspace, {}, /*reverse=*/false,
        [&](absl::string_view key, absl::string_view value) {
          Put(keyspace, std::string(key), std::string(value), ledger_);
          return true;
        });
    if (!read.ok()) findings_.Add("the store cannot be read: ", read.message());
  }
}

std::int64_t RevisionOf(const Ledger& ledger, const std::string& name) {
  std::int64_t revision = 0;
  VisitCollection(ledger, name, [&](const auto& records) {
    if (const auto found = records.find(name); found != records.end()) {
      revision = found->second.revision();
    }
  });
  return revision;
}

}  // namespace omzien::simulation
