// What a recovered database must show before it is used: that this version can
// read it, that it was written with this sealer, and that nothing is missing
// that was promised as durable.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/storage/database.h"
#include "server/storage/durability_mark.h"

namespace omzien::storage {

// The format that this version writes and reads.
inline constexpr int kFormat = 1;
// The one lane there is.
inline constexpr char kLane[] = "0";

// Sequence of the last journal entry; 0 when there is none. DATA_LOSS when the
// last key is not one of the journal's.
absl::StatusOr<std::int64_t> LastJournalSequence(const Database& database,
                                                 const std::string& dir);

// FAILED_PRECONDITION when format or sealer are others. A database without a
// single key passes: its making was cut short before anything was promised.
absl::Status CheckOrigin(const Database& database, const std::string& dir,
                         const std::string& sealer);

// `mark` as MarkFile::Read() gave it, `last` the recovered sequence. DATA_LOSS
// when entries are missing, or when there are entries and no readable mark to
// hold them against. Gives the mark to go on from.
absl::StatusOr<Mark> CheckNothingMissing(
    const absl::StatusOr<std::optional<Mark>>& mark, std::int64_t last,
    const std::string& dir);

}  // namespace omzien::storage
