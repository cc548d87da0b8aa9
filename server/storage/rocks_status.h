// RocksDB's errors in our words.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace rocksdb {
class Status;
}  // namespace rocksdb

namespace omzien::storage {

// OK stays OK. A full disk is RESOURCE_EXHAUSTED, damage DATA_LOSS, anything
// else that the disk refuses UNAVAILABLE. `doing` is what failed: "write the
// durability mark"; `dir` the data folder. The text says how to mend it and
// holds no keys and values.
absl::Status FromRocks(const rocksdb::Status& status, absl::string_view doing,
                       const std::string& dir);

}  // namespace omzien::storage
