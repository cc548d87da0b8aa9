// What concerned one person, of the journal: a part of all that is held of her.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "omzien/v1/export_service.pb.h"
#include "server/core/paging.h"
#include "server/core/transaction.h"

namespace omzien::core {

// Adds a page of it, of what changed only what she may name; the token of the
// next page, "" after the last. `hers` is a transaction as herself; `from`
// needs no list.
absl::StatusOr<std::string> AddEvents(Transaction& hers,
                                      const std::string& person,
                                      PageRequest from,
                                      omzien::v1::PersonExport& page);

}  // namespace omzien::core
