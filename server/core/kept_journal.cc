#include "server/core/kept_journal.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/names.h"
#include "server/core/retention.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::JournalEntry;

// Entries that go in one turn.
constexpr std::int64_t kEntriesMax = 150;

std::int64_t FirstSequence(Transaction& transaction) {
  return std::max<std::int64_t>(1, transaction.state().lane.first_sequence());
}

// What of an entry is about nobody: time, and whose watches find it.
absl::StatusOr<JournalEntry> OpenPart(Transaction& transaction,
                                      std::int64_t sequence) {
  OMZIEN_ASSIGN_OR_RETURN(const auto bytes,
                          transaction.state().ports.store.Get(
                              Keyspace::kJournal, SequenceKey(sequence)));
  store::v1::Envelope envelope;
  JournalEntry entry;
  if (!bytes.has_value() || !envelope.ParseFromString(*bytes) ||
      !entry.ParseFromString(envelope.open())) {
    return absl::DataLossError(
        absl::StrCat("journal entry ", sequence, " cannot be read"));
  }
  return entry;
}

// The first entry from the cutoff on. Entries stand in the order of time.
absl::StatusOr<std::int64_t> FirstKept(Transaction& transaction,
                                       absl::Time cutoff) {
  std::int64_t low = FirstSequence(transaction);
  // The last one stays: it says how far the journal goes.
  std::int64_t high = std::max(low, transaction.state().lane.sequence());
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    OMZIEN_ASSIGN_OR_RETURN(const JournalEntry entry,
                            OpenPart(transaction, middle));
    if (FromProto(entry.time()) < cutoff) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

absl::StatusOr<Found> LookAtJournal(Transaction& transaction,
                                    const std::string& /*after*/, int /*max*/) {
  const absl::Time cutoff = Cutoff(
      transaction, transaction.catalogue().config().retention().journal());
  Found look{.found = {}, .after = "", .done = true};
  if (cutoff == absl::InfinitePast()) return look;
  const std::int64_t first = FirstSequence(transaction);
  OMZIEN_ASSIGN_OR_RETURN(const std::int64_t kept,
                          FirstKept(transaction, cutoff));
  if (kept == first) return look;
  OMZIEN_ASSIGN_OR_RETURN(const JournalEntry oldest,
                          OpenPart(transaction, first));
  look.found.push_back({.name = absl::StrCat(kept - 1),
                        .municipality = "",
                        .since = FromProto(oldest.time()),
                        .count = kept - first,
                        .before = ""});
  return look;
}

absl::StatusOr<bool> LetJournalGo(Transaction& transaction,
                                  const Overdue& overdue) {
  std::int64_t last = 0;
  if (!absl::SimpleAtoi(overdue.name, &last)) {
    return absl::InternalError("no entry of the journal");
  }
  const std::int64_t first = FirstSequence(transaction);
  const std::int64_t end = std::min(last + 1, first + kEntriesMax);
  for (std::int64_t sequence = first; sequence < end; ++sequence) {
    OMZIEN_ASSIGN_OR_RETURN(const JournalEntry entry,
                            OpenPart(transaction, sequence));
    for (const std::string& person : entry.audience()) {
      transaction.Unlink(WatchKey(person, sequence));
    }
    if (!entry.municipality().empty()) {
      transaction.Unlink(WatchKey(entry.municipality(), sequence));
    }
    transaction.Erase(Keyspace::kJournal, SequenceKey(sequence));
  }
  transaction.JournalBegins(end);
  return end > last;
}

}  // namespace omzien::core
