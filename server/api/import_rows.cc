#include "server/api/import_rows.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "re2/re2.h"
#include "server/core/error.h"

namespace omzien::api {

using v1::ImportVolunteersRequest;
using v1::ImportVolunteersResponse;

ImportRows::ImportRows(ImportVolunteersRequest& request)
    : request_(request),
      all_or_nothing_(request.all_or_nothing()),
      row_numbers_(static_cast<std::size_t>(request.rows_size())) {
  std::iota(row_numbers_.begin(), row_numbers_.end(), 0);
}

std::vector<core::Violation> ImportRows::SetAside(
    const std::vector<core::Violation>& violations) {
  static const re2::RE2 within_row(R"(rows\[(\d+)\]\.(.*))");
  std::vector<core::Violation> others;
  std::set<int> bad;
  for (const core::Violation& violation : violations) {
    int row = 0;
    std::string field;
    if (!re2::RE2::FullMatch(violation.field, within_row, &row, &field)) {
      others.push_back(violation);
      continue;
    }
    bad.insert(row);
    auto& error = errors_.emplace_back();
    error.set_row(row_numbers_[static_cast<std::size_t>(row)]);
    error.set_field(field);
    error.set_description(violation.description);
  }
  if (bad.empty()) return others;

  google::protobuf::RepeatedPtrField<v1::VolunteerRow> good;
  std::vector<int> numbers;
  for (int row = 0; row < request_.rows_size(); ++row) {
    if (bad.contains(row)) continue;
    good.Add(std::move(*request_.mutable_rows(row)));
    numbers.push_back(row_numbers_[static_cast<std::size_t>(row)]);
  }
  request_.mutable_rows()->Swap(&good);
  row_numbers_ = std::move(numbers);
  return others;
}

bool ImportRows::nothing_to_enter() {
  // Core still names what is wrong with the other rows.
  if (request_.all_or_nothing() && !errors_.empty()) {
    request_.set_validate_only(true);
  }
  return request_.rows().empty();
}

void ImportRows::Merge(ImportVolunteersResponse& response) const {
  std::vector<ImportVolunteersResponse::RowError> errors = errors_;
  for (ImportVolunteersResponse::RowError& error : *response.mutable_errors()) {
    const auto row = static_cast<std::size_t>(error.row());
    if (row < row_numbers_.size()) error.set_row(row_numbers_[row]);
    errors.push_back(std::move(error));
  }
  std::ranges::stable_sort(
      errors, [](const auto& a, const auto& b) { return a.row() < b.row(); });
  if (all_or_nothing_ && !errors.empty()) response.set_entered(0);
  response.mutable_errors()->Assign(errors.begin(), errors.end());
}

}  // namespace omzien::api
