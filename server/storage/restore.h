// Puts a backup in the place of a data folder that no server uses, and keeps
// the folder that was there.

#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::storage {

struct RestoreReport {
  // Of the folder as it is now.
  std::int64_t sequence = 0;
  absl::Time time = absl::InfinitePast();
  // Where the folder is that was there; empty when there was none.
  std::string kept_as;
  // The last entry of which there is a trace in that folder.
  std::int64_t kept_sequence = 0;
};

// Examines `backup`, copies it beside `data_dir`, makes the copy durable,
// examines it too, and swaps it with the folder that is there, in one step: at
// every moment one of the two is whole at `data_dir`. `now` names the folder
// that is kept: `data_dir`.before-restore-TIME.
//
// FAILED_PRECONDITION: `data_dir` is in use, there is no backup, or this file
// system cannot swap. DATA_LOSS: the backup is not sound. RESOURCE_EXHAUSTED:
// the disk is full. UNAVAILABLE: it refuses. Whatever fails, `data_dir` is as
// it was. Also takes up what an earlier call left that was cut short.
absl::StatusOr<RestoreReport> RestoreFolder(const std::string& backup,
                                            const std::string& data_dir,
                                            absl::Time now);

}  // namespace omzien::storage
