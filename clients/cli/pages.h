// Lists as one: asks for page after page until the last.

#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/status_macros.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace omzien::cli {

inline constexpr int kPageSize = 1000;  // The most that the server gives.

// All items of a list, at most `items_max`; 0 means all. `items` is the
// response's accessor: &v1::ListNeedsResponse::needs.
template <typename Request, typename Response, typename Item>
absl::StatusOr<std::vector<Item>> ListAll(
    Calls& calls, Request request,
    const google::protobuf::RepeatedPtrField<Item>& (Response::*items)() const,
    int items_max = 0) {
  std::vector<Item> all;
  while (true) {
    const int left = items_max - static_cast<int>(all.size());
    request.set_page_size(items_max > 0 && left < kPageSize ? left : kPageSize);
    OMZIEN_ASSIGN_OR_RETURN(const Response response, calls.Send(request));
    for (const Item& item : (response.*items)()) all.push_back(item);
    const bool enough =
        items_max > 0 && static_cast<int>(all.size()) >= items_max;
    if (enough || response.next_page_token().empty()) return all;
    request.set_page_token(response.next_page_token());
  }
}

}  // namespace omzien::cli
