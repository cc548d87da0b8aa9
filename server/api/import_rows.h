// ImportVolunteers answers a bad row with its place in the list and takes the
// others. Core gets good rows only; what is wrong with the rest is kept here
// and put into the answer.

#pragma once

#include <utility>
#include <vector>

#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/error.h"

namespace omzien::api {

// For one call; used by one thread at a time. Owned by the call.
class ImportRows {
 public:
  // Borrows the request, whose rows are as the client sent them, until it goes
  // to core: only Merge() may be called after that.
  explicit ImportRows(omzien::v1::ImportVolunteersRequest& request);

  // Takes the violations within a row ("rows[3].person.phone") and that row out
  // of the request. What is left concerns the whole call and is returned. Paths
  // count the rows that the request has at the moment of the call.
  std::vector<core::Violation> SetAside(
      const std::vector<core::Violation>& violations);

  // True when core has nothing to do: no row is left. One bad row that forbids
  // all lets core check the others and enter none.
  bool nothing_to_enter();

  // Brings core's row numbers back to the client's and adds what was set aside,
  // in the order of the rows.
  void Merge(omzien::v1::ImportVolunteersResponse& response) const;

 private:
  omzien::v1::ImportVolunteersRequest& request_;
  const bool all_or_nothing_;
  std::vector<int> row_numbers_;  // Of each row left, the client's number.
  std::vector<omzien::v1::ImportVolunteersResponse::RowError> errors_;
};

}  // namespace omzien::api
