// Whether a value is what its key says, as far as can be seen without the keys
// of the people it is about.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "server/storage/database.h"

namespace omzien::storage {

// DATA_LOSS says what it should be and is not; without personal data.
absl::Status CheckRecord(core::Keyspace keyspace, absl::string_view key,
                         absl::string_view value);

// All of a keyspace.
struct KeyspaceCheck {
  bool sound = true;
  std::string text;  // What was seen, in a few words.
};
KeyspaceCheck CheckKeyspace(const Database& database, core::Keyspace keyspace);

}  // namespace omzien::storage
