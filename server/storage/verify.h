// Looks at a data folder that no server uses, part by part, and changes
// nothing.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::storage {

struct Finding {
  std::string part;  // "durability mark".
  bool sound = true;
  std::string text;  // What was seen, in one sentence or two.
};

struct FolderReport {
  std::vector<Finding> findings;
  // The last journal entry that a start would give, and its time; 0 when none.
  std::int64_t sequence = 0;
  absl::Time time = absl::InfinitePast();
  // The last of which any trace was found: in the mark, or in a log behind a
  // damaged place.
  std::int64_t sequence_known = 0;

  bool sound() const;
};

// Looks at the folder. FAILED_PRECONDITION when it is no folder or is in use.
absl::StatusOr<FolderReport> VerifyFolder(const std::string& dir);

// The same for who holds the folder's lock already.
FolderReport ExamineFolder(const std::string& dir);

}  // namespace omzien::storage
