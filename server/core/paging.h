// Lists, a page at a time.

#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/transaction.h"

namespace omzien::core {

// What a client asks of a list.
struct PageRequest {
  int size = 0;       // 0: 50; above 1000: 1000.
  std::string token;  // Of the page before; empty: the first page.
  std::string list;   // All that the list depends on: parent and filters.
};

// 50 by default, 1000 at most.
int PageSize(int wanted);

// Opaque to clients: the place to go on after, bound to the list it is of.
std::string MakePageToken(absl::string_view list, absl::string_view after);

// The place to go on after; INVALID_PAGE_TOKEN when the token is none of this
// list's.
absl::StatusOr<std::string> ReadPageToken(const PageRequest& request);

// Visits the ids linked under `prefix` (the last part of the key) in key order,
// from the page's start. `visit` says whether it took the item; after enough
// the walk stops, and also when it has read so much that others must have their
// turn: the page is then short. Returns the next page's token, empty on the
// last page.
absl::StatusOr<std::string> VisitPage(
    Transaction& transaction, absl::string_view prefix,
    const PageRequest& request,
    absl::FunctionRef<absl::StatusOr<bool>(const std::string& id)> visit);

}  // namespace omzien::core
