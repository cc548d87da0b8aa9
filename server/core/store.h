// The port to storage: ordered keyspaces, one atomic batch, and "visible now,
// tell me when durable".
//
// Contract (held by tests/contract/store_contract.h for every implementation):
// - Write() is atomic and visible to Get() and Scan() when it returns. It does
//   not wait for the disk.
// - WhenDurable(ticket, done) calls `done` once, after that ticket's batch and
//   all before it would survive a power cut. It may run at once on the calling
//   thread or later on a thread of the store; those who wait are called in the
//   order of their tickets. `done` must not block.
// - If the disk refuses a write or a sync, the store calls no `done` from then
//   on and every later Write() returns that error. It tells its owner once, by
//   the callback it was opened with (storage::RocksOptions::on_failure), and
//   the owner stops the process. Nothing that may be lost is ever shown.
// - A batch that CheckBatch() refuses changes nothing.
// - A scan sees one moment; `visit` may call the store.
// - Keys and values are bytes; keys sort as unsigned bytes.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

// Each is a column family on disk. Names and numbers never change meaning.
enum class Keyspace : std::uint8_t {
  kMeta = 0,      // "lane/0" -> LaneRecord; "format", "sealer".
  kRecords = 1,   // Resource name -> Envelope of its record.
  kLinks = 2,     // Secondary keys, values empty or a resource name.
  kTimers = 3,    // Due time and id -> TimerRecord.
  kOutbox = 4,    // Message id -> OutboxRecord.
  kJournal = 5,   // Sequence, big-endian -> Envelope of JournalEntry.
  kRequests = 6,  // Caller, method, request id -> RequestRecord.
};
inline constexpr int kKeyspaceCount = 7;

// "records": the name on disk.
absl::string_view KeyspaceName(Keyspace keyspace);

// One change; no value means the key is removed.
struct Mutation {
  Keyspace keyspace;
  std::string key;
  std::optional<std::string> value;
};

// Applied in order: a later mutation of the same key wins.
struct Batch {
  std::vector<Mutation> mutations;
  // Sequence of the journal entry in this batch; what the durability mark
  // records. 0 when the batch has none.
  std::int64_t journal_sequence = 0;
};

// The key of a journal entry: 8 bytes, big-endian. `sequence` is above 0.
std::string JournalKey(std::int64_t sequence);
// The sequence in such a key; 0 when it is none.
std::int64_t JournalSequence(absl::string_view key);

// Held against every batch by every implementation: INVALID_ARGUMENT when a key
// is empty, or when `journal_sequence` is not that of an entry in the batch
// (the next start would miss it).
absl::Status CheckBatch(const Batch& batch);

// Numbers batches in the order of writing, from 1.
using Ticket = std::uint64_t;

// Half open: [start, end). An empty end means to the end of the keyspace.
struct KeyRange {
  std::string start;
  std::string end;
};

// Reads of one moment, whatever is written meanwhile. Thread-safe.
class Reader {
 public:
  virtual ~Reader() = default;

  // nullopt when the key is absent.
  virtual absl::StatusOr<std::optional<std::string>> Get(
      Keyspace keyspace, absl::string_view key) const = 0;

  // Visits in key order (`reverse`: from the end) until `visit` returns false.
  virtual absl::Status Scan(
      Keyspace keyspace, const KeyRange& range, bool reverse,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const = 0;
};

// The Reader half sees the newest state. Write() is called by one thread at a
// time (the lane); everything else is thread-safe. Destroying a store makes all
// that was written durable first.
class Store : public Reader {
 public:
  virtual absl::StatusOr<Ticket> Write(const Batch& batch) = 0;

  // Ticket of the last batch written; 0 when none since opening.
  virtual Ticket LastWritten() const = 0;

  virtual void WhenDurable(Ticket ticket,
                           absl::AnyInvocable<void() &&> done) = 0;

  // A view that stands still.
  virtual std::unique_ptr<Reader> Snapshot() const = 0;
};

// [prefix, next prefix): all keys that start with `prefix`.
KeyRange Prefix(absl::string_view prefix);

}  // namespace omzien::core
