#include "server/core/store.h"

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

absl::string_view KeyspaceName(Keyspace keyspace) {
  switch (keyspace) {
    case Keyspace::kMeta:
      return "meta";
    case Keyspace::kRecords:
      return "records";
    case Keyspace::kLinks:
      return "links";
    case Keyspace::kTimers:
      return "timers";
    case Keyspace::kOutbox:
      return "outbox";
    case Keyspace::kJournal:
      return "journal";
    case Keyspace::kRequests:
      return "requests";
  }
  return "";
}

std::string JournalKey(std::int64_t sequence) {
  const auto bits = static_cast<std::uint64_t>(sequence);
  std::string key;
  for (int shift = 56; shift >= 0; shift -= 8) {
    key += static_cast<char>((bits >> shift) & 0xff);
  }
  return key;
}

std::int64_t JournalSequence(absl::string_view key) {
  if (key.size() != sizeof(std::int64_t)) return 0;
  std::uint64_t bits = 0;
  for (const char byte : key) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
  }
  const auto sequence = static_cast<std::int64_t>(bits);
  return sequence < 1 ? 0 : sequence;
}

absl::Status CheckBatch(const Batch& batch) {
  const bool has_entry = batch.journal_sequence > 0;
  const std::string entry =
      has_entry ? JournalKey(batch.journal_sequence) : std::string();
  bool found = false;
  for (const Mutation& mutation : batch.mutations) {
    if (mutation.key.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "empty key in the keyspace ", KeyspaceName(mutation.keyspace)));
    }
    found = found || (mutation.keyspace == Keyspace::kJournal &&
                      mutation.value.has_value() && mutation.key == entry);
  }
  if (has_entry && !found) {
    return absl::InvalidArgumentError(
        absl::StrCat("batch without the journal entry ", batch.journal_sequence,
                     " that it names"));
  }
  return absl::OkStatus();
}

KeyRange Prefix(absl::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) {
    end.pop_back();
  }
  if (!end.empty()) ++end.back();
  return {std::string(prefix), end};
}

}  // namespace omzien::core
