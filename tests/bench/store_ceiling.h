// How many durable batches a second the disk and RocksDB give at most, without
// a server: what the main path is held against.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/core/store.h"

namespace omzien::bench {

struct StoreCeiling {
  double durable_per_s = 0;  // One writer, unsynced; one thread loops SyncWAL.
  double synced_per_s = 0;   // Write(sync=true) from 64 threads.
  double bytes_per_batch = 0;
};

// Writes the batches again and again, in new folders under `dir`.
absl::StatusOr<StoreCeiling> MeasureStore(
    const std::string& dir, const std::vector<core::Batch>& batches,
    absl::Duration run);

}  // namespace omzien::bench
